import { findWorkingDayFrom, type HourInterval, isWorkingDay, type Weekday } from "#core/calendar/index.ts";
import { canCountOn } from "#core/deadline/arithmetic.ts";
import type { ClockEvent } from "#core/deadline/clock-event.ts";
import { computeDeadline, type Deadline, type DeadlineInput } from "#core/deadline/deadline.ts";
import type { DeadlineError } from "#core/deadline/deadline-error.ts";
import type { Term } from "#core/deadline/term.ts";
import type { DossierEventType } from "#core/workflow/dossier-event.ts";
import { type EpochMs, vietnamDayOf, vietnamInstant } from "#core/instant.ts";
import { type PlainDate, toEpochDay } from "#core/plain-date.ts";
import { ok, type Result } from "#core/result.ts";
import { getCalendar } from "#platform/reference/calendars.ts";
import type { HandOverRule } from "./hand-over-rule.ts";

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

const textIn = (payload: ClockFact["payload"], name: string): string | undefined =>
  typeof payload[name] === "string" ? payload[name] : undefined;
const numberIn = (payload: ClockFact["payload"], name: string): number | undefined =>
  typeof payload[name] === "number" ? payload[name] : undefined;

/** The term begins with the receipt, by post with the signing of the hand-over minutes. */
function startOf({ at, payload }: ClockFact): ClockEvent {
  const dueAt = numberIn(payload, "dueAt");
  if (dueAt !== undefined) return { type: "start", at, dueAt, dueSource: String(payload["dueSource"]) };
  const signedAt = numberIn(payload, "handoverSignedAt");
  return signedAt === undefined ? { type: "start", at } : { type: "start", at: signedAt, basis: "postal_handover" };
}

function clockEventOf(fact: ClockFact): ClockEvent | undefined {
  const { at, payload } = fact;
  switch (fact.type) {
    case "received":
    case "correction_started":
      return startOf(fact);
    case "supplement_requested":
      return { type: "pause", at, reason: "supplement", basis: textIn(payload, "basis") };
    case "supplement_received":
      return { type: "resume", at, mode: textIn(payload, "mode") as "restart" | "shift" | undefined };
    case "finance_requested":
      return { type: "pause", at, reason: "financial_duty", basis: textIn(payload, "basis") };
    case "finance_settled":
      return { type: "resume", at, mode: "shift" };
    case "extended":
      return { type: "extend", at, dueAt: numberIn(payload, "newDueAt") ?? Number.NaN, letter: textIn(payload, "letterNo") };
    case "extension_revoked":
      return { type: "extend_revoked", at };
    case "decided":
    case "completed_at_once":
    case "withdrawn":
    case "stopped":
    case "supplement_expired":
    case "voided":
      return { type: "stop", at, outcome: fact.type };
    default:
      return undefined;
  }
}

/** A term that the catalogue does not know has no due date of its own; the dossier says so instead of guessing. */
export const clockTerm = (value: number | null, unit: string): Term =>
  unit === "unknown" || unit === "none" ? { unit: "none" } : ({ value, unit } as Term);

const calendarOf = ({ calendar, week, hours }: WorkingTime) =>
  getCalendar(calendar, undefined, { week: week as readonly Weekday[], hours: hours as readonly HourInterval[] });

/** A correction after the decision has a clock of its own, which the leader sets. */
const CORRECTION_TERM: Term = { unit: "working_day", value: 1 };

/** The events of a dossier's history that its clock counts, on the calendar of its agency. */
export function deadlineInput(term: Term, workingTime: WorkingTime, facts: readonly ClockFact[], asOf?: EpochMs): DeadlineInput {
  const corrected = facts.findLastIndex((fact) => fact.type === "correction_started");
  const counted = corrected === -1 ? facts : facts.slice(corrected);
  const events = counted.map(clockEventOf).filter((event) => event !== undefined);
  return { calendar: calendarOf(workingTime), term: corrected === -1 ? term : CORRECTION_TERM, events, asOf };
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

/** What a letter with a new due date would do now: move it, or come too late and clean nothing. */
export function letterEffect(
  term: Term,
  workingTime: WorkingTime,
  facts: readonly ClockFact[],
  at: EpochMs,
  newDueAt: EpochMs,
): Result<"extends" | "late", DeadlineError> {
  const tried = dossierDeadline(term, workingTime, [...facts, { type: "extended", at, payload: { newDueAt } }]);
  if (tried.ok) return ok("extends");
  const late = tried.error.code === "extension_too_late" || tried.error.code === "extension_after_due_date";
  return late ? ok("late") : tried;
}

/** Until when a dossier that was filed online is to be answered: so many working hours from its filing. */
export function intakeDue(
  workingTime: WorkingTime,
  filedAt: EpochMs,
  workingHours: number,
): Result<EpochMs | null, DeadlineError> {
  const term: Term = { unit: "working_hour", value: workingHours };
  const deadline = computeDeadline({
    calendar: calendarOf(workingTime),
    term,
    events: [{ type: "start", at: filedAt }],
    regime: "none",
  });
  return deadline.ok ? ok(deadline.value.dueAt) : deadline;
}

/** The end of the working hours of a day. */
export const endOfWork = (workingTime: WorkingTime, day: string): EpochMs =>
  vietnamInstant(toEpochDay(day as PlainDate), calendarOf(workingTime).closingMinute);

/**
 * By when a dossier is to be handed over: by the end of the working day on which it came; after the cutoff, or on a
 * day off, at the beginning of the next one. Undefined beyond the calendar. It moves no due date.
 */
export function handOverDue(
  rule: Pick<HandOverRule, "cutoff" | "startMinutes">,
  workingTime: WorkingTime,
  receivedAt: EpochMs,
): EpochMs | undefined {
  const calendar = calendarOf(workingTime);
  const day = vietnamDayOf(receivedAt);
  if (!canCountOn(calendar, day)) return undefined;
  const [hour = 0, minute = 0] = rule.cutoff.split(":").map(Number);
  const isInTime = receivedAt <= vietnamInstant(day, hour * 60 + minute);
  if (isInTime && isWorkingDay(calendar, day)) return vietnamInstant(day, calendar.closingMinute);
  const next = findWorkingDayFrom(calendar, day + 1);
  return next === undefined ? undefined : vietnamInstant(next, (calendar.intervals[0]?.from ?? 0) + rule.startMinutes);
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
export const MOVES_CLOCK: ReadonlySet<DossierEventType> = new Set<DossierEventType>([
  "received",
  "supplement_requested",
  "supplement_received",
  "finance_requested",
  "finance_settled",
  "extended",
  "extension_revoked",
  "correction_started",
]);

/** The dates after an event: a correction moves what is owed now, and cleans no lateness of what was decided before. */
export function clockColumns(deadline: Deadline, before: ClockColumns, facts: readonly ClockFact[]): ClockColumns {
  const { dueAt, dueUnextendedAt, dueOriginalAt, pausedAt } = deadline;
  if (!facts.some((fact) => fact.type === "correction_started")) return { dueAt, dueUnextendedAt, dueOriginalAt, pausedAt };
  return { dueAt, pausedAt, dueUnextendedAt: before.dueUnextendedAt, dueOriginalAt: before.dueOriginalAt };
}
