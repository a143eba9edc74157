import { type Actor, findPost } from "#platform/http/actor.ts";
import { platformRefusal } from "#platform/refusals.ts";

export const DOCUMENT_OFFICERS = ["receiving_officer", "one_stop_head", "leader"] as const;

/** Who sends or receives a document, in the name of which agency. */
export function documentOfficer(actor: Actor | undefined): { readonly accountId: number; readonly agencyId: number } {
  const post = actor === undefined ? undefined : findPost(actor, DOCUMENT_OFFICERS);
  if (actor === undefined || post === undefined) throw platformRefusal("not_allowed");
  return { accountId: actor.accountId, agencyId: post.agencyId };
}

/** The agencies whose documents somebody reads: those in which they have such a post, not every one in which they have any. */
export const documentAgencies = (actor: Actor | undefined): readonly number[] => [
  ...new Set(
    (actor?.posts ?? []).filter(({ role }) => DOCUMENT_OFFICERS.some((one) => one === role)).map(({ agencyId }) => agencyId),
  ),
];
