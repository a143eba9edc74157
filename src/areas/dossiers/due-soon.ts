import { findWorkingDayFrom } from "#core/calendar/index.ts";
import { localDayOf, vietnamInstant } from "#core/instant.ts";
import { getCalendar } from "#platform/reference/calendars.ts";

const SOON_WORKING_DAYS = 2;
const LAST_MINUTE = 24 * 60 - 1;

/** Until when a due date counts as soon: the end of the second working day from now. */
export function soonFrom(now: Date): Date {
  const calendar = getCalendar("vn");
  let day = localDayOf(now.getTime());
  for (let counted = 0; counted < SOON_WORKING_DAYS; counted += 1) day = findWorkingDayFrom(calendar, day + 1) ?? day + 1;
  return new Date(vietnamInstant(day, LAST_MINUTE));
}
