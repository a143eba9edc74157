import { type Calendar, findWorkingDay, workingDaysThrough } from "#core/calendar/index.ts";
import { type EpochMs, vietnamDayOf } from "#core/instant.ts";

export type DueWarning = "due_soon" | "due_tomorrow" | "last_apology_day" | "overdue";

/**
 * What is to be warned of on the day of `now`: two working days before the due day, one before, on the last working day
 * on which an apology is lawful (a day before the due day: Decree 61/2018 article 19.9), and once it is late. Where two
 * fall on one day, both are named, the graver last.
 */
export function dueWarnings(calendar: Calendar, dueAt: EpochMs, now: EpochMs): readonly DueWarning[] {
  if (now > dueAt) return ["overdue"];
  const today = vietnamDayOf(now);
  const dueDay = vietnamDayOf(dueAt);
  const working = (daysBefore: number) => findWorkingDay(calendar, workingDaysThrough(calendar, dueDay) - daysBefore);
  const lastApology = findWorkingDay(calendar, workingDaysThrough(calendar, dueDay - 1));
  return [
    ...(working(2) === today ? (["due_soon"] as const) : []),
    ...(working(1) === today && lastApology !== today ? (["due_tomorrow"] as const) : []),
    ...(lastApology === today ? (["last_apology_day"] as const) : []),
  ];
}
