import { type Acting, type ActionDone, actOnDossier, type Attempt, type Dossier, findDossier, type Party } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Upload } from "#platform/files/file-kind.ts";
import { rememberFiles } from "#platform/files/file.store.ts";
import type { Actor } from "#platform/http/actor.ts";
import { type HandingInput, linesOf } from "./handing.ts";
import { insertHanding } from "./handing.store.ts";
import { papersRefusal } from "./papers.errors.ts";
import { recordLostReceipt } from "./record-lost-receipt.ts";
import { settleOriginal } from "./settle-original.ts";

/** The returns that this command does, by their input: what an authorised person has to bring is with them. */
const handedOut = new WeakSet<object>();

/** to an authorised person a result goes with the scanned authorisation alone, through whichever door. */
export function assertScanned({ action, input }: Pick<Attempt, "action" | "input">): void {
  if (action !== "return" || input["relation"] !== "authorised" || handedOut.has(input)) return;
  throw papersRefusal("authorised_by_handing", { field: "relation" });
}

type By = Acting & { readonly accountId: number };

/** As whom the dossier knows who comes: without a submitter of its own the owner handed it in. */
const partyOf = ({ parties }: Dossier, relation: HandingInput["relation"]): Party | undefined =>
  relation === "submitter" ? (parties.submitter ?? parties.owner) : parties[relation];

/** who comes is compared with the dossier, and instead of the receipt the number has to be there and the same. */
function checkReceiver(dossier: Dossier, input: HandingInput, scan: Upload | undefined): void {
  const { relation, receiverIdNumber, paper, proof } = input;
  if (relation === "authorised") {
    if (paper === undefined) throw papersRefusal("paper_missing", { field: "paper" });
    if (scan === undefined) throw papersRefusal("authorisation_scan_missing", { field: "scan" });
  } else if (scan !== undefined) throw papersRefusal("scan_without_authorisation", { field: "relation" });
  const known = partyOf(dossier, relation)?.idNumber;
  const needsNumber = relation === "authorised" || proof === "identity";
  if (needsNumber && receiverIdNumber === undefined) throw papersRefusal("id_number_missing", { field: "receiverIdNumber" });
  if (receiverIdNumber === undefined) return;
  if (known !== undefined && known !== receiverIdNumber) throw papersRefusal("identity_differs", { field: "receiverIdNumber" });
  if (known === undefined && proof === "identity" && relation !== "authorised") {
    throw papersRefusal("identity_unknown", { field: "receiverIdNumber" });
  }
}

/**
 * Hands a result over at the counter: by the receipt, or after an identity check where it was lost; to the owner, the
 * submitter, or whoever brings an authorisation, which is scanned. The papers that are given are listed, the originals
 * that go back are settled. Refuses what the return of a dossier refuses, somebody whose number is not the dossier's, and
 * an authorised person without the scanned paper.
 */
export async function handOutResult(
  tx: Tx,
  unit: UnitOfWork,
  who: { readonly actor: Actor; readonly by: By },
  target: { readonly dossierId: number; readonly expectedSeq: number },
  input: HandingInput,
  uploads: readonly Upload[],
  now: Date,
): Promise<ActionDone> {
  const { by } = who;
  const { dossierId } = target;
  const dossier = await findDossier(tx, dossierId, true);
  if (dossier === undefined) throw papersRefusal("dossier_not_found");
  const [scan] = uploads;
  const { proof, relation, receiverName, receiverIdNumber, paper, reason } = input;
  checkReceiver(dossier, input, scan);
  for (const originalId of input.originals) {
    await settleOriginal(tx, unit, by, dossierId, { originalId, givenTo: receiverName, keptReason: undefined }, now);
  }
  if (proof === "identity" && receiverIdNumber !== undefined) {
    const declared = { declaredBy: receiverName, idNumber: receiverIdNumber, relation, paper };
    await recordLostReceipt(tx, unit, by, dossierId, declared, now);
  }
  await rememberFiles(tx, uploads, now);
  await insertHanding(tx, {
    agencyId: dossier.agencyId,
    dossierId,
    proof,
    relation,
    receiverName,
    authorisation: relation === "authorised" ? (paper ?? null) : null,
    authorisationSha256: scan?.sha256 ?? null,
    authorisationName: scan?.name ?? null,
    given: linesOf(input.given),
    accountId: by.accountId,
    by: by.name,
    at: now,
  });
  const act = { action: "return", receiverName, receiverIdNumber, relation, paper, reason } as const;
  const seen = target.expectedSeq === dossier.seq ? target.expectedSeq + input.originals.length : target.expectedSeq;
  handedOut.add(act);
  const done = await actOnDossier(tx, unit, who.actor, by, { dossierId, expectedSeq: seen }, act, now);
  unit.subject(`dossier:${dossierId}`);
  unit.note({ proof, relation });
  return done;
}
