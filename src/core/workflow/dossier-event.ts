import type { EpochMs } from "../instant.ts";
import { applyFact, FACT_EVENTS, type FactEvent, NO_FACTS } from "./dossier-facts.ts";
import {
  type DossierState,
  type Holder,
  type LegalState,
  NEW_WAY,
  type Outcome,
  type Proposal,
  type Way,
} from "./dossier-state.ts";

/** What moves a dossier on its legal way, or only remarks on it (`noted`). */
export type WayEvent = { readonly at: EpochMs } & (
  | { readonly type: "drafted" }
  | { readonly type: "submitted" | "received" | "intake_supplement_requested"; readonly holder: Holder }
  | { readonly type: "intake_refused" }
  | { readonly type: "handed_over" | "forwarded" | "returned_for_rework" | "reassigned"; readonly holder: Holder }
  /** Given back to who sent it, or taken back by them; `undoes` says what, so that the state before it returns. */
  | { readonly type: "sent_back"; readonly holder: Holder; readonly undoes: "handed_over" | "forwarded" }
  | { readonly type: "recalled"; readonly holder: Holder; readonly undoes: "handed_over" | "forwarded" | "proposed" }
  | { readonly type: "proposed"; readonly proposal: Proposal; readonly holder: Holder }
  | { readonly type: "supplement_requested" | "supplement_received"; readonly holder: Holder }
  | { readonly type: "supplement_allowed" | "supplement_expired" }
  | { readonly type: "finance_requested" | "finance_settled"; readonly holder: Holder }
  | { readonly type: "extended" | "extension_revoked" }
  | { readonly type: "decided"; readonly outcome: Outcome; readonly holder: Holder }
  | { readonly type: "completed_at_once" }
  | { readonly type: "result_ready"; readonly holder: Holder }
  | { readonly type: "correction_started"; readonly holder: Holder }
  | { readonly type: "returned" | "withdrawal_requested" | "withdrawn" | "stopped" | "voided" }
  /** What was typed wrongly is right now; the old version stays beside the dossier. */
  | { readonly type: "corrected" }
  | { readonly type: "archived" }
  | { readonly type: "noted" }
);

/** Everything that can happen to a dossier, in the past tense; the list is append-only and is the truth. */
export type DossierEvent = WayEvent | FactEvent;
export type DossierEventType = DossierEvent["type"];

const isFact = (event: DossierEvent): event is FactEvent => FACT_EVENTS.has(event.type);

/** Whether an event is of the legal way: who has the page open must see it before acting. A fact or a note is not. */
export const isOfTheWay = (type: DossierEventType): boolean => type !== "noted" && !FACT_EVENTS.has(type);

function first(event: DossierEvent): DossierState {
  const blank = {
    outcome: null,
    proposal: null,
    supplementCount: 0,
    receivedAt: event.at,
    endedAt: null,
    returnedAt: null,
    seq: 1,
    stateSeq: 1,
    facts: NO_FACTS,
    way: NEW_WAY,
  } as const;
  switch (event.type) {
    case "drafted":
      return { ...blank, state: "DRAFT", holder: null };
    case "submitted":
      return { ...blank, state: "SUBMITTED", holder: event.holder };
    case "received":
      return { ...blank, state: "ACCEPTED", holder: event.holder, way: { ...NEW_WAY, accepted: true } };
    case "intake_supplement_requested":
      return { ...blank, state: "INTAKE_SUPPLEMENT", holder: event.holder, way: { ...NEW_WAY, intakeSupplements: 1 } };
    case "intake_refused":
      return { ...blank, state: "INTAKE_REFUSED", holder: null, endedAt: event.at };
    default:
      throw new Error(`a dossier cannot begin with "${event.type}"`);
  }
}

const ended = (before: DossierState, state: LegalState, at: EpochMs): DossierState => ({
  ...before,
  state,
  holder: null,
  proposal: null,
  endedAt: at,
});

const onWay = (before: DossierState, change: Partial<Way>): DossierState => ({ ...before, way: { ...before.way, ...change } });

