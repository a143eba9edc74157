import type { DossierEvent } from "#core/workflow/dossier-event.ts";
import type { EpochMs } from "#core/instant.ts";
import type { ActionInput } from "./action-input.ts";
import type { DossierEventRow } from "./dossier.ts";
import {
  type ClockColumns,
  clockColumns,
  clockTerm,
  dossierDeadline,
  endOfWork,
  intakeDue,
  letterEffect,
  MOVES_CLOCK,
} from "./dossier.clock.ts";
import { type Case, clockFacts } from "./dossier-case.ts";
import { dossierRefusal, refusalOfClock } from "./dossier.errors.ts";
import { intakeHoursOn } from "./intake-term.ts";

/** The letter that is under way: what was drafted last. */
export const findDraftedLetter = (events: readonly DossierEventRow[]): DossierEventRow | undefined =>
  events.findLast((event) => event.type === "apology_changed" && event.payload["apology"] === "drafting");

function newDueOf(it: Case, newDueOn: string | undefined): EpochMs {
  if (newDueOn === undefined) throw dossierRefusal("new_due_date_required", { field: "newDueOn" });
  return endOfWork(it.desk, newDueOn);
}

function effectOf(it: Case, newDueAt: EpochMs): "extends" | "late" {
  const { dossier, desk, events, at } = it;
  const effect = letterEffect(clockTerm(dossier.termValue, dossier.termUnit), desk, clockFacts(events), at, newDueAt);
  if (!effect.ok) throw refusalOfClock(effect.error);
  return effect.value;
}

/**
 * What the approved letter would do if it were sent now: move the due date, come too late for that, or move
 * nothing, since it is about an error. Undefined for every other action, and where no letter is under way.
 */
export function judgeLetter(it: Case, input: ActionInput): "extends" | "late" | "moves_nothing" | undefined {
  const letter = input.action === "send_apology" ? findDraftedLetter(it.events) : undefined;
  if (letter === undefined || it.dossier.facts.apology.state !== "approved") return undefined;
  const newDueAt = letter.payload["newDueAt"];
  return typeof newDueAt === "number" ? effectOf(it, newDueAt) : "moves_nothing";
}

/** Drafting says at once whether the clock would take the letter: twice, earlier, without a term it does not. */
function draftedLetter(it: Case, input: Extract<ActionInput, { action: "draft_apology" }>) {
  if (input.about === "error") return { newDueOn: undefined };
  const newDueAt = newDueOf(it, input.newDueOn);
  return { newDueAt, late: effectOf(it, newDueAt) === "late" };
}

/** A letter about an error names the correction that it belongs to (T18; Decree 61/2018 article 21). */
function correctedError({ events }: Case, input: Extract<ActionInput, { action: "draft_apology" }>) {
  const correction = input.about === "error" ? events.findLast((event) => event.type === "correction_started") : undefined;
  return correction === undefined ? {} : { correctionSeq: correction.seq };
}

/** What the clock needs to find in the event later. */
export function clockPayload(it: Case, input: ActionInput, event: DossierEvent): Readonly<Record<string, unknown>> {
  const { dossier, desk, events } = it;
  switch (input.action) {
    case "submit":
      return { intakeDueAt: intakeDueAt(it, event.at) };
    case "receive_supplement":
      return dossier.attributes.afterSupplement === undefined ? {} : { mode: dossier.attributes.afterSupplement };
    case "request_supplement": {
      if (input.basis !== undefined || dossier.supplementCount === 0) return {};
      return { basis: events.findLast((row) => row.type === "supplement_allowed")?.payload["basis"] };
    }
    case "draft_apology":
      return { apology: "drafting", ...draftedLetter(it, input), ...correctedError(it, input) };
    case "approve_apology":
      return { apology: "approved" };
    case "reject_apology":
      return { apology: "none" };
    case "send_apology": {
      const letter = findDraftedLetter(events)?.payload ?? {};
      const letterNo = events.findLast((row) => row.payload["apology"] === "approved")?.payload["letterNo"];
      const sent = event.type === "apology_changed" ? { apology: "sent", late: event.late ?? false } : {};
      return { letterNo, newDueAt: letter["newDueAt"], about: letter["about"], ...sent };
    }
    case "start_correction":
      return { dueAt: endOfWork(desk, input.dueOn), dueSource: "correction" };
    default:
      return {};
  }
}

/** When what was filed is to be answered: 8 working hours, anew with each filing. */
export function intakeDueAt(it: Pick<Case, "desk">, filedAt: EpochMs): EpochMs | null {
  const due = intakeDue(it.desk, filedAt, intakeHoursOn(filedAt));
  if (!due.ok) throw refusalOfClock(due.error);
  return due.value;
}

/** The clock after the new event; an event that does not touch it leaves the dates as they are. */
export function clockAfter(
  it: Case,
  event: DossierEvent,
  payload: Readonly<Record<string, unknown>>,
): ClockColumns & { readonly intakeDueAt: EpochMs | null } {
  const { dossier, events, desk } = it;
  const ms = (date: Date | null): EpochMs | null => date?.getTime() ?? null;
  const before = {
    dueAt: ms(dossier.dueAt),
    dueUnextendedAt: ms(dossier.dueUnextendedAt),
    dueOriginalAt: ms(dossier.dueOriginalAt),
    pausedAt: ms(dossier.pausedAt),
  };
  const filed = event.type === "submitted" ? intakeDueAt(it, event.at) : null;
  if (!MOVES_CLOCK.has(event.type)) return { ...before, intakeDueAt: filed };
  const facts = [...clockFacts(events), { type: event.type, at: event.at, payload }];
  const deadline = dossierDeadline(clockTerm(dossier.termValue, dossier.termUnit), desk, facts);
  if (!deadline.ok) throw refusalOfClock(deadline.error);
  return { ...clockColumns(deadline.value, before, facts), intakeDueAt: null };
}
