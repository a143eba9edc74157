import type { Calendar, CalendarDay } from "../calendar/index.ts";
import { isWorkingDay } from "../calendar/index.ts";
import { type EpochMs, vietnamDayOf, vietnamMinuteOf } from "../instant.ts";
import { type EpochDay, type PlainDate, plainDateOf } from "../plain-date.ts";
import { canCountOn } from "./arithmetic.ts";
import type { ClockEvent, PauseEvent, ResumeEvent } from "./clock-event.ts";
import type { Clock, ClockContext } from "./clock.ts";
import type { Deadline, DeadlineInput } from "./deadline.ts";
import { type DerivationLine, SAME_DAY_RULE } from "./derivation.ts";
import { applyEvent, start } from "./fold.ts";
import { firstDayArticle, hoursArticle, lastDayOffArticle, weeklyRestArticle } from "./general-law.ts";
import { countTerm } from "./term.ts";

const OFF_REASONS = { statutory: "holiday", compensatory: "compensatory", swap_off: "swap_off" } as const;

const named = (day: CalendarDay) => ({
  name: day.name.vi,
  nameEn: day.name.en,
  basis: day.notice ?? day.basis,
  verified: day.verified,
});

/** The lines of a calendar's days are the same for every term, so they are made once. */
const linesOfCalendar = new WeakMap<Calendar, DerivationLine[]>();

function makeDayLine(calendar: Calendar, day: EpochDay): DerivationLine {
  const on = plainDateOf(day);
  const entry = calendar.days.get(day);
  if (entry === undefined) {
    if (isWorkingDay(calendar, day)) return { on, counted: true, why: "working_day" };
    return { on, counted: false, why: "weekly_rest", ...weeklyRestArticle(on) };
  }
  if (entry.kind === "make_up_work") return { on, counted: true, why: "make_up_work", ...named(entry) };
  return { on, counted: false, why: OFF_REASONS[entry.kind], ...named(entry) };
}

/** Whether people work on a day, with the reason. */
export function dayLine(calendar: Calendar, day: EpochDay): DerivationLine {
  let lines = linesOfCalendar.get(calendar);
  if (lines === undefined) {
    lines = [];
    linesOfCalendar.set(calendar, lines);
  }
  const index = day - calendar.firstDay;
  const known = lines[index];
  if (known !== undefined) return known;
  const made = makeDayLine(calendar, day);
  lines[index] = made;
  return made;
}

const firstDayLine = (on: PlainDate): DerivationLine => ({
  on,
  counted: false,
  why: "first_day",
  ...firstDayArticle(on),
});

function minuteLines(calendar: Calendar, from: EpochMs, to: EpochMs, into: DerivationLine[]): void {
  const firstDay = vietnamDayOf(from);
  const lastDay = vietnamDayOf(to);
  for (let day = firstDay; day <= lastDay; day += 1) {
    const line = dayLine(calendar, day);
    if (!line.counted) {
      into.push(line);
      continue;
    }
    const begin = day === firstDay ? (calendar.minutesBefore[vietnamMinuteOf(from)] ?? 0) : 0;
    const end = day === lastDay ? (calendar.minutesBefore[vietnamMinuteOf(to)] ?? 0) : calendar.dayMinutes;
    if (end > begin) into.push({ ...line, minutes: end - begin, basis: line.basis ?? hoursArticle(line.on).basis });
    else into.push({ on: line.on, counted: false, why: "outside_hours", ...hoursArticle(line.on) });
  }
}

function calendarDayLines(calendar: Calendar, run: Run, lastDay: EpochDay, into: DerivationLine[]): void {
  const firstDay = vietnamDayOf(run.from);
  into.push(firstDayLine(plainDateOf(firstDay)));
  for (let day = firstDay + 1; day <= lastDay; day += 1) {
    const isWithin = day <= firstDay + run.left;
    if (isWithin) into.push({ on: plainDateOf(day), counted: true, why: "calendar_day" });
    else if (isWorkingDay(calendar, day)) {
      const on = plainDateOf(day);
      into.push({ on, counted: false, why: "end_on_working_day", ...lastDayOffArticle(on) });
    } else into.push(dayLine(calendar, day));
  }
}

