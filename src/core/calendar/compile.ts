import { type EpochDay, epochDayOf, toEpochDay, type PlainDate, weekdayOf } from "../plain-date.ts";
import { err, ok, type Result } from "../result.ts";
import {
  type CalendarData,
  type CalendarDay,
  DEFAULT_HOURS,
  DEFAULT_WEEK,
  type HourInterval,
  type Weekday,
  WEEKDAYS,
} from "./calendar-data.ts";
import type { Calendar, Interval } from "./calendar.ts";

export type CompileOptions = {
  readonly week?: readonly Weekday[] | undefined;
  readonly hours?: readonly HourInterval[] | undefined;
  /** Leaves out swaps announced after this date. Days whose announcement is not known are always in. */
  readonly knownAt?: PlainDate | undefined;
};

export type CompileErrorCode =
  | "week_empty"
  | "week_day_unknown"
  | "week_day_twice"
  | "hours_empty"
  | "hours_malformed"
  | "hours_reversed"
  | "hours_overlap"
  | "calendar_empty"
  | "calendar_years_gap";

export type CompileError = {
  readonly code: CompileErrorCode;
  readonly field: "week" | "hours" | "calendar";
  readonly value: string;
};

const MINUTES_OF_DAY = 1440;
const TIME_PATTERN = /^([01]\d|2[0-3]):([0-5]\d)$/;

function parseMinute(text: string): number | undefined {
  if (text === "24:00") return MINUTES_OF_DAY;
  const match = TIME_PATTERN.exec(text);
  return match === null ? undefined : Number(match[1]) * 60 + Number(match[2]);
}

/** The intervals of a day in minutes. Refuses none, malformed times, an end before its start, and overlaps. */
export function parseHours(hours: readonly HourInterval[]): Result<readonly Interval[], CompileError> {
  const refuse = (code: CompileErrorCode, value: string) => err<CompileError>({ code, field: "hours", value });
  if (hours.length === 0) return refuse("hours_empty", "");
  const intervals: Interval[] = [];
  for (const [fromText, toText] of hours) {
    const from = parseMinute(fromText);
    const to = parseMinute(toText);
    const value = `${fromText}-${toText}`;
    if (from === undefined || to === undefined) return refuse("hours_malformed", value);
    if (from >= to) return refuse("hours_reversed", value);
    const previous = intervals.at(-1);
    if (previous !== undefined && from < previous.to) return refuse("hours_overlap", value);
    intervals.push({ from, to });
  }
  return ok(intervals);
}

/** The seven flags of a weekly pattern, Monday first. Refuses the empty pattern, unknown names and repetitions. */
export function parseWeek(week: readonly string[]): Result<readonly boolean[], CompileError> {
  const refuse = (code: CompileErrorCode, value: string) => err<CompileError>({ code, field: "week", value });
  if (week.length === 0) return refuse("week_empty", "");
  const flags = WEEKDAYS.map(() => false);
  for (const name of week) {
    const index = (WEEKDAYS as readonly string[]).indexOf(name);
    if (index < 0) return refuse("week_day_unknown", name);
    if (flags[index] === true) return refuse("week_day_twice", name);
    flags[index] = true;
  }
  return ok(flags);
}

/** Swaps wait for their announcement; days off that the law itself gives do not. */
const waitsForAnnouncement = (day: CalendarDay): boolean => day.kind === "swap_off" || day.kind === "make_up_work";

/** The days that were known on a date. */
export function daysKnownAt(data: CalendarData, knownAt: PlainDate | undefined): readonly CalendarDay[] {
  if (knownAt === undefined) return data.days;
  return data.days.filter((day) => !waitsForAnnouncement(day) || day.announcedOn === null || day.announcedOn <= knownAt);
}

/** The dates on which a swap was announced, in order: each begins a new version of the calendar. */
export function announcementDates(data: CalendarData): readonly PlainDate[] {
  const dates = data.days.flatMap((day) => (waitsForAnnouncement(day) && day.announcedOn !== null ? [day.announcedOn] : []));
  return [...new Set(dates)].sort();
}

