import type { Role } from "#core/roles.ts";
import { ACTION_ROLES, type ActionName, ACTIONS, HOLDER_ONLY } from "#core/workflow/dossier-action.ts";
import type { EpochMs } from "#core/instant.ts";
import type { DossierState, LegalState } from "#core/workflow/dossier-state.ts";
import { findObjection } from "#core/workflow/transition.ts";

/** What the policy needs to know of who acts. */
export interface PolicyActor {
  readonly personId: number;
  readonly posts: readonly {
    readonly role: Role;
    readonly agencyId: number;
    readonly unitId: number;
    readonly delegatedBy?: { readonly personId: number };
  }[];
}

/** What the policy needs to know of the dossier. */
export interface PolicyDossier {
  readonly agencyId: number;
  readonly state: LegalState;
  readonly holderPersonId: number | null;
  readonly holderUnitId: number | null;
}

/** Whether a post's holder is the one who has the dossier: the person, the one who delegated, or anyone of the unit. */
function holds(actor: PolicyActor, dossier: PolicyDossier): boolean {
  if (dossier.holderPersonId === null) return actor.posts.some((post) => post.unitId === dossier.holderUnitId);
  if (dossier.holderPersonId === actor.personId) return true;
  return actor.posts.some((post) => post.delegatedBy?.personId === dossier.holderPersonId);
}

const postsFor = (actor: PolicyActor, action: ActionName, agencyId: number) =>
  actor.posts.filter((post) => post.agencyId === agencyId && (ACTION_ROLES[action] as readonly Role[]).includes(post.role));

/** Why an actor may not do this to this dossier; undefined when they may. The state decides separately. */
export function findDenial(
  actor: PolicyActor,
  action: ActionName,
  dossier: PolicyDossier,
): "role_not_allowed" | "not_the_holder" | undefined {
  if (postsFor(actor, action, dossier.agencyId).length === 0) return "role_not_allowed";
  return HOLDER_ONLY.has(action) && !holds(actor, dossier) ? "not_the_holder" : undefined;
}

/** The actions that the actor may take on the dossier as it stands at a moment: what a page offers. */
export const offeredActions = (
  actor: PolicyActor,
  dossier: PolicyDossier,
  state: DossierState,
  at: EpochMs,
): readonly ActionName[] =>
  ACTIONS[dossier.state].filter(
    (action) => findDenial(actor, action, dossier) === undefined && findObjection(state, action, at) === undefined,
  );
