import type { ActionName } from "#core/workflow/dossier-action.ts";
import { ACTION_ROLES } from "#core/workflow/dossier-action.ts";
import { type Actor, findPost } from "#platform/http/actor.ts";
import { platformRefusal } from "#platform/refusals.ts";
import type { Acting } from "./dossier.ts";

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
