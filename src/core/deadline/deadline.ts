import type { Calendar } from "../calendar/index.ts";
import type { EpochMs } from "../instant.ts";
import { vietnamDayOf } from "../instant.ts";
import { ok, type Result } from "../result.ts";
import { workingMinutesBetween } from "./arithmetic.ts";
import type { ClockEvent, StartEvent } from "./clock-event.ts";
import type { Clock, ClockContext, ClockWarning } from "./clock.ts";
import { type DeadlineError, refuse } from "./deadline-error.ts";
import { applyEvent, start } from "./fold.ts";
import { getRegime, type Regime, type RegimeId, regimeOn } from "./regimes.ts";
import { type Convention, countTerm, type Term } from "./term.ts";

/** What a due date is a function of. Instants are epoch milliseconds; the calendar is compiled with its week and hours. */
export type DeadlineInput = {
  readonly calendar: Calendar;
  readonly term: Term;
  /** Default: `date` for working days, `hours` for working hours. */
  readonly convention?: Convention | undefined;
  /** Default `auto`: the regime of the day of receipt. `none`: arithmetic without legal guards. */
  readonly regime?: "auto" | "none" | RegimeId | undefined;
  readonly events: readonly ClockEvent[];
  /** Closes an open clock for classification and for what remains. Default: the instant of the last event. */
  readonly asOf?: EpochMs | undefined;
};

export type ClockPhase = "running" | "paused" | "stopped" | "none";

/** The state of a clock after its events. Instants are epoch milliseconds. */
export type Deadline = {
  /** Null for a term without end. While paused: the date as it stood at the pause. */
  readonly dueAt: EpochMs | null;
  /** The date first promised. */
  readonly dueOriginalAt: EpochMs | null;
  /** The due date with all pauses but without extensions: an extension cleans no lateness in `BTP07a`. */
  readonly dueUnextendedAt: EpochMs | null;
  /** `none`: a clock without a due date that has not been paused or stopped. */
  readonly state: ClockPhase;
  readonly startedAt: EpochMs;
  /** From where the present count runs: the start, or the last resumption. */
  readonly countedFromAt: EpochMs;
  readonly pausedAt: EpochMs | null;
  /** The instant of STOP. */
  readonly endedAt: EpochMs | null;
  /** The instant up to which the clock ran: STOP, or the pause in which it was stopped; null while open. */
  readonly clockEndedAt: EpochMs | null;
  /** The instant at which an open clock is judged. */
  readonly asOf: EpochMs;
  readonly supplementRequests: number;
  readonly extensionCount: number;
  /** Working minutes from the end, the pause or `asOf` to the due date; negative when late; null without one. */
  readonly remainingWorkingMinutes: number | null;
  readonly calendarVersion: string;
  /** The due date lies in a year whose calendar is not published yet. */
  readonly provisional: boolean;
  readonly regime: Regime | null;
  /** The source that gave the due date, when nothing was computed. */
  readonly givenBySource: string | null;
  readonly warnings: readonly ClockWarning[];
};

function checkOrder(events: readonly ClockEvent[]): Result<undefined, DeadlineError> {
  let stopped = false;
  for (let index = 0; index < events.length; index += 1) {
    const event = events[index] as ClockEvent;
    if (!Number.isFinite(event.at)) return refuse("instant_not_finite", `events[${index}].at`);
    if (stopped) return refuse("event_after_stop", `events[${index}].type`);
    if (index > 0 && event.at < (events[index - 1] as ClockEvent).at) return refuse("events_out_of_order", `events[${index}].at`);
    stopped = event.type === "stop";
  }
  return ok(undefined);
}

/** The clock after the events before `end`, with the extensions at the skipped positions left out. */
function replay(context: ClockContext, end: number, skipped: ReadonlySet<number>): Result<Clock, DeadlineError> {
  const started = start(context, context.events[0] as StartEvent, 0);
  if (!started.ok) return started;
  for (let index = 1; index < end; index += 1) {
    if (skipped.has(index)) continue;
    const step = applyEvent(context, started.value, context.events[index] as ClockEvent, index);
    if (!step.ok) return step;
  }
  return started;
}

