import { type Acting, findDossier, recordFact } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { type TakeOriginalInput, takesOriginals } from "./original.ts";
import { countHeld, insertOriginal } from "./original.store.ts";
import { papersRefusal } from "./papers.errors.ts";

/**
 * Records an original that the office took from the applicant; the result is not returned before it is given back.
 * Refuses a dossier that has ended: nothing is compared for it any more.
 */
export async function takeOriginal(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting & { readonly accountId: number },
  dossierId: number,
  input: TakeOriginalInput,
  now: Date,
): Promise<{ readonly id: number }> {
  const dossier = await findDossier(tx, dossierId, true);
  if (dossier === undefined) throw papersRefusal("dossier_not_found");
  if (!takesOriginals(dossier)) throw papersRefusal("original_after_end");
  const about = { agencyId: dossier.agencyId, dossierId };
  const id = await insertOriginal(tx, about, input, { accountId: by.accountId, name: by.name, at: now });
  const custody = { ...dossier.facts.custody, originalsHeld: await countHeld(tx, dossierId) };
  await recordFact(tx, unit, by, dossierId, { type: "custody_changed", custody }, now);
  unit.subject(`dossier:${dossierId}`);
  unit.note({ original: id });
  return { id };
}
