import { vietnamDayOf, vietnamInstant, vietnamMinuteOf } from "#core/instant.ts";

/** Minutes of the day between which a telephone stays silent; from = to means never. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** When a telephone may ring next: now, or at the end of the quiet hours, which may lie over midnight. */
export function nextLoudMoment(now: Date, { from, to }: QuietHours): Date {
  const day = vietnamDayOf(now.getTime());
  const minute = vietnamMinuteOf(now.getTime());
  const overnight = from > to;
  const quiet = overnight ? minute >= from || minute < to : minute >= from && minute < to;
  if (!quiet) return now;
  return new Date(vietnamInstant(overnight && minute >= from ? day + 1 : day, to));
}

/** 07:30: before the counters open. */
const DIGEST_MINUTE = 7 * 60 + 30;

/** The next moment at which digests are sent; with one key a day, a person gets at most one. */
export function nextDigestMoment(now: Date): Date {
  const day = vietnamDayOf(now.getTime());
  return new Date(vietnamInstant(vietnamMinuteOf(now.getTime()) < DIGEST_MINUTE ? day : day + 1, DIGEST_MINUTE));
}