/** The name of the version known on a date: data, revision and last announcement taken in. */
export function calendarVersion(data: CalendarData, knownAt: PlainDate | undefined): string {
  const last = announcementDates(data).findLast((date) => knownAt === undefined || date <= knownAt);
  return `${data.id}-r${data.revision}@${last ?? "law"}`;
}

type DayTables = Pick<Calendar, "workingThrough" | "workingDays">;

function tabulateDays(firstDay: EpochDay, lastDay: EpochDay, flags: readonly boolean[], days: Calendar["days"]): DayTables {
  const workingThrough = new Int32Array(lastDay - firstDay + 1);
  const working: number[] = [];
  for (let day = firstDay; day <= lastDay; day += 1) {
    const entry = days.get(day);
    const works = entry === undefined ? flags[weekdayOf(day)] === true : entry.kind === "make_up_work";
    if (works) working.push(day);
    workingThrough[day - firstDay] = working.length;
  }
  return { workingThrough, workingDays: Int32Array.from(working) };
}

type HourTables = Pick<Calendar, "intervals" | "dayMinutes" | "closingMinute" | "minutesBefore" | "minuteDone">;

function tabulateHours(intervals: readonly Interval[]): HourTables {
  const dayMinutes = intervals.reduce((sum, { from, to }) => sum + to - from, 0);
  const minutesBefore = new Int16Array(MINUTES_OF_DAY + 1);
  const minuteDone = new Int16Array(dayMinutes + 1);
  let done = 0;
  for (let minute = 0; minute < MINUTES_OF_DAY; minute += 1) {
    minutesBefore[minute] = done;
    if (!intervals.some(({ from, to }) => minute >= from && minute < to)) continue;
    done += 1;
    minuteDone[done] = minute + 1;
  }
  minutesBefore[MINUTES_OF_DAY] = done;
  return { intervals, dayMinutes, closingMinute: intervals.at(-1)?.to ?? 0, minutesBefore, minuteDone };
}

/**
 * Compiles calendar data for a weekly pattern (default Monday to Friday) and working hours (default 7:30–11:30 and
 * 13:00–17:00). Refuses an empty week or day, malformed or overlapping hours, and years that leave a gap.
 */
export function compileCalendar(data: CalendarData, options: CompileOptions = {}): Result<Calendar, CompileError> {
  const week = options.week ?? DEFAULT_WEEK;
  const flags = parseWeek(week);
  if (!flags.ok) return flags;
  const intervals = parseHours(options.hours ?? DEFAULT_HOURS);
  if (!intervals.ok) return intervals;
  const firstYear = data.years[0]?.year;
  if (firstYear === undefined) return err({ code: "calendar_empty", field: "calendar", value: data.id });
  const gap = data.years.find((entry, index) => entry.year !== firstYear + index);
  if (gap !== undefined) return err({ code: "calendar_years_gap", field: "calendar", value: String(gap.year) });
  const firstDay = epochDayOf(firstYear, 1, 1);
  const lastDay = epochDayOf(firstYear + data.years.length - 1, 12, 31);
  const days = new Map(daysKnownAt(data, options.knownAt).map((day) => [toEpochDay(day.on), day]));
  const provisional = data.years.find((entry) => entry.status === "provisional");
  return ok({
    id: data.id,
    version: calendarVersion(data, options.knownAt),
    timeZone: data.timeZone,
    firstDay,
    lastDay,
    years: data.years,
    provisionalFrom: provisional === undefined ? lastDay + 1 : epochDayOf(provisional.year, 1, 1),
    week: WEEKDAYS.filter((name) => week.includes(name)),
    ...tabulateDays(firstDay, lastDay, flags.value, days),
    ...tabulateHours(intervals.value),
    days,
  });
}

/** The years whose notice is still to come. */
export const provisionalYears = (calendar: Calendar): readonly number[] =>
  calendar.years.filter((entry) => entry.status === "provisional").map((entry) => entry.year);
