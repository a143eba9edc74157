import { type Calendar, isWorkingDay } from "#core/calendar/index.ts";
import { dueAfter, workingMinutesBetween } from "#core/deadline/arithmetic.ts";
import { type EpochMs, vietnamInstant } from "#core/instant.ts";
import type { Random } from "./random.ts";

const SECOND_MS = 1000;

/** The moment after so many minutes of working time, at some second of that minute. */
export function afterWork(calendar: Calendar, from: EpochMs, minutes: number, random: Random): EpochMs {
  const at = dueAfter(calendar, "working_minutes", Math.max(1, Math.round(minutes)), from);
  if (Number.isNaN(at))
    throw new Error(
      `the calendar ${calendar.id} does not reach ${minutes} working minutes after ${new Date(from).toISOString()}`,
    );
  return at + random.integer(0, 59) * SECOND_MS;
}

/** A moment of a working day at which people come: more in the morning than in the afternoon. */
export function momentAtCounter(day: number, random: Random): EpochMs {
  const minute = random.chance(0.62) ? random.integer(7 * 60 + 35, 11 * 60 + 15) : random.integer(13 * 60 + 10, 16 * 60 + 20);
  return vietnamInstant(day, minute) + random.integer(0, 59) * SECOND_MS;
}

/** The working days from one epoch day to another, both included. */
export function workingDaysOf(calendar: Calendar, from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index).filter((day) =>
    isWorkingDay(calendar, day),
  );
}

/** Moments strictly between two others, in order, each at a share of the working time between them. */
export function momentsBetween(calendar: Calendar, from: EpochMs, to: EpochMs, shares: readonly number[]): readonly EpochMs[] {
  const minutes = workingMinutesBetween(calendar, from, to);
  let last = from;
  return shares.map((share, index) => {
    const latest = to - (shares.length - index) * SECOND_MS;
    const wanted = dueAfter(calendar, "working_minutes", Math.max(1, Math.floor(minutes * share)), from);
    last = Math.max(last + SECOND_MS, Math.min(wanted, latest));
    return last;
  });
}
