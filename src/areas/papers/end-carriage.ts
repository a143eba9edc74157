import { type Acting, findDossier, recordFact } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { assertPeopled } from "./give-papers.ts";
import { type EndCarriageInput, isUnderWay, type Sheet } from "./hand-over.ts";
import { endItems, findSheet, listItems } from "./hand-over.store.ts";
import { papersRefusal } from "./papers.errors.ts";

/** Where the papers lie once the post has let go of them. */
function placeAfter({ outcome, toUnitId }: EndCarriageInput, { fromUnitId }: Sheet) {
  if (outcome === "applicant") return { place: "returned", unitId: null, personId: null } as const;
  return { place: "unit", unitId: outcome === "office" ? (toUnitId ?? null) : fromUnitId, personId: null } as const;
}

function check(input: EndCarriageInput): void {
  const { dossiers, outcome, receivedBy, toUnitId, remark } = input;
  if (dossiers.length === 0) throw papersRefusal("nothing_chosen", { field: "dossiers" });
  if (outcome !== "came_back" && receivedBy === undefined)
    throw papersRefusal("carriage_receiver_missing", { field: "receivedBy" });
  if (outcome === "office" && toUnitId === undefined) throw papersRefusal("unit_missing", { field: "toUnitId" });
  if (outcome === "came_back" && remark === undefined) throw papersRefusal("reason_missing", { field: "remark" });
}

/**
 * Records what the post did with papers of a sheet: delivered to the applicant or to a unit, and who got them, or brought
 * back and why. Refuses papers that are not with the post and an outcome without its receiver, unit or reason.
 */
export async function endCarriage(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting & { readonly accountId: number; readonly agencyId: number },
  sheetId: number,
  input: EndCarriageInput,
  now: Date,
): Promise<{ readonly ended: number }> {
  const sheet = await findSheet(tx, sheetId, true);
  if (sheet === undefined || sheet.agencyId !== by.agencyId) throw papersRefusal("sheet_not_found");
  check(input);
  if (input.outcome === "office" && input.toUnitId !== undefined) await assertPeopled(tx, sheet.agencyId, input.toUnitId, now);
  const items = await listItems(tx, sheetId);
  const chosen = new Set(input.dossiers);
  const ended = items.filter((item) => chosen.has(item.dossierId) && isUnderWay(sheet, item)).map(({ dossierId }) => dossierId);
  if (ended.length < chosen.size) throw papersRefusal("not_with_post", { field: "dossiers" });
  const { outcome, receivedBy, toUnitId, remark } = input;
  const end = {
    outcome,
    reachedUnitId: outcome === "office" ? (toUnitId ?? null) : null,
    receivedBy: outcome === "came_back" ? null : (receivedBy ?? null),
    remark: remark ?? null,
  };
  await endItems(tx, sheetId, ended, end, { accountId: by.accountId, name: by.name, at: now });
  for (const dossierId of ended.toSorted((a, b) => a - b)) {
    const dossier = await findDossier(tx, dossierId, true);
    if (dossier === undefined) throw papersRefusal("dossier_not_found");
    const custody = { ...dossier.facts.custody, ...placeAfter(input, sheet) };
    await recordFact(tx, unit, by, dossierId, { type: "custody_changed", custody }, now);
  }
  unit.subject(`sheet:${sheetId}`);
  unit.note({ outcome, dossiers: ended.length });
  return { ended: ended.length };
}
