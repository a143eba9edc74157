import { type HandingInput, handOutResult } from "#papers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Upload } from "#platform/files/file-kind.ts";
import type { Actor } from "#platform/http/actor.ts";
import { getTurn, inNameOf, takeLeg } from "./move-papers.ts";

/**
 * Hands the result over where the dossier was received, as its own agency would: by the receipt or an identity
 * check, to an authorised person with the scanned authorisation. The transaction must be open for the deciding agency
 * too. Refuses what a leg and what a handing refuses.
 */
export async function handBack(
  tx: Tx,
  unit: UnitOfWork,
  actor: Actor,
  target: { readonly dossierId: number; readonly expectedSeq: number },
  input: HandingInput,
  uploads: readonly Upload[],
  now: Date,
): Promise<{ code: string }> {
  const { dossierId } = target;
  const turn = await getTurn(tx, actor, dossierId, "handed_back");
  const { reception, by } = turn;
  await takeLeg(tx, turn, "handed_back", input.reason, now);
  const { decidingAgencyId } = reception;
  const asTheirs = { ...actor, posts: actor.posts.map((post) => ({ ...post, agencyId: decidingAgencyId })) };
  await handOutResult(tx, inNameOf(unit, decidingAgencyId), { actor: asTheirs, by }, target, input, uploads, now);
  unit.subject(`dossier:${dossierId}`);
  unit.note({ leg: "handed_back" });
  return { code: reception.code };
}
