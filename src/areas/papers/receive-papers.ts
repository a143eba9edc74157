import { type Acting, findDossier, recordFact } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { ReceivePapersInput } from "./hand-over.ts";
import { findSheet, listItems, writeReceipt } from "./hand-over.store.ts";
import { papersRefusal } from "./papers.errors.ts";

/**
 * The receiving unit signs a sheet: what arrived is in its custody, what did not stays with the giver and needs a remark.
 * Refuses someone of another unit and a sheet that was signed before.
 */
export async function receivePapers(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting & { readonly accountId: number },
  sheetId: number,
  input: ReceivePapersInput,
  now: Date,
): Promise<{ readonly arrived: number }> {
  const sheet = await findSheet(tx, sheetId, true);
  if (sheet === undefined) throw papersRefusal("sheet_not_found");
  if (sheet.receivedAt !== null) throw papersRefusal("sheet_received");
  const { toUnitId } = sheet;
  if (toUnitId === null || toUnitId !== by.unitId) throw papersRefusal("not_of_the_unit");
  const items = await listItems(tx, sheetId);
  const arrived = items.filter(({ dossierId }) => input.arrived.includes(dossierId)).map(({ dossierId }) => dossierId);
  if (arrived.length < items.length && input.remark === undefined) throw papersRefusal("remark_missing", { field: "remark" });
  await writeReceipt(tx, sheetId, { accountId: by.accountId, name: by.name, at: now, arrived, remark: input.remark ?? null });
  for (const { dossierId } of items) {
    const dossier = await findDossier(tx, dossierId, true);
    if (dossier === undefined) throw papersRefusal("dossier_not_found");
    const place = arrived.includes(dossierId) ? toUnitId : sheet.fromUnitId;
    const custody = { ...dossier.facts.custody, place: "unit", unitId: place, personId: null } as const;
    await recordFact(tx, unit, by, dossierId, { type: "custody_changed", custody }, now);
  }
  unit.subject(`sheet:${sheetId}`);
  unit.note({ arrived: arrived.length, of: items.length });
  return { arrived: arrived.length };
}
