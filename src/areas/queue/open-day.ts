import { isWorkingDay } from "#core/calendar/index.ts";
import { plainDate, toEpochDay } from "#core/plain-date.ts";
import { OFFICE_CALENDAR } from "#organisation";
import { getCalendar } from "#platform/reference/calendars.ts";
import { weekdayOf } from "./local-time.ts";

/** Monday to Friday it must be a working day; on a weekend the opening plan alone says. */
export function isOpenDay(day: string): boolean {
  const weekday = weekdayOf(day);
  if (weekday === "sat" || weekday === "sun") return true;
  return isWorkingDay(getCalendar(OFFICE_CALENDAR.calendar), toEpochDay(plainDate(day)));
}
