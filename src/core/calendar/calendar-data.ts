import type { PlainDate } from "../plain-date.ts";

/** Names of the days of the week as calendars and commands spell them, Monday first. */
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export type BilingualText = { readonly vi: string; readonly en: string };

/** Why a day differs from the weekly pattern. Only `make_up_work` turns a rest day into a working day. */
export const DAY_KINDS = ["statutory", "compensatory", "swap_off", "make_up_work"] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** How sure the source is. `provisional` is computed by us before any notice. */
export const CONFIDENCES = ["high", "medium", "low", "provisional"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** One day that differs from the weekly pattern, with where that is written. What is not known is null. */
export type CalendarDay = {
  readonly on: PlainDate;
  readonly kind: DayKind;
  readonly name: BilingualText;
  /** The law or notice that the day rests on, as it is cited. */
  readonly basis: string | null;
  /** Number of the notice that announced it. */
  readonly notice: string | null;
  readonly announcedOn: PlainDate | null;
  readonly source: string;
  readonly confidence: Confidence;
  readonly verified: boolean;
  /** The other half of a swap. */
  readonly swappedWith: PlainDate | null;
};

/** `published`: from notices; `built_from_law`: from the law alone; `provisional`: the notice is still to come. */
export const YEAR_STATUSES = ["published", "built_from_law", "provisional"] as const;
export type YearStatus = (typeof YEAR_STATUSES)[number];

export type CalendarYear = {
  readonly year: number;
  readonly status: YearStatus;
  readonly verified: boolean;
  readonly note: BilingualText;
};

/** A calendar of days off as dated data. Years follow each other without a gap; days are in order of date. */
export type CalendarData = {
  readonly id: string;
  readonly name: BilingualText;
  readonly revision: number;
  /** Where its days begin. The legal clock counts days of Việt Nam; another zone only describes an imported log. */
  readonly timeZone: string;
  readonly years: readonly CalendarYear[];
  readonly days: readonly CalendarDay[];
};

/** A working interval of a day, "HH:MM" to "HH:MM" (the end may be "24:00"). */
export type HourInterval = readonly [from: string, to: string];

export const DEFAULT_WEEK: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri"];
export const DEFAULT_HOURS: readonly HourInterval[] = [
  ["07:30", "11:30"],
  ["13:00", "17:00"],
];