function workingDayLines(calendar: Calendar, run: Run, lastDay: EpochDay, into: DerivationLine[]): void {
  const firstDay = vietnamDayOf(run.from);
  const onFirst = firstDayLine(plainDateOf(firstDay));
  const received = dayLine(calendar, firstDay);
  if (run.count !== "same_day") into.push(onFirst);
  else if (firstDay === lastDay) into.push({ ...onFirst, counted: true, why: "same_day", basis: SAME_DAY_RULE, verified: true });
  else
    into.push(received.counted ? { ...onFirst, why: "received_after_cutoff", basis: SAME_DAY_RULE, verified: true } : received);
  for (let day = firstDay + 1; day <= lastDay; day += 1) {
    const line = dayLine(calendar, day);
    if (run.left === 0 && run.count !== "same_day" && line.counted) {
      into.push({ on: line.on, counted: false, why: "end_on_working_day", ...lastDayOffArticle(line.on) });
    } else into.push(line);
  }
}

/** A stretch in which the clock runs. */
type Run = { readonly from: EpochMs; readonly left: number; readonly count: Clock["count"] };

function runLines(calendar: Calendar, run: Run, to: EpochMs, into: DerivationLine[]): void {
  if (!canCountOn(calendar, vietnamDayOf(run.from)) || !canCountOn(calendar, vietnamDayOf(to))) return;
  if (run.count === "working_minutes") minuteLines(calendar, run.from, to, into);
  else if (run.count === "days" || run.count === "months") calendarDayLines(calendar, run, vietnamDayOf(to), into);
  else if (run.count !== "none") workingDayLines(calendar, run, vietnamDayOf(to), into);
}

function pausedLines(from: EpochMs, to: EpochMs, into: DerivationLine[]): void {
  for (let day = vietnamDayOf(from) + 1; day < vietnamDayOf(to); day += 1) {
    into.push({ on: plainDateOf(day), counted: false, why: "paused" });
  }
}

const eventOn = (event: ClockEvent): PlainDate => plainDateOf(vietnamDayOf(event.at));

function pauseLine(context: ClockContext, clock: Clock, event: PauseEvent): DerivationLine {
  const within = context.regime?.supplementWithinWorkingDays;
  const basis = event.basis ?? (event.reason === "supplement" ? (within?.article ?? null) : null);
  return {
    on: eventOn(event),
    counted: false,
    why: clock.lateAtPause ? "pause_after_due" : "pause",
    name: event.reason,
    basis,
    verified: event.basis !== undefined || (within?.verified ?? false),
    left: clock.lateAtPause ? undefined : clock.left,
  };
}

function resumeLine(clock: Clock, event: ResumeEvent, isRestart: boolean): DerivationLine {
  const why = clock.lateAtPause ? "resume_after_due" : isRestart ? "restart" : "shift";
  return { on: eventOn(event), counted: false, why, left: clock.left, dueAt: clock.dueAt ?? undefined };
}

/** The state of a walk through the events: the running stretch, and whether it still has to be written out. */
type Walk = { run: Run; open: boolean };

function walkPause(context: ClockContext, clock: Clock, walk: Walk, event: PauseEvent, lines: DerivationLine[]): void {
  if (clock.lateAtPause) runLines(context.calendar, walk.run, clock.dueAt ?? event.at, lines);
  else runLines(context.calendar, walk.run, event.at, lines);
  walk.open = false;
  lines.push(pauseLine(context, clock, event));
}

