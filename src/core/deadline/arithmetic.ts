import {
  type Calendar,
  coversDay,
  findWorkingDay,
  findWorkingDayFrom,
  isWorkingDay,
  workingDaysThrough,
  workingMinutesUntil,
} from "../calendar/calendar.ts";
import { type EpochMs, VIETNAM, VIETNAM_OFFSET_MS, vietnamDayOf, vietnamInstant, vietnamMinuteOf } from "../instant.ts";
import { addMonths, type EpochDay } from "../plain-date.ts";
import type { CountedTerm } from "./term.ts";

/** Received later than this on a day, a same-day matter falls to the next working day: strictly after 15:00. */
export const SAME_DAY_CUTOFF_MINUTE = 15 * 60;

/** What stands for "the calendar does not reach so far". */
export const BEYOND = Number.NaN;

/** Whether days can be counted there: the calendar has data for the day, and its days are those of Việt Nam. */
export const canCountOn = (calendar: Calendar, day: EpochDay): boolean =>
  coversDay(calendar, day) && calendar.timeZone === VIETNAM;

/** The end of the working day. */
const closingOf = (calendar: Calendar, day: EpochDay | undefined): EpochMs =>
  vietnamInstant(day ?? BEYOND, calendar.closingMinute);

/** The end of the day itself when people work on it, else of the next working day (Civil Code a.148.5). */
export const closingFrom = (calendar: Calendar, day: EpochDay): EpochMs =>
  canCountOn(calendar, day) ? closingOf(calendar, findWorkingDayFrom(calendar, day)) : BEYOND;

/** The first minute at or after the given one that lies in working time or ends it. */
function workingMomentFrom(calendar: Calendar, day: EpochDay, minute: number): EpochMs {
  if (isWorkingDay(calendar, day)) {
    for (const { from, to } of calendar.intervals) {
      if (minute <= to) return vietnamInstant(day, Math.max(minute, from));
    }
  }
  const next = findWorkingDay(calendar, workingDaysThrough(calendar, day) + 1);
  return vietnamInstant(next ?? BEYOND, calendar.intervals[0]?.from ?? 0);
}

function afterWorkingMinutes(calendar: Calendar, minutes: number, day: EpochDay, minute: number): EpochMs {
  if (minutes === 0) return workingMomentFrom(calendar, day, minute);
  const target = workingMinutesUntil(calendar, day, minute) + minutes;
  const ordinal = Math.ceil(target / calendar.dayMinutes);
  const dueDay = findWorkingDay(calendar, ordinal) ?? BEYOND;
  return vietnamInstant(dueDay, calendar.minuteDone[target - (ordinal - 1) * calendar.dayMinutes] ?? 0);
}

/** The end of the n-th working day after a day; with none left, of the day itself or the next working day. */
export function afterWorkingDays(calendar: Calendar, days: number, day: EpochDay): EpochMs {
  if (days === 0) return closingFrom(calendar, day);
  return closingOf(calendar, findWorkingDay(calendar, workingDaysThrough(calendar, day) + days));
}

/** Same day, or the next working day when received strictly after 15:00 or on a day off. */
function sameDay(calendar: Calendar, day: EpochDay, at: EpochMs): EpochMs {
  const intoDay = at + VIETNAM_OFFSET_MS - day * 86_400_000;
  if (intoDay <= SAME_DAY_CUTOFF_MINUTE * 60_000 && isWorkingDay(calendar, day)) return closingOf(calendar, day);
  return afterWorkingDays(calendar, 1, day);
}

/** The length of a term from a day on, in the unit that the clock runs in. Months become calendar days. */
export const lengthFrom = (term: CountedTerm, day: EpochDay): number =>
  term.count === "months" ? addMonths(day, term.amount) - day : term.amount;

/** The due instant of what is left of a term after an instant; NaN when the calendar does not reach so far. */
export function dueAfter(calendar: Calendar, count: CountedTerm["count"], left: number, at: EpochMs): EpochMs {
  const day = vietnamDayOf(at);
  if (!canCountOn(calendar, day)) return BEYOND;
  switch (count) {
    case "working_days":
      return afterWorkingDays(calendar, left, day);
    case "working_minutes":
      return afterWorkingMinutes(calendar, left, day, vietnamMinuteOf(at));
    case "days":
    case "months":
      return closingFrom(calendar, day + left);
    case "same_day":
      return sameDay(calendar, day, at);
    case "none":
      return BEYOND;
  }
}

/** How much of a term passes between two instants, in the unit that the clock runs in; NaN outside the calendar. */
export function elapsed(calendar: Calendar, count: CountedTerm["count"], from: EpochMs, to: EpochMs): number {
  const fromDay = vietnamDayOf(from);
  const toDay = vietnamDayOf(to);
  if (count === "days" || count === "months") return toDay - fromDay;
  if (!canCountOn(calendar, fromDay) || !canCountOn(calendar, toDay)) return BEYOND;
  if (count === "working_minutes") return workingMinutesBetween(calendar, from, to);
  return workingDaysThrough(calendar, toDay) - workingDaysThrough(calendar, fromDay);
}

/** Working minutes between two instants, negative when the second is earlier; NaN outside the calendar. */
export function workingMinutesBetween(calendar: Calendar, from: EpochMs, to: EpochMs): number {
  const fromDay = vietnamDayOf(from);
  const toDay = vietnamDayOf(to);
  if (!canCountOn(calendar, fromDay) || !canCountOn(calendar, toDay)) return BEYOND;
  return (
    workingMinutesUntil(calendar, toDay, vietnamMinuteOf(to)) - workingMinutesUntil(calendar, fromDay, vietnamMinuteOf(from))
  );
}
