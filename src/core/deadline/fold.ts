import { isWorkingDay, provisionalYears } from "../calendar/index.ts";
import { type EpochMs, VIETNAM, vietnamDayOf, vietnamYearOf } from "../instant.ts";
import { plainDateOf } from "../plain-date.ts";
import { ok, type Result } from "../result.ts";
import { canCountOn, closingFrom, dueAfter, elapsed, lengthFrom } from "./arithmetic.ts";
import type { ClockEvent, ExtendEvent, PauseEvent, ResumeEvent, StartEvent } from "./clock-event.ts";
import { type Clock, type ClockContext, isRefused, newClock } from "./clock.ts";
import { type DeadlineError, refuse } from "./deadline-error.ts";

type Step = Result<undefined, DeadlineError>;

const DONE: Step = ok(undefined);
const MINUTE_MS = 60_000;

const fieldAt = (index: number, name: string): string => `events[${index}].${name}`;

/** The refusal for a day that cannot be counted: the calendar is foreign, or ends before; it names provisional years. */
export function calendarNotPublished(context: ClockContext, field: string, nearAt: EpochMs) {
  const { calendar } = context;
  if (calendar.timeZone !== VIETNAM) {
    return refuse("calendar_of_other_zone", "calendar", { calendar: calendar.id, zone: calendar.timeZone });
  }
  const firstYear = calendar.years[0]?.year ?? 0;
  const lastYear = calendar.years.at(-1)?.year ?? 0;
  const near = vietnamYearOf(nearAt);
  const year = near < firstYear || near > lastYear ? near : lastYear + 1;
  return refuse("calendar_not_published", field, {
    calendar: calendar.id,
    year,
    firstYear,
    lastYear,
    provisional: provisionalYears(calendar).join(", "),
  });
}

/** Whether an instant is past the due date: by minutes for terms in hours, else by the date. */
function isPastDue(clock: Clock, at: EpochMs): boolean {
  if (clock.dueAt === null) return false;
  if (clock.count === "working_minutes") return Math.floor(at / MINUTE_MS) > Math.floor(clock.dueAt / MINUTE_MS);
  return vietnamDayOf(at) > vietnamDayOf(clock.dueAt);
}

function countAnew(context: ClockContext, clock: Clock, at: EpochMs, field: string): Step {
  const { calendar, term } = context;
  clock.anchorAt = at;
  clock.count = term.count;
  clock.left = lengthFrom(term, vietnamDayOf(at));
  if (term.count === "none") return DONE;
  const dueAt = dueAfter(calendar, term.count, clock.left, at);
  if (Number.isNaN(dueAt)) return calendarNotPublished(context, field, at);
  clock.dueAt = dueAt;
  return DONE;
}

/** What is left between the anchor and a due date that was given rather than counted. */
function leftUntil(context: ClockContext, clock: Clock, dueAt: EpochMs): number {
  return elapsed(context.calendar, clock.count, clock.anchorAt, dueAt);
}

/** Begins the clock: counts the term, or takes the due date of the source as it is. */
export function start(context: ClockContext, event: StartEvent, index: number): Result<Clock, DeadlineError> {
  const clock = newClock(event.at, context.term.count);
  if (event.dueAt === undefined) {
    const counted = countAnew(context, clock, event.at, fieldAt(index, "at"));
    if (!counted.ok) return counted;
  } else {
    if (event.dueAt < event.at) return refuse("given_due_date_before_start", fieldAt(index, "due_at"));
    clock.givenBySource = event.dueSource ?? "";
    clock.dueAt = event.dueAt;
    if (clock.count === "same_day") clock.count = "working_days";
    clock.left = leftUntil(context, clock, event.dueAt);
  }
  clock.dueOriginalAt = clock.dueAt;
  return ok(clock);
}

function checkSupplement(context: ClockContext, clock: Clock, event: PauseEvent, index: number): Step {
  const { calendar, regime } = context;
  if (event.reason !== "supplement" || event.basis !== undefined || regime === null) return DONE;
  const { supplements, supplementWithinWorkingDays: within } = regime;
  const field = fieldAt(index, "at");
  if (supplements.enforcement !== "none" && clock.supplementRequests >= supplements.value) {
    if (isRefused(supplements)) return refuse("supplement_repeated", field, { limit: supplements.value }, supplements.article);
    clock.warnings = [...clock.warnings, { code: "supplement_repeated", field, article: supplements.article }];
    return DONE;
  }
  if (within.enforcement === "none") return DONE;
  if (!(elapsed(calendar, "working_days", clock.startedAt, event.at) > within.value)) return DONE;
  if (isRefused(within)) return refuse("supplement_too_late", field, { limit: within.value }, within.article);
  clock.warnings = [...clock.warnings, { code: "supplement_too_late", field, article: within.article }];
  return DONE;
}

