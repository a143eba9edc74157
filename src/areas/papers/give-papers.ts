import { type Acting, type Dossier, findDossier, findDossierByCode, recordFact } from "#dossiers";
import { listPostHolders } from "#organisation";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { GivePapersInput } from "./hand-over.ts";
import { insertSheet, nextSheetNumber } from "./hand-over.store.ts";
import { papersRefusal } from "./papers.errors.ts";

/** A dossier's paper lies where the last sheet brought it; before any sheet, at the counter that received it. */
const placeOf = ({ facts, unitId }: Dossier): number | null => (facts.custody.place === "none" ? unitId : facts.custody.unitId);

/** What lies in the batch, in words for the sheet. */
function papersOf({ components, facts }: Dossier): string {
  const total = components.reduce((sum, { original, certified, photo }) => sum + original + certified + photo, 0);
  return facts.custody.originalsHeld > 0 ? `${total} (${facts.custody.originalsHeld} bản chính của dân)` : String(total);
}

async function getDossiers(tx: Tx, codes: readonly string[], from: number): Promise<readonly Dossier[]> {
  const known: { readonly code: string; readonly id: number }[] = [];
  for (const code of codes) {
    const dossier = await findDossierByCode(tx, code);
    if (dossier === undefined) throw papersRefusal("no_dossier_on_sheet", { field: "codes", values: { code } });
    known.push({ code, id: dossier.id });
  }
  // Held in one order, so that two who give the same papers come one after the other: the second finds them under way.
  const held = new Map<number, Dossier>();
  for (const { id } of known.toSorted((a, b) => a.id - b.id)) {
    const dossier = await findDossier(tx, id, true);
    if (dossier !== undefined) held.set(id, dossier);
  }
  const found: Dossier[] = [];
  for (const { code, id } of known) {
    const dossier = held.get(id);
    if (dossier === undefined) throw papersRefusal("no_dossier_on_sheet", { field: "codes", values: { code } });
    if (placeOf(dossier) !== from || dossier.facts.custody.place === "in_transit") {
      throw papersRefusal("dossier_elsewhere", { field: "codes", values: { code } });
    }
    found.push(dossier);
  }
  return found;
}

/** A unit of the agency in which somebody can sign for papers today; papers given elsewhere nobody could receive. */
export async function assertPeopled(tx: Tx, agencyId: number, toUnitId: number, now: Date): Promise<void> {
  const holders = await listPostHolders(tx, agencyId, localDay(now));
  if (!holders.some(({ unitId }) => unitId === toUnitId)) throw papersRefusal("unit_not_of_agency", { field: "toUnitId" });
}

/**
 * Hands a batch of papers over: a numbered sheet that the giver signs by making it. A unit signs when it has counted them;
 * the post's carrier signs on the printed sheet at once. Returns the sheet's id.
 */
export async function givePapers(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting & { readonly accountId: number; readonly agencyId: number },
  input: GivePapersInput,
  now: Date,
): Promise<{ readonly id: number }> {
  const { toUnitId, carrier } = input;
  if ((toUnitId === undefined) === (carrier === undefined)) throw papersRefusal("destination_missing", { field: "toUnitId" });
  if (toUnitId === by.unitId) throw papersRefusal("same_unit", { field: "toUnitId" });
  if (toUnitId !== undefined) await assertPeopled(tx, by.agencyId, toUnitId, now);
  const dossiers = await getDossiers(tx, input.codes, by.unitId);
  const year = Number(localDay(now).slice(0, 4));
  const byPost = carrier !== undefined;
  const id = await insertSheet(
    tx,
    {
      agencyId: by.agencyId,
      year,
      number: await nextSheetNumber(tx, by.agencyId, year),
      fromUnitId: by.unitId,
      toUnitId: toUnitId ?? null,
      carrier: carrier ?? null,
      note: input.note ?? null,
      giverAccountId: by.accountId,
      giverName: by.name,
      givenAt: now,
      receiverName: byPost ? (input.carrierPerson ?? carrier) : null,
      receivedAt: byPost ? now : null,
    },
    dossiers.map((dossier) => ({ dossierId: dossier.id, papers: papersOf(dossier) })),
  );
  for (const dossier of dossiers) {
    const custody = { ...dossier.facts.custody, place: "in_transit", unitId: toUnitId ?? null, personId: null } as const;
    await recordFact(tx, unit, by, dossier.id, { type: "custody_changed", custody }, now);
  }
  unit.subject(`sheet:${id}`);
  unit.note({ dossiers: dossiers.length, byPost });
  return { id };
}