/** Folds all events, each checked against the law in the state that it met. */
function fold(context: ClockContext, started: Clock): Result<Clock, DeadlineError> {
  let clock = started;
  const skipped = new Set<number>();
  for (let index = 1; index < context.events.length; index += 1) {
    const event = context.events[index] as ClockEvent;
    if (event.type === "extend_revoked") {
      const revoked = clock.extensions.at(-1);
      if (revoked === undefined) return refuse("no_extension_to_revoke", `events[${index}].type`);
      skipped.add(revoked);
      const replayed = replay(context, index, skipped);
      if (!replayed.ok) return replayed;
      clock = replayed.value;
    }
    const step = applyEvent(context, clock, event, index);
    if (!step.ok) return step;
  }
  return ok(clock);
}

function unextendedDue(context: ClockContext, clock: Clock): EpochMs | null {
  if (clock.extensionCount === 0) return clock.dueAt;
  const extensions = context.events.flatMap((event, index) => (event.type === "extend" ? [index] : []));
  const plain = replay(context, context.events.length, new Set(extensions));
  return plain.ok ? plain.value.dueAt : clock.dueOriginalAt;
}

function chooseRegime(input: DeadlineInput, startedAt: EpochMs): Regime | null {
  const chosen = input.regime ?? "auto";
  if (chosen === "none") return null;
  return chosen === "auto" ? regimeOn(vietnamDayOf(startedAt)) : getRegime(chosen);
}

function describe(context: ClockContext, clock: Clock, asOf: EpochMs): Deadline {
  const { calendar } = context;
  const { dueAt, pausedAt } = clock;
  const clockEndedAt = clock.phase === "stopped" ? (pausedAt ?? clock.endedAt) : null;
  const judgedAt = clockEndedAt ?? pausedAt ?? asOf;
  const remaining = dueAt === null ? Number.NaN : workingMinutesBetween(calendar, judgedAt, dueAt);
  return {
    dueAt,
    dueOriginalAt: clock.dueOriginalAt,
    dueUnextendedAt: unextendedDue(context, clock),
    state: dueAt === null && clock.phase === "running" ? "none" : clock.phase,
    startedAt: clock.startedAt,
    countedFromAt: clock.anchorAt,
    pausedAt: clock.phase === "paused" ? pausedAt : null,
    endedAt: clock.endedAt,
    clockEndedAt,
    asOf,
    supplementRequests: clock.supplementRequests,
    extensionCount: clock.extensionCount,
    remainingWorkingMinutes: Number.isNaN(remaining) ? null : remaining,
    calendarVersion: calendar.version,
    provisional: clock.givenBySource === null && dueAt !== null && vietnamDayOf(dueAt) >= calendar.provisionalFrom,
    regime: context.regime,
    givenBySource: clock.givenBySource,
    warnings: clock.warnings,
  };
}

/**
 * The one door of the legal clock: the due date of a term after its events, or why the law or the data refuse it.
 * Civil Code 2015 a.145–148; Decree 61/2018 a.19; Labour Code 2019 a.112 through the calendar.
 */
export function computeDeadline(input: DeadlineInput): Result<Deadline, DeadlineError> {
  const term = countTerm(input.term, input.convention);
  if (!term.ok) return term;
  const { events } = input;
  const ordered = checkOrder(events);
  if (!ordered.ok) return ordered;
  const first = events[0];
  if (first === undefined) return refuse("events_missing", "events");
  if (first.type !== "start") return refuse("start_missing", "events[0].type");
  const context = { calendar: input.calendar, term: term.value, events, regime: chooseRegime(input, first.at) };
  const started = start(context, first, 0);
  if (!started.ok) return started;
  const folded = fold(context, started.value);
  if (!folded.ok) return folded;
  const clock = folded.value;
  const asOf = input.asOf ?? clock.lastAt;
  if (clock.phase !== "stopped" && asOf < clock.lastAt) return refuse("as_of_before_last_event", "as_of");
  return ok(describe(context, clock, asOf));
}
