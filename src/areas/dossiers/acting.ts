import type { ActionName } from "#core/workflow/dossier-action.ts";
import { ACTION_ROLES } from "#core/workflow/dossier-action.ts";
import { type Actor, findPost } from "#platform/http/actor.ts";
import { platformRefusal } from "#platform/refusals.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Acting } from "./dossier.ts";
import { findDossier } from "./dossier.store.ts";

/** In which of their posts a person takes this action; refused (403) to someone who holds none for it. */
export function actingFor(actor: Actor, action: ActionName, agencyId?: number): Acting {
  const post = findPost(actor, ACTION_ROLES[action], agencyId);
  if (post === undefined) throw platformRefusal("not_allowed");
  return {
    accountId: actor.accountId,
    personId: actor.personId,
    name: actor.name,
    role: post.role,
    unitId: post.unitId,
    onBehalfOfPersonId: post.delegatedBy?.personId,
  };
}

/**
 * In which of their posts a person takes this action on a dossier: one in the agency that decides it. Who has posts in one
 * agency alone is not looked up.
 */
export async function actingOn(tx: Tx, actor: Actor, action: ActionName, dossierId: number): Promise<Acting> {
  const isInSeveral = new Set(actor.posts.map(({ agencyId }) => agencyId)).size > 1;
  const dossier = isInSeveral ? await findDossier(tx, dossierId) : undefined;
  return actingFor(actor, action, dossier?.agencyId);
}
