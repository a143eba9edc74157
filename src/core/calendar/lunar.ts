import { vietnamDayOf, vietnamInstant } from "../instant.ts";
import { type EpochDay, epochDayOf } from "../plain-date.ts";
import { newMoon, newMoonNumberNear, sunLongitude } from "./astronomy.ts";

/** The years for which lunar dates are proposed; outside them the series are not good enough. */
export const LUNAR_YEARS = { first: 1900, last: 2100 } as const;

/** The day in Việt Nam on which a new moon falls: the first of a lunar month. */
const firstOfMonth = (k: number): EpochDay => vietnamDayOf(newMoon(k));

/** The sector of 30 degrees in which the Sun stands when a day begins in Việt Nam: 0 at the spring equinox. */
const solarSector = (day: EpochDay): number => Math.floor(sunLongitude(vietnamInstant(day, 0)) / 30);

/** The number of the new moon that begins the 11th month: the month of the winter solstice. */
function eleventhMonth(year: number): number {
  const yearEnd = epochDayOf(year, 12, 31);
  let k = newMoonNumberNear(vietnamInstant(yearEnd, 0)) + 1;
  while (firstOfMonth(k) > yearEnd) k -= 1;
  // The solstice opens sector 9: a month that begins after it belongs to the next year's count.
  return solarSector(firstOfMonth(k)) >= 9 ? k - 1 : k;
}

/** Whether a month has no principal solar term, so that it may be the leap month. */
const hasNoPrincipalTerm = (k: number): boolean => solarSector(firstOfMonth(k)) === solarSector(firstOfMonth(k + 1));

/** The new moons that begin the months 11, 12, 1, 2, 3 … after a solstice, the leap month left out: never the one of the solstice. */
function monthsFrom(eleventh: number, nextEleventh: number): readonly number[] {
  const all = Array.from({ length: nextEleventh - eleventh }, (_unused, index) => eleventh + index);
  if (all.length === 12) return all;
  const leap = all.findIndex(hasNoPrincipalTerm);
  return all.filter((_k, index) => index !== leap);
}

/**
 * The day of the Gregorian year on which a day of the first ten lunar months falls in Việt Nam, by the rule of the
 * Vietnamese calendar (the meridian of +07:00). A computed date: the law's dates come by notice.
 */
export function lunarDay(year: number, month: number, day: number): EpochDay {
  if (year < LUNAR_YEARS.first || year > LUNAR_YEARS.last) throw new RangeError(`no lunar calendar for ${year}`);
  const k = monthsFrom(eleventhMonth(year - 1), eleventhMonth(year))[month + 1];
  if (k === undefined) throw new RangeError(`no lunar month ${month}`);
  return firstOfMonth(k) + day - 1;
}

/** The first day of the lunar year (mùng 1 Tết). */
export const lunarNewYear = (year: number): EpochDay => lunarDay(year, 1, 1);

/** The Hùng Kings' day, the 10th of the 3rd lunar month. */
export const hungKingsDay = (year: number): EpochDay => lunarDay(year, 3, 10);