function walkResume(
  context: ClockContext,
  clock: Clock,
  walk: Walk,
  event: ResumeEvent,
  from: EpochMs,
  lines: DerivationLine[],
): void {
  pausedLines(from, event.at, lines);
  const mode = event.mode ?? (clock.supplementPaused ? "restart" : "shift");
  lines.push(resumeLine(clock, event, mode === "restart" || context.term.count === "same_day"));
  if (clock.lateAtPause) return;
  walk.run = { from: event.at, left: clock.left, count: clock.count };
  walk.open = true;
}

function walkEvent(
  context: ClockContext,
  clock: Clock,
  walk: Walk,
  event: ClockEvent,
  pausedAt: EpochMs | null,
  lines: DerivationLine[],
): void {
  const on = eventOn(event);
  switch (event.type) {
    case "pause":
      return walkPause(context, clock, walk, event, lines);
    case "resume":
      return walkResume(context, clock, walk, event, pausedAt ?? event.at, lines);
    case "extend": {
      const rule = context.regime?.extensions;
      walk.run = { ...walk.run, left: clock.left, count: clock.count };
      lines.push({
        on,
        counted: false,
        why: "extended",
        basis: rule?.article,
        verified: rule?.verified,
        dueAt: clock.dueAt ?? undefined,
      });
      return;
    }
    case "stop":
      lines.push({ on, counted: false, why: "stop", name: event.outcome });
      return;
    case "start":
    case "extend_revoked":
      return;
  }
}

/** Positions of extensions that were later taken back. */
function revokedPositions(events: readonly ClockEvent[]): ReadonlySet<number | undefined> {
  const standing: number[] = [];
  const revoked = new Set<number | undefined>();
  events.forEach((event, index) => {
    if (event.type === "extend") standing.push(index);
    if (event.type === "extend_revoked") revoked.add(standing.pop());
  });
  return revoked;
}

function openingLines(clock: Clock, on: PlainDate): readonly DerivationLine[] {
  if (clock.givenBySource !== null) {
    return [{ on, counted: false, why: "given_by_source", name: clock.givenBySource, dueAt: clock.dueAt ?? undefined }];
  }
  return clock.count === "none" ? [{ on, counted: false, why: "no_fixed_term" }] : [];
}

/**
 * The derivation of a deadline that `computeDeadline` gave for the same input: every day counted or skipped and why,
 * every event with its article, in the order in which they weigh. Days are told from the start, or from where the
 * count went on, to the pause or the due date.
 */
export function explainDeadline(input: DeadlineInput, deadline: Deadline): readonly DerivationLine[] {
  const term = countTerm(input.term, input.convention);
  const first = input.events[0];
  if (!term.ok || first === undefined || first.type !== "start") return [];
  const context: ClockContext = { calendar: input.calendar, term: term.value, events: input.events, regime: deadline.regime };
  const started = start(context, first, 0);
  if (!started.ok) return [];
  const clock = started.value;
  const lines: DerivationLine[] = [...openingLines(clock, eventOn(first))];
  const walk: Walk = { run: { from: first.at, left: clock.left, count: clock.count }, open: clock.givenBySource === null };
  const revoked = revokedPositions(input.events);
  const after: DerivationLine[] = [];
  for (let index = 1; index < input.events.length; index += 1) {
    const event = input.events[index] as ClockEvent;
    if (revoked.has(index) || event.type === "extend_revoked") {
      const why = event.type === "extend_revoked" ? "extension_revoked" : "extended";
      after.push({ on: eventOn(event), counted: false, why, dueAt: event.type === "extend" ? event.dueAt : undefined });
      continue;
    }
    const { pausedAt } = clock;
    applyEvent(context, clock, event, index);
    walkEvent(context, clock, walk, event, pausedAt, event.type === "extend" || event.type === "stop" ? after : lines);
  }
  if (walk.open && clock.dueAt !== null) runLines(input.calendar, walk.run, clock.dueAt, lines);
  const warnings = deadline.warnings.map(({ code, article }): DerivationLine => ({
    on: eventOn(first),
    counted: false,
    why: "unverified_rule",
    name: code,
    basis: article,
    verified: false,
  }));
  return [...lines, ...warnings, ...after];
}