function pause(context: ClockContext, clock: Clock, event: PauseEvent, index: number): Step {
  if (clock.phase === "paused") return refuse("pause_in_pause", fieldAt(index, "type"));
  const lawful = checkSupplement(context, clock, event, index);
  if (!lawful.ok) return lawful;
  clock.phase = "paused";
  clock.pausedAt = event.at;
  clock.supplementPaused = event.reason === "supplement";
  if (clock.supplementPaused) clock.supplementRequests += 1;
  clock.lateAtPause = isPastDue(clock, event.at);
  clock.left = Math.max(0, clock.left - elapsed(context.calendar, clock.count, clock.anchorAt, event.at));
  return DONE;
}

function resume(context: ClockContext, clock: Clock, event: ResumeEvent, index: number): Step {
  if (clock.phase !== "paused") return refuse("resume_without_pause", fieldAt(index, "type"));
  const isRestart = event.mode === undefined ? clock.supplementPaused : event.mode === "restart";
  clock.phase = "running";
  clock.pausedAt = null;
  if (clock.lateAtPause || clock.dueAt === null) return DONE;
  if (context.term.count === "none") return refuse("given_due_date_without_unit", "term.unit");
  if (isRestart) return countAnew(context, clock, event.at, fieldAt(index, "at"));
  const dueAt = dueAfter(context.calendar, clock.count, clock.left, event.at);
  if (Number.isNaN(dueAt)) return calendarNotPublished(context, fieldAt(index, "at"), event.at);
  clock.anchorAt = event.at;
  clock.dueAt = dueAt;
  return DONE;
}

function checkExtension(context: ClockContext, clock: Clock, event: ExtendEvent, index: number): Step {
  const { regime } = context;
  if (clock.dueAt === null) return refuse("extension_without_term", fieldAt(index, "type"));
  if (clock.phase === "paused") return refuse("extension_while_paused", fieldAt(index, "type"));
  if (isPastDue(clock, event.at)) return refuse("extension_after_due_date", fieldAt(index, "at"), {}, regime?.extensions.article);
  if (event.dueAt <= clock.dueAt) return refuse("extension_to_earlier_date", fieldAt(index, "due_at"));
  if (regime === null) return DONE;
  const { extensions, extensionNoticeDays: notice } = regime;
  if (extensions.enforcement === "refuse" && clock.extensionCount >= extensions.value) {
    return refuse("extension_limit_reached", fieldAt(index, "type"), { limit: extensions.value }, extensions.article);
  }
  const lastDay = vietnamDayOf(clock.dueAt) - notice.value;
  if (notice.enforcement === "refuse" && vietnamDayOf(event.at) > lastDay) {
    return refuse("extension_too_late", fieldAt(index, "at"), { lastDay: plainDateOf(lastDay) }, notice.article);
  }
  return DONE;
}

/** The extended due date as given, but for a day off: then the end of the next working day (Civil Code a.148.5). */
function extendedDue(context: ClockContext, clock: Clock, dueAt: EpochMs): EpochMs {
  const day = vietnamDayOf(dueAt);
  if (!canCountOn(context.calendar, day)) return clock.givenBySource === null ? Number.NaN : dueAt;
  return isWorkingDay(context.calendar, day) ? dueAt : closingFrom(context.calendar, day);
}

function extend(context: ClockContext, clock: Clock, event: ExtendEvent, index: number): Step {
  const lawful = checkExtension(context, clock, event, index);
  if (!lawful.ok) return lawful;
  const dueAt = extendedDue(context, clock, event.dueAt);
  if (Number.isNaN(dueAt)) return calendarNotPublished(context, fieldAt(index, "due_at"), event.dueAt);
  if (clock.count === "same_day") clock.count = "working_days";
  clock.dueAt = dueAt;
  clock.left = leftUntil(context, clock, dueAt);
  clock.extensionCount += 1;
  clock.extensions = [...clock.extensions, index];
  return DONE;
}

/** Folds one event but START and EXTEND_REVOKED into the clock. */
export function applyEvent(context: ClockContext, clock: Clock, event: ClockEvent, index: number): Step {
  clock.lastAt = event.at;
  switch (event.type) {
    case "start":
      return refuse("start_repeated", fieldAt(index, "type"));
    case "pause":
      return pause(context, clock, event, index);
    case "resume":
      return resume(context, clock, event, index);
    case "extend":
      return extend(context, clock, event, index);
    case "extend_revoked":
      return DONE;
    case "stop":
      clock.phase = "stopped";
      clock.endedAt = event.at;
      return DONE;
  }
}
