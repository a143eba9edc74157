import { type Calendar, findWorkingDay, workingDaysThrough, workingMinutesUntil } from "../calendar/index.ts";
import { type EpochMs, vietnamDayOf, vietnamInstant, vietnamMinuteOf } from "../instant.ts";
import type { EpochDay } from "../plain-date.ts";
import { canCountOn } from "./arithmetic.ts";
import type { Deadline } from "./deadline.ts";

/** The warnings of a running clock, in the usual order of time. */
export const ALERT_KINDS = ["half", "two_days_before", "one_day_before", "last_apology_day", "due", "late"] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export type Alert = { readonly kind: AlertKind; readonly at: EpochMs };

/** Days before the due date by which the letter must be given, where no regime says (Decree 61/2018 a.19.9). */
const NOTICE_DAYS = 1;

const openingOf = (calendar: Calendar, day: EpochDay | undefined): EpochMs | undefined =>
  day === undefined ? undefined : vietnamInstant(day, calendar.intervals[0]?.from ?? 0);

/** The opening of the working day that lies some working days before a day; the latest not after it for 0. */
function openingBefore(calendar: Calendar, day: EpochDay, workingDays: number): EpochMs | undefined {
  if (!canCountOn(calendar, day)) return undefined;
  return openingOf(calendar, findWorkingDay(calendar, workingDaysThrough(calendar, day) - workingDays));
}

/** The instant at which half of the working time of the present count has passed. */
function halfWay(calendar: Calendar, from: EpochMs, to: EpochMs): EpochMs | undefined {
  const fromDay = vietnamDayOf(from);
  const toDay = vietnamDayOf(to);
  if (!canCountOn(calendar, fromDay) || !canCountOn(calendar, toDay)) return undefined;
  const begin = workingMinutesUntil(calendar, fromDay, vietnamMinuteOf(from));
  const half = begin + Math.ceil((workingMinutesUntil(calendar, toDay, vietnamMinuteOf(to)) - begin) / 2);
  const ordinal = Math.ceil(half / calendar.dayMinutes);
  const day = findWorkingDay(calendar, ordinal);
  if (day === undefined) return undefined;
  return vietnamInstant(day, calendar.minuteDone[half - (ordinal - 1) * calendar.dayMinutes] ?? 0);
}

/** The last working day on which an apology letter is lawful, as the instant of its opening. */
function lastApologyDay(calendar: Calendar, deadline: Deadline, dueDay: EpochDay): EpochMs | undefined {
  const notice = deadline.regime?.extensionNoticeDays;
  const days = notice === undefined || notice.enforcement === "none" ? NOTICE_DAYS : notice.value;
  const opening = openingBefore(calendar, dueDay - days, 0);
  const { countedFromAt } = deadline;
  if (opening === undefined || opening >= countedFromAt) return opening;
  return vietnamDayOf(opening) === vietnamDayOf(countedFromAt) ? countedFromAt : undefined;
}

/**
 * The instants at which a running clock warns: at half of its working time, at the opening of the second and of the
 * first working day before the due date, of the last working day for a lawful apology letter, at the due instant, and
 * at the opening of the next working day. None while paused, stopped or without a due date, none before the count began.
 */
export function alertsOf(calendar: Calendar, deadline: Deadline): readonly Alert[] {
  const { dueAt, countedFromAt } = deadline;
  if (dueAt === null || deadline.state !== "running") return [];
  const dueDay = vietnamDayOf(dueAt);
  const moments: Readonly<Record<AlertKind, EpochMs | undefined>> = {
    half: halfWay(calendar, countedFromAt, dueAt),
    two_days_before: openingBefore(calendar, dueDay, 2),
    one_day_before: openingBefore(calendar, dueDay, 1),
    last_apology_day: lastApologyDay(calendar, deadline, dueDay),
    due: dueAt,
    late: canCountOn(calendar, dueDay) ? openingBefore(calendar, dueDay, -1) : undefined,
  };
  return ALERT_KINDS.flatMap((kind) => {
    const at = moments[kind];
    return at === undefined || at < countedFromAt ? [] : [{ kind, at }];
  }).toSorted((a, b) => a.at - b.at);
}
