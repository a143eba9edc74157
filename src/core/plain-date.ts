import type { Branded } from "./branded.ts";
import { err, ok, type Result } from "./result.ts";

/** A calendar date without time or zone, always written "YYYY-MM-DD". */
export type PlainDate = Branded<string, "PlainDate">;

/** A day as the number of days since 1970-01-01, for arithmetic. */
export type EpochDay = number;

/** Monday is 0 and Sunday 6. */
export type WeekdayIndex = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export type PlainDateError = { readonly code: "date_malformed" | "date_not_real"; readonly text: string };

export type CivilDate = { readonly year: number; readonly month: number; readonly day: number };

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const FIRST_YEAR = 1;
const LAST_YEAR = 9999;

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** The number of days of a month; 0 for a month that does not exist. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2 && isLeapYear(year)) return 29;
  return MONTH_LENGTHS[month - 1] ?? 0;
}

/** Whether a year, month and day name a date of the Gregorian calendar, year 1 to 9999. */
export function isRealDate(year: number, month: number, day: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_YEAR && day >= 1 && day <= daysInMonth(year, month);
}

/** The epoch day of a civil date that exists. The year is taken to begin in March, so that the leap day comes last. */
export function epochDayOf(year: number, month: number, day: number): EpochDay {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** The civil date of an epoch day; the inverse of {@link epochDayOf}. */
export function civilOf(epochDay: EpochDay): CivilDate {
  const shifted = epochDay + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

const pad2 = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

/** The date of an epoch day as "YYYY-MM-DD". */
export function plainDateOf(epochDay: EpochDay): PlainDate {
  const { year, month, day } = civilOf(epochDay);
  return `${String(year).padStart(4, "0")}-${pad2(month)}-${pad2(day)}` as PlainDate;
}

const DATE_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Reads "YYYY-MM-DD". Refuses other spellings (`date_malformed`) and dates such as 30 February (`date_not_real`). */
export function parsePlainDate(text: string): Result<PlainDate, PlainDateError> {
  const match = DATE_PATTERN.exec(text);
  if (match === null) return err({ code: "date_malformed", text });
  if (!isRealDate(Number(match[1]), Number(match[2]), Number(match[3]))) return err({ code: "date_not_real", text });
  return ok(text as PlainDate);
}

/** The date written in a literal of code or of checked data. A date that does not exist is a bug and throws. */
export function plainDate(text: string): PlainDate {
  const parsed = parsePlainDate(text);
  if (!parsed.ok) throw new RangeError(`not a date: ${text}`);
  return parsed.value;
}

/** The epoch day of a plain date. */
export function toEpochDay(date: PlainDate): EpochDay {
  return epochDayOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
}

/** The date a number of calendar days later (earlier when negative). Not for deadlines: those are core/deadline's. */
export const addDays = (date: PlainDate, days: number): PlainDate => plainDateOf(toEpochDay(date) + days);

/** Calendar days from the first date to the second; negative when the second is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => toEpochDay(to) - toEpochDay(from);

/** The day of the week of an epoch day, Monday 0 to Sunday 6. */
export const weekdayOf = (epochDay: EpochDay): WeekdayIndex => ((((epochDay + 3) % 7) + 7) % 7) as WeekdayIndex;

/** The corresponding day a number of months later, or the month's last day where there is none (Civil Code a.148.3). */
export function addMonths(epochDay: EpochDay, months: number): EpochDay {
  const { year, month, day } = civilOf(epochDay);
  const index = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(index / 12);
  const targetMonth = index - targetYear * 12 + 1;
  return epochDayOf(targetYear, targetMonth, Math.min(day, daysInMonth(targetYear, targetMonth)));
}

/** "dd/MM/yyyy", the way a date is written on Vietnamese forms. */
export const formatVietnamese = (date: PlainDate): string => `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;
