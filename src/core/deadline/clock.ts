import type { Calendar } from "../calendar/calendar.ts";
import type { EpochMs } from "../instant.ts";
import type { ClockEvent } from "./clock-event.ts";
import type { Regime, RegimeRule } from "./regimes.ts";
import type { CountedTerm } from "./term.ts";

/** An act that an unverified rule may forbid: counted, and said. */
export type ClockWarning = {
  readonly code: "supplement_too_late" | "supplement_repeated";
  readonly field: string;
  readonly article: string;
};

/** What the fold of the events needs and does not change. */
export type ClockContext = {
  readonly calendar: Calendar;
  readonly term: CountedTerm;
  readonly events: readonly ClockEvent[];
  /** Null: arithmetic without legal guards. */
  readonly regime: Regime | null;
};

/** The clock while its events are folded. Times are instants; `left` is in the unit of `count`. */
export type Clock = {
  phase: "running" | "paused" | "stopped";
  startedAt: EpochMs;
  /** From where `left` is counted: the start, or the last resumption. */
  anchorAt: EpochMs;
  left: number;
  /** The unit of `left`; an extended same-day term goes on in working days. */
  count: CountedTerm["count"];
  dueAt: EpochMs | null;
  dueOriginalAt: EpochMs | null;
  givenBySource: string | null;
  pausedAt: EpochMs | null;
  /** The due date had passed when the clock was paused: late stays late. */
  lateAtPause: boolean;
  supplementRequests: number;
  supplementPaused: boolean;
  extensionCount: number;
  endedAt: EpochMs | null;
  lastAt: EpochMs;
  /** Positions of extensions in force, the latest last. */
  extensions: readonly number[];
  warnings: readonly ClockWarning[];
};

const NONE: readonly never[] = [];

/** A clock that has just started, before its due date is known. */
export const newClock = (startedAt: EpochMs, count: CountedTerm["count"]): Clock => ({
  phase: "running",
  startedAt,
  anchorAt: startedAt,
  left: 0,
  count,
  dueAt: null,
  dueOriginalAt: null,
  givenBySource: null,
  pausedAt: null,
  lateAtPause: false,
  supplementRequests: 0,
  supplementPaused: false,
  extensionCount: 0,
  endedAt: null,
  lastAt: startedAt,
  extensions: NONE,
  warnings: NONE,
});

/** Whether an act beyond a rule's limit is refused or counted with a warning. */
export const isRefused = (rule: RegimeRule): boolean => rule.enforcement === "refuse";
