/** One stretch of opening of a day: minutes after midnight, and how many counters are open in it. */
export interface Opening {
  readonly from: number;
  readonly to: number;
  readonly counters: number;
}

export interface Slot {
  /** Minutes after midnight. */
  readonly from: number;
  readonly places: number;
}

/**
 * The slots that can be booked on a day: stretches of `minutes` that lie wholly within an opening, each with a share of
 * what its counters can serve (at least one); the rest is left to those who come without an appointment.
 */
export function slotsOf(openings: readonly Opening[], minutes: number, serviceMinutes: number, share: number): readonly Slot[] {
  return openings.flatMap(({ from, to, counters }) => {
    const places = Math.max(1, Math.floor(((counters * minutes) / serviceMinutes) * share));
    return Array.from({ length: Math.max(0, Math.floor((to - from) / minutes)) }, (_, index) => ({
      from: from + index * minutes,
      places,
    }));
  });
}

/** What an arrival at `now` means for an appointment (minutes after midnight): come back, come in, or join those who wait. */
export const arrivalOf = (
  slotFrom: number,
  now: number,
  graceMinutes: number,
  earliestMinutes = 30,
): "early" | "in_time" | "late" =>
  now < slotFrom - earliestMinutes ? "early" : now > slotFrom + graceMinutes ? "late" : "in_time";

/** Whether the point is open at a minute of a day. */
export const isOpenAt = (openings: readonly Opening[], minute: number): boolean =>
  openings.some(({ from, to }) => minute >= from && minute < to);
