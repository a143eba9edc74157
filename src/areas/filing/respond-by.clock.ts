import type { HourInterval, Weekday } from "#core/calendar/index.ts";
import { computeDeadline } from "#core/deadline/deadline.ts";
import type { UnitCalendar } from "#organisation";
import { getCalendar } from "#platform/reference/calendars.ts";

/** Hours of work within which an online filing is answered (R-06: Decree 45/2020, as practice counts it). */
export const HOURS_TO_RESPOND = 8;

/** Until when the one-stop shop must answer what the system received at this moment. */
export function respondBy(workingTime: UnitCalendar, submittedAt: Date): Date {
  const pattern = { week: workingTime.week as readonly Weekday[], hours: workingTime.hours as readonly HourInterval[] };
  const calendar = getCalendar(workingTime.calendar, undefined, pattern);
  const term = { value: HOURS_TO_RESPOND, unit: "working_hour" } as const;
  const counted = computeDeadline({ calendar, term, regime: "none", events: [{ type: "start", at: submittedAt.getTime() }] });
  if (!counted.ok || counted.value.dueAt === null) throw new Error("the time for an answer could not be counted");
  return new Date(counted.value.dueAt);
}
