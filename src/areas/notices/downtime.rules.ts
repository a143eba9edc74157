import { type Calendar, workingDaysThrough } from "#core/calendar/index.ts";
import { type EpochMs, vietnamDayOf } from "#core/instant.ts";

/** Decree 224/2026 article 13. */
export const NOTICE_WORKING_DAYS = 7;

/** Whole working days that lie between the day of the announcement and the day on which the interruption begins. */
export const workingDaysBetween = (calendar: Calendar, announcedAt: EpochMs, startsAt: EpochMs): number =>
  Math.max(0, workingDaysThrough(calendar, vietnamDayOf(startsAt) - 1) - workingDaysThrough(calendar, vietnamDayOf(announcedAt)));

/** Whether an interruption is announced as early as the law asks. */
export const isAnnouncedInTime = (calendar: Calendar, announcedAt: EpochMs, startsAt: EpochMs): boolean =>
  workingDaysBetween(calendar, announcedAt, startsAt) >= NOTICE_WORKING_DAYS;
