import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Calendar, type CalendarData, compileCalendar, type HourInterval, type Weekday } from "#core/calendar/index.ts";
import type { PlainDate } from "#core/plain-date.ts";
import { packageFolder } from "../package-folder.ts";

/** Where the calendars that ship lie. */
export const CALENDAR_FOLDER = join(packageFolder, "db/reference/calendars");

const dataById = new Map<string, CalendarData>();
const compiled = new Map<string, Calendar>();

/** The ids of the calendars that ship with the product. */
export const listCalendarIds = (): readonly string[] =>
  readdirSync(CALENDAR_FOLDER)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .sort();

/** The data of a calendar that ships with the product; undefined for an id that does not exist. */
export function findCalendarData(id: string): CalendarData | undefined {
  const known = dataById.get(id);
  if (known !== undefined) return known;
  if (!listCalendarIds().includes(id)) return undefined;
  const data = JSON.parse(readFileSync(join(CALENDAR_FOLDER, `${id}.json`), "utf8")) as CalendarData;
  dataById.set(id, data);
  return data;
}

export type WorkPattern = { readonly week?: readonly Weekday[]; readonly hours?: readonly HourInterval[] };

/**
 * The compiled calendar of an id with the default or a given pattern, as known on a date (default: all that is known).
 * Compiled once and kept. Throws for an id that does not ship and for a pattern that is not valid: check those before.
 */
export function getCalendar(id: string, knownAt?: PlainDate, pattern: WorkPattern = {}): Calendar {
  const key = JSON.stringify([id, knownAt ?? null, pattern.week ?? null, pattern.hours ?? null]);
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const data = findCalendarData(id);
  if (data === undefined) throw new Error(`no calendar ${id} in ${CALENDAR_FOLDER}`);
  const calendar = compileCalendar(data, { ...pattern, knownAt });
  if (!calendar.ok) throw new Error(`calendar ${id}: ${calendar.error.code} ${calendar.error.value}`);
  compiled.set(key, calendar.value);
  return calendar.value;
}
