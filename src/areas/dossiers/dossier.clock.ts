import type { HourInterval, Weekday } from "#core/calendar/index.ts";
import type { ClockEvent } from "#core/deadline/clock-event.ts";
import { computeDeadline, type Deadline, type DeadlineInput } from "#core/deadline/deadline.ts";
import type { DeadlineError } from "#core/deadline/deadline-error.ts";
import type { Term } from "#core/deadline/term.ts";
import type { DossierEventType } from "#core/workflow/dossier-event.ts";
import type { EpochMs } from "#core/instant.ts";
import type { Result } from "#core/result.ts";
import { getCalendar } from "#platform/reference/calendars.ts";

/** The working time of an agency on a day, as the organisation area keeps it. */
export interface WorkingTime {
  readonly calendar: string;
  readonly timeZone: string;
  readonly week: readonly string[];
  readonly hours: readonly (readonly [string, string])[];
}

/** What the clock needs to know of one event. */
export interface ClockFact {
  readonly type: DossierEventType;
  readonly at: EpochMs;
  readonly payload: Readonly<Record<string, unknown>>;
}

function clockEventOf(fact: ClockFact): ClockEvent | undefined {
  const { at, payload } = fact;
  switch (fact.type) {
    case "received": {
      const given = payload["dueAt"];
      return typeof given === "number"
        ? { type: "start", at, dueAt: given, dueSource: String(payload["dueSource"]) }
        : { type: "start", at };
    }
    case "supplement_requested":
      return {
        type: "pause",
        at,
        reason: "supplement",
        basis: typeof payload["basis"] === "string" ? payload["basis"] : undefined,
      };
    case "supplement_received":
      return { type: "resume", at };
    case "decided":
    case "withdrawn":
    case "stopped":
    case "voided":
      return { type: "stop", at, outcome: fact.type };
    default:
      return undefined;
  }
}

/** A term that the catalogue does not know has no due date of its own; the dossier says so instead of guessing. */
export const clockTerm = (value: number | null, unit: string): Term =>
  unit === "unknown" || unit === "none" ? { unit: "none" } : ({ value, unit } as Term);

/** The events of a dossier's history that its clock counts, on the calendar of its agency. */
export function deadlineInput(term: Term, workingTime: WorkingTime, facts: readonly ClockFact[], asOf?: EpochMs): DeadlineInput {
  const events = facts.map(clockEventOf).filter((event) => event !== undefined);
  const pattern = { week: workingTime.week as readonly Weekday[], hours: workingTime.hours as readonly HourInterval[] };
  const calendar = getCalendar(workingTime.calendar, undefined, pattern);
  return { calendar, term, events, asOf };
}

/**
 * The state of a dossier's clock after its events, by the one legal clock of core/deadline. The first fact that starts
 * a clock is `received`; what came before (a supplement at intake) has no term.
 */
export function dossierDeadline(
  term: Term,
  workingTime: WorkingTime,
  facts: readonly ClockFact[],
  asOf?: EpochMs,
): Result<Deadline, DeadlineError> {
  return computeDeadline(deadlineInput(term, workingTime, facts, asOf));
}

/** The dates of the clock as a dossier and each of its events keep them. */
export interface ClockColumns {
  readonly dueAt: EpochMs | null;
  readonly dueUnextendedAt: EpochMs | null;
  readonly dueOriginalAt: EpochMs | null;
  readonly pausedAt: EpochMs | null;
}

export const NO_CLOCK: ClockColumns = { dueAt: null, dueUnextendedAt: null, dueOriginalAt: null, pausedAt: null };

/** Events after which the dates are another: the others leave them as they are. */
export const MOVES_CLOCK: ReadonlySet<DossierEventType> = new Set(["received", "supplement_requested", "supplement_received"]);
