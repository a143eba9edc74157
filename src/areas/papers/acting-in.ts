import type { Role } from "#core/roles.ts";
import { type Acting, findDossier } from "#dossiers";
import { type ActingPost, type Actor, findPost } from "#platform/http/actor.ts";
import type { RequestContext } from "#platform/http/route.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { papersRefusal } from "./papers.errors.ts";

/** Those who have papers in their hands. */
export const PAPER_ROLES = ["receiving_officer", "one_stop_head", "specialist", "division_head"] as const;

/** Those who reconcile what the post collected. */
export const STATEMENT_KEEPERS = ["receiving_officer", "one_stop_head"] as const;

/** Everyone whose work lets them see dossiers of the agency. */
export const READERS = [...PAPER_ROLES, "leader", "home_affairs_officer", "inspector"] as const;

const actingIn = (actor: Actor, post: ActingPost): Acting => ({
  accountId: actor.accountId,
  personId: actor.personId,
  name: actor.name,
  role: post.role,
  unitId: post.unitId,
  onBehalfOfPersonId: post.delegatedBy?.personId,
});

/** In which of their posts a person acts with papers; refused (403) to someone who holds none of these roles. */
export function paperActing(
  actor: Actor,
  roles: readonly Role[] = PAPER_ROLES,
  agencyId?: number,
): Acting & { readonly accountId: number; readonly agencyId: number } {
  const post = findPost(actor, roles, agencyId);
  if (post === undefined) throw platformRefusal("not_allowed");
  return { ...actingIn(actor, post), accountId: actor.accountId, agencyId: post.agencyId };
}

/** The posts in which somebody has papers in their hands, one a unit: an own post before a delegated one. */
export function paperPosts(actor: Actor): readonly ActingPost[] {
  const units = new Set(actor.posts.map(({ unitId }) => unitId));
  return [...units].flatMap((unitId) => {
    const here = actor.posts.filter((post) => post.unitId === unitId);
    return findPost({ ...actor, posts: here }, PAPER_ROLES) ?? [];
  });
}

/** Somebody as who has papers of a unit in their hands (absent: of their first); refused (403) to who holds no such post there. */
export function paperActingAt(actor: Actor, unitId: number | null | undefined, refusal: "not_of_the_unit" | "not_from_unit") {
  const posts = paperPosts(actor);
  const post = unitId === undefined ? posts[0] : posts.find((one) => one.unitId === unitId);
  if (post === undefined) throw papersRefusal(refusal);
  return { ...actingIn(actor, post), accountId: actor.accountId, agencyId: post.agencyId };
}

/**
 * In which of their posts somebody acts with the papers of a dossier: one in its own agency. Who only sees it, by a post of
 * another kind or as the unit that received it for that agency, is refused (403); who does not see it, too (404).
 */
export async function actingOn(c: Pick<RequestContext<unknown, unknown, unknown>, "actor" | "read">, dossierId: number) {
  const dossier = await c.read((tx) => findDossier(tx, dossierId));
  if (c.actor === undefined || dossier === undefined) throw papersRefusal("dossier_not_found");
  return paperActing(c.actor, PAPER_ROLES, dossier.agencyId);
}
