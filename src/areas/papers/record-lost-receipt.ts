import { z } from "zod";
import { type Acting, findDossier, type Party } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { cccd, choice, optional, personName, requiredText } from "#platform/input/fields.ts";
import { papersRefusal } from "./papers.errors.ts";
import { insertLoss } from "./receipt-loss.store.ts";

export const LossInput = z.object({
  declaredBy: personName(),
  idNumber: cccd(),
  relation: choice(["owner", "submitter", "authorised"]),
  paper: optional(requiredText(200)),
});

/**
 * Records that a receipt was lost, after the identity of who says so was compared with the dossier; the receipt may then
 * be printed again. Refuses a number that is not the one of the dossier, and an authorised person without a paper.
 */
export async function recordLostReceipt(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting & { readonly accountId: number },
  dossierId: number,
  input: z.output<typeof LossInput>,
  now: Date,
): Promise<null> {
  const dossier = await findDossier(tx, dossierId);
  if (dossier === undefined) throw papersRefusal("dossier_not_found");
  const { relation, idNumber, declaredBy, paper } = input;
  const { parties } = dossier;
  // Without a submitter of its own the owner handed the dossier in.
  const party: Party | undefined = relation === "submitter" ? (parties.submitter ?? parties.owner) : parties[relation];
  if (relation === "authorised" && paper === undefined) throw papersRefusal("paper_missing", { field: "paper" });
  const isKnown = relation === "authorised" ? party === undefined || party.idNumber === idNumber : party?.idNumber === idNumber;
  if (!isKnown) throw papersRefusal("identity_differs", { field: "idNumber" });
  const { agencyId } = dossier;
  await insertLoss(tx, {
    agencyId,
    dossierId,
    declaredBy,
    idNumber,
    relation,
    paper: paper ?? null,
    accountId: by.accountId,
    by: by.name,
    at: now,
  });
  unit.subject(`dossier:${dossierId}`);
  unit.note({ relation });
  return null;
}
