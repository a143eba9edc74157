import type { EpochDay } from "../plain-date.ts";
import type { CalendarDay, CalendarYear, Weekday } from "./calendar-data.ts";

/** A working interval in minutes of the day, end exclusive. */
export type Interval = { readonly from: number; readonly to: number };

/**
 * A calendar compiled for one weekly pattern, one set of hours and one moment of knowledge: plain tables, so that a
 * term costs two look-ups whatever its length. Made by `compileCalendar` alone.
 */
export type Calendar = {
  readonly id: string;
  /** Names the data, its revision and the last announcement taken in; a deadline keeps it. */
  readonly version: string;
  /** The legal clock counts in Việt Nam's zone alone; a calendar of another only describes an imported log. */
  readonly timeZone: string;
  readonly firstDay: EpochDay;
  readonly lastDay: EpochDay;
  readonly years: readonly CalendarYear[];
  /** First day of a year whose notice is still to come; later than `lastDay` when there is none. */
  readonly provisionalFrom: EpochDay;
  readonly week: readonly Weekday[];
  readonly intervals: readonly Interval[];
  /** Working minutes of a full working day. */
  readonly dayMinutes: number;
  /** Minute of the day at which the last interval ends. */
  readonly closingMinute: number;
  /** Working days from `firstDay` up to and including the day at that offset. */
  readonly workingThrough: Int32Array;
  /** Epoch days of the working days, in order. */
  readonly workingDays: Int32Array;
  /** Working minutes of a working day before the minute (0–1440). */
  readonly minutesBefore: Int16Array;
  /** Minute of the day at which that many working minutes are done (1 to `dayMinutes`). */
  readonly minuteDone: Int16Array;
  readonly days: ReadonlyMap<EpochDay, CalendarDay>;
};

/** Whether the calendar has data for the day. */
export const coversDay = (calendar: Calendar, day: EpochDay): boolean => day >= calendar.firstDay && day <= calendar.lastDay;

/** Working days from the calendar's first day up to and including the day; the day must be covered. */
export const workingDaysThrough = (calendar: Calendar, day: EpochDay): number =>
  calendar.workingThrough[day - calendar.firstDay] ?? 0;

/** Whether people work on the day: the weekly pattern, less days off, plus make-up days. The day must be covered. */
export const isWorkingDay = (calendar: Calendar, day: EpochDay): boolean =>
  workingDaysThrough(calendar, day) > workingDaysThrough(calendar, day - 1);

/** The n-th working day of the calendar counted from 1; undefined beyond its last. */
export const findWorkingDay = (calendar: Calendar, ordinal: number): EpochDay | undefined => calendar.workingDays[ordinal - 1];

/** The day itself when people work on it, else the next working day; undefined beyond the calendar. */
export const findWorkingDayFrom = (calendar: Calendar, day: EpochDay): EpochDay | undefined =>
  findWorkingDay(calendar, workingDaysThrough(calendar, day - 1) + 1);

/** Working minutes from the calendar's first day up to a minute of a day. The day must be covered. */
export function workingMinutesUntil(calendar: Calendar, day: EpochDay, minute: number): number {
  const before = workingDaysThrough(calendar, day - 1);
  const within = workingDaysThrough(calendar, day) > before ? (calendar.minutesBefore[minute] ?? 0) : 0;
  return before * calendar.dayMinutes + within;
}
