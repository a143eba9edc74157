import type { EpochMs } from "../instant.ts";
import { err, ok, type Result } from "../result.ts";
import { ACTIONS, type ActionName } from "./dossier-action.ts";
import type { DossierEvent } from "./dossier-event.ts";
import type { DossierState, Holder, Proposal } from "./dossier-state.ts";
import { findObjection, type Objection } from "./objections.ts";

/** An action with what it needs; `at` is the moment at which it is done. */
export type DossierAction = { readonly at: EpochMs } & (
  | {
      readonly name:
        | "draft"
        | "return"
        | "complete_at_once"
        | "approve_apology"
        | "accept_withdrawal"
        | "expire_supplement"
        | "archive";
    }
  | {
      readonly name:
        | "submit"
        | "receive"
        | "request_intake_supplement"
        | "mark_result_ready"
        | "receive_supplement"
        | "confirm_payment";
      readonly holder: Holder;
    }
  | { readonly name: "hand_over" | "forward"; readonly to: Holder; readonly reason?: string }
  | { readonly name: "propose"; readonly proposal: Proposal; readonly to: Holder; readonly reason?: string }
  | { readonly name: "rework" | "reassign" | "start_correction"; readonly to: Holder; readonly reason: string }
  | { readonly name: "send_back"; readonly to: Holder; readonly undoes: "handed_over" | "forwarded"; readonly reason: string }
  | { readonly name: "recall"; readonly to: Holder; readonly undoes: "handed_over" | "forwarded" | "proposed" }
  | { readonly name: "sign"; readonly to: Holder; readonly reason?: string }
  | { readonly name: "request_supplement"; readonly holder: Holder; readonly reason: string }
  | { readonly name: "request_payment"; readonly holder: Holder; readonly basis: string }
  | {
      readonly name:
        | "refuse_at_intake"
        | "correct"
        | "draft_apology"
        | "reject_apology"
        | "revoke_extension"
        | "request_withdrawal"
        | "withdraw"
        | "void";
      readonly reason: string;
    }
  /** What the clock says of the letter: it moves the due date, comes too late for that, or is about an error. */
  | { readonly name: "send_apology"; readonly extends: boolean; readonly late: boolean }
  | { readonly name: "stop" | "allow_supplement"; readonly reason: string; readonly basis: string }
);

export type TransitionRefusal =
  | { readonly code: "illegal_transition"; readonly action: ActionName; readonly state: DossierState["state"] | "NEW" }
  | { readonly code: "reason_required"; readonly action: ActionName }
  | { readonly code: "basis_required"; readonly action: ActionName }
  | { readonly code: "before_last_event" }
  | Objection;

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === "";

/** Whether a reason that must be given (Decree 61/2018 articles 17.1, 19.4, 19.8, 19.9) is missing. */
function lacksReason(current: DossierState | null, action: DossierAction): boolean {
  if (action.name === "propose") return action.proposal === "refuse" && isBlank(action.reason);
  if (action.name === "sign") return current?.proposal === "refuse" && isBlank(action.reason);
  if (action.name === "hand_over" || action.name === "forward") return false;
  return "reason" in action && isBlank(action.reason);
}

const apology = (at: EpochMs, state: "none" | "drafting" | "approved" | "sent", late = false): DossierEvent => ({
  type: "apology_changed",
  at,
  apology: state,
  ...(late ? { late } : {}),
});

/** The events of actions that are no more than what happened and who has the dossier after it. */
const HOLDING = {
  submit: "submitted",
  receive: "received",
  request_intake_supplement: "intake_supplement_requested",
  mark_result_ready: "result_ready",
  request_supplement: "supplement_requested",
  receive_supplement: "supplement_received",
  request_payment: "finance_requested",
  confirm_payment: "finance_settled",
} as const;
const PASSING = {
  hand_over: "handed_over",
  forward: "forwarded",
  reassign: "reassigned",
  rework: "returned_for_rework",
  start_correction: "correction_started",
} as const;
const PLAIN = {
  draft: "drafted",
  refuse_at_intake: "intake_refused",
  complete_at_once: "completed_at_once",
  allow_supplement: "supplement_allowed",
  expire_supplement: "supplement_expired",
  revoke_extension: "extension_revoked",
  correct: "corrected",
  return: "returned",
  request_withdrawal: "withdrawal_requested",
  accept_withdrawal: "withdrawn",
  withdraw: "withdrawn",
  stop: "stopped",
  void: "voided",
  archive: "archived",
} as const;

function eventOf(current: DossierState | null, action: DossierAction): DossierEvent {
  const { at } = action;
  switch (action.name) {
    case "propose":
      return { type: "proposed", at, proposal: action.proposal, holder: action.to };
    case "sign":
      return { type: "decided", at, outcome: current?.proposal === "refuse" ? "refused" : "approved", holder: action.to };
    case "recall":
      return { type: "recalled", at, undoes: action.undoes, holder: action.to };
    case "send_back":
      return { type: "sent_back", at, undoes: action.undoes, holder: action.to };
    case "draft_apology":
      return apology(at, "drafting");
    case "approve_apology":
      return apology(at, "approved");
    case "reject_apology":
      return apology(at, "none");
    case "send_apology":
      return action.extends ? { type: "extended", at } : apology(at, "sent", action.late);
    default:
      if ("holder" in action) return { type: HOLDING[action.name], at, holder: action.holder };
      if ("to" in action) return { type: PASSING[action.name], at, holder: action.to };
      return { type: PLAIN[action.name], at };
  }
}

/**
 * Decides an action on a dossier: the event that it leads to, or why the law does not allow it. `lastEventAt` is when
 * the newest event happened (null for a new dossier): what is done cannot come before it. Whether a supplement or a
 * letter is in time is the clock's to say (core/deadline).
 */
export function decideTransition(
  current: DossierState | null,
  action: DossierAction,
  lastEventAt: EpochMs | null,
): Result<DossierEvent, TransitionRefusal> {
  const state = current === null ? "NEW" : current.state;
  const allowed: readonly ActionName[] = ACTIONS[state];
  if (!allowed.includes(action.name)) return err({ code: "illegal_transition", action: action.name, state });
  if (lacksReason(current, action)) return err({ code: "reason_required", action: action.name });
  if (lastEventAt !== null && action.at < lastEventAt) return err({ code: "before_last_event" });
  if ("basis" in action && isBlank(action.basis)) return err({ code: "basis_required", action: action.name });
  const objection = current === null ? undefined : findObjection(current, action.name, action.at);
  return objection === undefined ? ok(eventOf(current, action)) : err(objection);
}
