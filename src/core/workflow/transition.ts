import { localDayOf, type EpochMs } from "../instant.ts";
import { err, ok, type Result } from "../result.ts";
import { ACTIONS, type ActionName } from "./dossier-action.ts";
import type { DossierEvent } from "./dossier-event.ts";
import type { DossierState, Holder, Proposal } from "./dossier-state.ts";

/** An action with what it needs; `at` is the moment at which it is done. */
export type DossierAction = { readonly at: EpochMs } & (
  | { readonly name: "receive" | "request_intake_supplement"; readonly holder: Holder }
  | { readonly name: "refuse_at_intake"; readonly reason: string }
  | { readonly name: "hand_over" | "forward"; readonly to: Holder; readonly reason?: string }
  | { readonly name: "propose"; readonly proposal: Proposal; readonly to: Holder; readonly reason?: string }
  | { readonly name: "rework"; readonly to: Holder; readonly reason: string }
  | { readonly name: "sign"; readonly to: Holder }
  | { readonly name: "mark_result_ready"; readonly holder: Holder }
  | { readonly name: "return" }
  | { readonly name: "request_supplement"; readonly holder: Holder; readonly reason: string }
  | { readonly name: "receive_supplement"; readonly holder: Holder }
  | { readonly name: "withdraw" | "void"; readonly reason: string }
  | { readonly name: "stop"; readonly reason: string; readonly basis: string }
);

export type TransitionRefusal =
  | { readonly code: "illegal_transition"; readonly action: ActionName; readonly state: DossierState["state"] | "NEW" }
  | { readonly code: "reason_required"; readonly action: ActionName }
  | { readonly code: "basis_required"; readonly action: ActionName }
  | { readonly code: "nothing_proposed" }
  | { readonly code: "already_proposed" }
  | { readonly code: "void_only_same_day" }
  | { readonly code: "payment_due"; readonly amount: number }
  | { readonly code: "originals_held"; readonly count: number }
  | { readonly code: "before_last_event" };

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === "";

/** Whether a reason that must be given (Decree 61/2018 articles 17.1, 19.4, 19.8) is missing. */
function lacksReason(action: DossierAction): boolean {
  switch (action.name) {
    case "refuse_at_intake":
    case "rework":
    case "request_supplement":
    case "withdraw":
    case "void":
    case "stop":
      return isBlank(action.reason);
    case "propose":
      return action.proposal === "refuse" && isBlank(action.reason);
    default:
      return false;
  }
}

/**
 * What stands against an action although the state allows its kind, whatever is entered with it: a page does not offer
 * it. The due date never does. Undefined when nothing does.
 */
export function findObjection(current: DossierState, name: ActionName, at: EpochMs): TransitionRefusal | undefined {
  switch (name) {
    case "propose":
    case "forward":
    case "request_supplement":
      return current.proposal === null ? undefined : { code: "already_proposed" };
    case "sign":
    case "rework":
      return current.proposal === null ? { code: "nothing_proposed" } : undefined;
    case "void":
      return localDayOf(current.receivedAt) === localDayOf(at) ? undefined : { code: "void_only_same_day" };
    case "hand_over":
      return unpaid(current.facts.payment.owedBefore);
    case "return":
      return (
        unpaid(current.facts.payment.owedBefore + current.facts.payment.owedAfter) ?? kept(current.facts.custody.originalsHeld)
      );
    default:
      return undefined;
  }
}

const unpaid = (amount: number): TransitionRefusal | undefined => (amount > 0 ? { code: "payment_due", amount } : undefined);
const kept = (count: number): TransitionRefusal | undefined => (count > 0 ? { code: "originals_held", count } : undefined);

function eventOf(current: DossierState | null, action: DossierAction): DossierEvent {
  const { at } = action;
  switch (action.name) {
    case "receive":
      return { type: "received", at, holder: action.holder };
    case "request_intake_supplement":
      return { type: "intake_supplement_requested", at, holder: action.holder };
    case "refuse_at_intake":
      return { type: "intake_refused", at };
    case "hand_over":
      return { type: "handed_over", at, holder: action.to };
    case "forward":
      return { type: "forwarded", at, holder: action.to };
    case "propose":
      return { type: "proposed", at, proposal: action.proposal, holder: action.to };
    case "rework":
      return { type: "returned_for_rework", at, holder: action.to };
    case "sign":
      return { type: "decided", at, outcome: current?.proposal === "refuse" ? "refused" : "approved", holder: action.to };
    case "mark_result_ready":
      return { type: "result_ready", at, holder: action.holder };
    case "return":
      return { type: "returned", at };
    case "request_supplement":
      return { type: "supplement_requested", at, holder: action.holder };
    case "receive_supplement":
      return { type: "supplement_received", at, holder: action.holder };
    case "withdraw":
      return { type: "withdrawn", at };
    case "stop":
      return { type: "stopped", at };
    case "void":
      return { type: "voided", at };
  }
}

/**
 * Decides an action on a dossier: the event that it leads to, or why the law does not allow it. `lastEventAt` is when
 * the newest event happened (null for a new dossier): what is done cannot come before it. Whether a supplement is asked
 * for in time, and how often, is the clock's to say (core/deadline).
 */
export function decideTransition(
  current: DossierState | null,
  action: DossierAction,
  lastEventAt: EpochMs | null,
): Result<DossierEvent, TransitionRefusal> {
  const state = current === null ? "NEW" : current.state;
  const allowed: readonly ActionName[] = ACTIONS[state];
  if (!allowed.includes(action.name)) return err({ code: "illegal_transition", action: action.name, state });
  if (lacksReason(action)) return err({ code: "reason_required", action: action.name });
  if (lastEventAt !== null && action.at < lastEventAt) return err({ code: "before_last_event" });
  if (action.name === "stop" && isBlank(action.basis)) return err({ code: "basis_required", action: "stop" });
  const objection = current === null ? undefined : findObjection(current, action.name, action.at);
  return objection === undefined ? ok(eventOf(current, action)) : err(objection);
}