/** Before acceptance and at the counter. */
function atIntake(next: DossierState, event: WayEvent): DossierState | undefined {
  switch (event.type) {
    case "submitted":
      return { ...next, state: "SUBMITTED", holder: event.holder, receivedAt: event.at };
    case "received":
      return {
        ...onWay(next, { accepted: true, supplementsAllowed: 0 }),
        state: "ACCEPTED",
        holder: event.holder,
        receivedAt: event.at,
      };
    case "intake_supplement_requested":
      return {
        ...onWay(next, { intakeSupplements: next.way.intakeSupplements + 1 }),
        state: "INTAKE_SUPPLEMENT",
        holder: event.holder,
      };
    case "intake_refused":
      return ended(next, "INTAKE_REFUSED", event.at);
    default:
      return undefined;
  }
}

/** From hand to hand. */
function inHands(next: DossierState, event: WayEvent): DossierState | undefined {
  switch (event.type) {
    case "handed_over":
    case "forwarded":
      return { ...next, state: "PROCESSING", holder: event.holder };
    case "reassigned":
    case "result_ready":
      return { ...next, holder: event.holder };
    case "sent_back":
    case "recalled":
      return {
        ...next,
        state: event.undoes === "handed_over" ? "ACCEPTED" : next.state,
        // Where the hand-over is undone, there is nothing left that could be proposed.
        proposal: event.undoes === "forwarded" ? next.proposal : null,
        holder: event.holder,
      };
    case "returned_for_rework":
      return { ...next, proposal: null, holder: event.holder };
    case "proposed":
      return { ...next, proposal: event.proposal, holder: event.holder };
    default:
      return undefined;
  }
}

/** Waiting for the applicant, and what moves the term. */
function inWaiting(next: DossierState, event: WayEvent): DossierState | undefined {
  switch (event.type) {
    case "supplement_requested":
      return { ...next, state: "SUPPLEMENT_WAIT", holder: event.holder, supplementCount: next.supplementCount + 1 };
    case "finance_requested":
      return { ...next, state: "FINANCE_WAIT", holder: event.holder };
    case "supplement_received":
    case "finance_settled":
      return { ...next, state: "PROCESSING", holder: event.holder };
    case "supplement_allowed":
      return onWay(next, { supplementsAllowed: next.way.supplementsAllowed + 1 });
    case "supplement_expired":
      return ended(next, "STOPPED", event.at);
    case "extended":
      return {
        ...onWay(next, { extensions: next.way.extensions + 1 }),
        facts: { ...next.facts, apology: { ...next.facts.apology, state: "sent" } },
      };
    case "extension_revoked":
      return {
        ...onWay(next, { extensions: next.way.extensions - 1 }),
        facts: { ...next.facts, apology: { ...next.facts.apology, state: "none" } },
      };
    default:
      return undefined;
  }
}

function atTheEnd(next: DossierState, event: WayEvent): DossierState {
  switch (event.type) {
    case "decided":
      return { ...next, state: "DECIDED", outcome: event.outcome, proposal: null, holder: event.holder, endedAt: event.at };
    case "completed_at_once":
      return { ...ended(next, "RETURNED", event.at), outcome: "approved", returnedAt: event.at };
    case "returned":
      return { ...next, state: "RETURNED", holder: null, returnedAt: event.at };
    case "correction_started":
      return {
        ...onWay(next, { corrections: next.way.corrections + 1 }),
        state: "PROCESSING",
        outcome: null,
        endedAt: null,
        holder: event.holder,
      };
    case "withdrawal_requested":
      return onWay(next, { withdrawalRequested: true });
    case "withdrawn":
      return ended(next, "WITHDRAWN", event.at);
    case "stopped":
      return ended(next, "STOPPED", event.at);
    case "voided":
      return ended(next, "VOIDED", event.at);
    case "archived":
      return onWay(next, { archived: true });
    default:
      return next;
  }
}

/** The state after one more event. Events are facts: what may happen is decided before, in transition.ts. */
export function applyEvent(before: DossierState | null, event: DossierEvent): DossierState {
  if (before === null) return first(event);
  const seq = before.seq + 1;
  if (isFact(event)) return { ...before, seq, facts: applyFact(before.facts, event) };
  const next: DossierState = { ...before, seq, stateSeq: isOfTheWay(event.type) ? seq : before.stateSeq };
  return atIntake(next, event) ?? inHands(next, event) ?? inWaiting(next, event) ?? atTheEnd(next, event);
}

/** The fold: what a list of events, oldest first, has come to. */
export const foldEvents = (events: readonly DossierEvent[]): DossierState | null =>
  events.reduce<DossierState | null>(applyEvent, null);
