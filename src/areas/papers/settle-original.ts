import { type Acting, findDossier, recordFact } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { EndOriginalInput } from "./original.ts";
import { countHeld, endOriginal, findOriginal } from "./original.store.ts";
import { papersRefusal } from "./papers.errors.ts";

/** Gives an original back to a named person, or says why it is kept. Refuses a second time and a call that says both or neither. */
export async function settleOriginal(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting & { readonly accountId: number },
  dossierId: number,
  input: EndOriginalInput,
  now: Date,
): Promise<{ readonly held: number }> {
  const dossier = await findDossier(tx, dossierId, true);
  const paper = await findOriginal(tx, dossierId, input.originalId);
  if (dossier === undefined || paper === undefined) throw papersRefusal("dossier_not_found");
  if (paper.endedAt !== null) throw papersRefusal("original_ended");
  if ((input.givenTo === undefined) === (input.keptReason === undefined))
    throw papersRefusal("receiver_or_reason", { field: "givenTo" });
  const end = { givenTo: input.givenTo ?? null, keptReason: input.keptReason ?? null };
  await endOriginal(tx, paper.id, end, { accountId: by.accountId, name: by.name, at: now });
  const held = await countHeld(tx, dossierId);
  const custody = { ...dossier.facts.custody, originalsHeld: held };
  await recordFact(tx, unit, by, dossierId, { type: "custody_changed", custody }, now);
  unit.subject(`dossier:${dossierId}`);
  unit.note({ original: paper.id, kept: input.keptReason !== undefined });
  return { held };
}
