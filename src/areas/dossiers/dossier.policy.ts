import { localDateOf, type EpochMs } from "#core/instant.ts";
import type { Role } from "#core/roles.ts";
import { ACTION_ROLES, type ActionName, ACTIONS, HOLDER_ONLY } from "#core/workflow/dossier-action.ts";
import type { DossierState, LegalState } from "#core/workflow/dossier-state.ts";
import { findObjection, type Objection } from "#core/workflow/objections.ts";
import { isImmediate } from "#core/deadline/immediate.ts";
import { findRecallable, findSender, type Passed } from "./passing.rules.ts";

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

/** What has happened and what was agreed, as far as an action can be pointless because of it. */
export interface PolicyHistory {
  readonly events: readonly Passed[];
  readonly termValue: number | null;
  readonly termUnit: string;
  readonly respondBy: string | null;
}

/** Whether an action has anything to act on; the command refuses it by name otherwise. */
function fits(action: ActionName, history: PolicyHistory, actor: PolicyActor, at: EpochMs): boolean {
  switch (action) {
    case "send_back":
      return findSender(history.events) !== undefined;
    case "recall":
      return findRecallable(history.events, actor.personId) !== undefined;
    case "complete_at_once":
      return isImmediate(history);
    case "expire_supplement":
      return history.respondBy !== null && history.respondBy < localDateOf(at);
    default:
      return true;
  }
}

export interface Offer {
  readonly actions: readonly ActionName[];
  /** Held back by something that the actor can mend or must wait for: a page says what. */
  readonly heldBack: readonly { readonly action: ActionName; readonly objection: Objection }[];
}

const TOLD: ReadonlySet<Objection["code"]> = new Set(["payment_due", "originals_held", "supplement_needs_leader"]);

/** The actions that the actor may take on the dossier as it stands at a moment, and those that something holds back. */
export function offeredActions(
  actor: PolicyActor,
  dossier: PolicyDossier,
  state: DossierState,
  history: PolicyHistory,
  at: EpochMs,
): Offer {
  const mine = ACTIONS[dossier.state].filter(
    (action) => findDenial(actor, action, dossier) === undefined && fits(action, history, actor, at),
  );
  const judged = mine.map((action) => ({ action, objection: findObjection(state, action, at) }));
  return {
    actions: judged.flatMap(({ action, objection }) => (objection === undefined ? [action] : [])),
    heldBack: judged.flatMap(({ action, objection }) =>
      objection !== undefined && TOLD.has(objection.code) ? [{ action, objection }] : [],
    ),
  };
}
