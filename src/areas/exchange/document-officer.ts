import { type Actor, findPost } from "#platform/http/actor.ts";
import { platformRefusal } from "#platform/refusals.ts";

export const DOCUMENT_OFFICERS = ["receiving_officer", "one_stop_head", "leader"] as const;

/** Who sends or receives a document, in the name of which agency. */
export function documentOfficer(actor: Actor | undefined): { readonly accountId: number; readonly agencyId: number } {
  const post = actor === undefined ? undefined : findPost(actor, DOCUMENT_OFFICERS);
  if (actor === undefined || post === undefined) throw platformRefusal("not_allowed");
  return { accountId: actor.accountId, agencyId: post.agencyId };
}
