import type { EpochMs } from "../instant.ts";
import { applyFact, FACT_EVENTS, type FactEvent, NO_FACTS } from "./dossier-facts.ts";
import type { DossierState, Holder, LegalState, Outcome, Proposal } from "./dossier-state.ts";

/** What moves a dossier on its legal way, or only remarks on it (`noted`). */
export type WayEvent = { readonly at: EpochMs } & (
  | { readonly type: "received"; readonly holder: Holder }
  | { readonly type: "intake_supplement_requested"; readonly holder: Holder }
  | { readonly type: "intake_refused" }
  | { readonly type: "handed_over" | "forwarded" | "returned_for_rework"; readonly holder: Holder }
  | { readonly type: "proposed"; readonly proposal: Proposal; readonly holder: Holder }
  | { readonly type: "supplement_requested"; readonly holder: Holder }
  | { readonly type: "supplement_received"; readonly holder: Holder }
  | { readonly type: "decided"; readonly outcome: Outcome; readonly holder: Holder }
  | { readonly type: "result_ready"; readonly holder: Holder }
  | { readonly type: "returned" }
  | { readonly type: "withdrawn" }
  | { readonly type: "stopped" }
  | { readonly type: "voided" }
  | { readonly type: "noted" }
);

/** Everything that can happen to a dossier, in the past tense; the list is append-only and is the truth. */
export type DossierEvent = WayEvent | FactEvent;
export type DossierEventType = DossierEvent["type"];

const ended = (before: DossierState, state: LegalState, at: EpochMs): DossierState => ({
  ...before,
  state,
  holder: null,
  proposal: null,
  endedAt: at,
});

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
  } as const;
  switch (event.type) {
    case "received":
      return { ...blank, state: "ACCEPTED", holder: event.holder };
    case "intake_supplement_requested":
      return { ...blank, state: "INTAKE_SUPPLEMENT", holder: event.holder };
    case "intake_refused":
      return { ...blank, state: "INTAKE_REFUSED", holder: null, endedAt: event.at };
    default:
      throw new Error(`a dossier cannot begin with "${event.type}"`);
  }
}

/** The state after one more event. Events are facts: what may happen is decided before, in transition.ts. */
export function applyEvent(before: DossierState | null, event: DossierEvent): DossierState {
  if (before === null) return first(event);
  const seq = before.seq + 1;
  if (isFact(event)) return { ...before, seq, facts: applyFact(before.facts, event) };
  const next: DossierState = { ...before, seq, stateSeq: isOfTheWay(event.type) ? seq : before.stateSeq };
  switch (event.type) {
    case "received":
      return { ...next, state: "ACCEPTED", holder: event.holder, receivedAt: event.at };
    case "handed_over":
    case "forwarded":
      return { ...next, state: "PROCESSING", holder: event.holder };
    case "returned_for_rework":
      return { ...next, proposal: null, holder: event.holder };
    case "proposed":
      return { ...next, proposal: event.proposal, holder: event.holder };
    case "supplement_requested":
      return { ...next, state: "SUPPLEMENT_WAIT", holder: event.holder, supplementCount: next.supplementCount + 1 };
    case "supplement_received":
      return { ...next, state: "PROCESSING", holder: event.holder };
    case "decided":
      return { ...next, state: "DECIDED", outcome: event.outcome, proposal: null, holder: event.holder, endedAt: event.at };
    case "result_ready":
      return { ...next, holder: event.holder };
    case "returned":
      return { ...next, state: "RETURNED", holder: null, returnedAt: event.at };
    case "intake_refused":
      return ended(next, "INTAKE_REFUSED", event.at);
    case "withdrawn":
      return ended(next, "WITHDRAWN", event.at);
    case "stopped":
      return ended(next, "STOPPED", event.at);
    case "voided":
      return ended(next, "VOIDED", event.at);
    case "intake_supplement_requested":
    case "noted":
      return next;
  }
}

/** The fold: what a list of events, oldest first, has come to. */
export const foldEvents = (events: readonly DossierEvent[]): DossierState | null =>
  events.reduce<DossierState | null>(applyEvent, null);
