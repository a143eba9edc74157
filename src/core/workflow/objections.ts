import { localDayOf, type EpochMs } from "../instant.ts";
import type { ActionName } from "./dossier-action.ts";
import type { DossierState } from "./dossier-state.ts";

export type Objection =
  | { readonly code: "nothing_proposed" }
  | { readonly code: "already_proposed" }
  | { readonly code: "void_only_same_day" }
  | { readonly code: "payment_due"; readonly amount: number }
  | { readonly code: "originals_held"; readonly count: number }
  | { readonly code: "supplement_needs_leader" }
  | { readonly code: "supplement_not_asked_yet" }
  | { readonly code: "no_apology_drafted" }
  | { readonly code: "no_apology_approved" }
  | { readonly code: "apology_under_way" }
  | { readonly code: "not_extended" }
  | { readonly code: "withdrawal_not_requested" }
  | { readonly code: "withdrawal_already_requested" }
  | { readonly code: "archived_already" };

const unpaid = (amount: number): Objection | undefined => (amount > 0 ? { code: "payment_due", amount } : undefined);
const kept = (count: number): Objection | undefined => (count > 0 ? { code: "originals_held", count } : undefined);
const unless = (holds: boolean, objection: Objection): Objection | undefined => (holds ? undefined : objection);

/** What passes a dossier on or stops its clock waits while a proposal is to be signed. */
const UNPROPOSED: ReadonlySet<ActionName> = new Set(["propose", "forward", "send_back", "request_payment"]);

/** What was proposed waits for its signature. */
const notProposed = ({ proposal }: DossierState) => unless(proposal === null, { code: "already_proposed" });

/** Requests of the phase that the dossier is in: at intake, or while it is worked on. */
const asked = ({ supplementCount, way }: DossierState): number => (way.accepted ? supplementCount : way.intakeSupplements);

/** A second request in the same phase needs a leader's override with the law. */
const mayAskAgain = (current: DossierState) =>
  unless(asked(current) <= current.way.supplementsAllowed, { code: "supplement_needs_leader" });

function ofApology({ facts, way }: DossierState, name: ActionName): Objection | undefined {
  const { state } = facts.apology;
  switch (name) {
    case "draft_apology":
      return unless(state !== "drafting" && state !== "approved", { code: "apology_under_way" });
    case "approve_apology":
    case "reject_apology":
      return unless(state === "drafting", { code: "no_apology_drafted" });
    case "send_apology":
      return unless(state === "approved", { code: "no_apology_approved" });
    case "revoke_extension":
      return unless(way.extensions > 0, { code: "not_extended" });
    default:
      return undefined;
  }
}

/**
 * What stands against an action although the state allows its kind, whatever is entered with it: a page does not offer
 * it. The due date never does. Undefined when nothing does.
 */
export function findObjection(current: DossierState, name: ActionName, at: EpochMs): Objection | undefined {
  const { facts, way } = current;
  if (UNPROPOSED.has(name)) return notProposed(current);
  switch (name) {
    case "request_intake_supplement":
      return mayAskAgain(current);
    case "request_supplement":
      return notProposed(current) ?? mayAskAgain(current);
    case "allow_supplement":
      return unless(asked(current) > way.supplementsAllowed, { code: "supplement_not_asked_yet" });
    case "sign":
    case "rework":
      return unless(current.proposal !== null, { code: "nothing_proposed" });
    case "void":
      return unless(localDayOf(current.receivedAt) === localDayOf(at), { code: "void_only_same_day" });
    case "hand_over":
      return unpaid(facts.payment.owedBefore);
    case "return":
    case "complete_at_once":
      return unpaid(facts.payment.owedBefore + facts.payment.owedAfter) ?? kept(facts.custody.originalsHeld);
    case "accept_withdrawal":
      return unless(way.withdrawalRequested, { code: "withdrawal_not_requested" });
    case "request_withdrawal":
      return unless(!way.withdrawalRequested, { code: "withdrawal_already_requested" });
    case "archive":
      return unless(!way.archived, { code: "archived_already" });
    default:
      return ofApology(current, name);
  }
}
