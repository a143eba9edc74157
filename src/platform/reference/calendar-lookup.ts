import { type Calendar, type CalendarData, compileCalendar } from "#core/calendar/index.ts";
import { calendarLineError, type CalendarLookup, type CalendarRequest, readPattern } from "#core/deadline/line.ts";
import type { LineError } from "#core/deadline/line-fields.ts";
import { err, ok, type Result } from "#core/result.ts";
import { findCalendarData } from "./calendars.ts";

/** Patterns kept in memory; beyond that they are compiled each time, so that a caller cannot fill the memory. */
const KEPT = 200;

/**
 * Finds the calendars that lines of JSON ask for among injected ones and those that ship, each compiled once. Refuses unknown calendars,
 * empty weeks and malformed hours with the field at fault.
 */
export function createCalendarLookup(injected: readonly CalendarData[] = []): CalendarLookup {
  const byId = new Map<string, Result<Calendar, LineError>>();
  const byPattern = new Map<string, Result<Calendar, LineError>>();
  let last: { readonly request: CalendarRequest; readonly found: Result<Calendar, LineError> } | undefined;
  const find: CalendarLookup = (request) => {
    const isPlain = request.week === undefined && request.hours === undefined && request.knownAt === undefined;
    const memory = isPlain ? byId : byPattern;
    const key = isPlain ? request.id : JSON.stringify([request.id, request.week, request.hours, request.knownAt]);
    const known = memory.get(key);
    if (known !== undefined) return known;
    const found = findCalendar(request, injected);
    if (memory.size < KEPT) memory.set(key, found);
    return found;
  };
  return (request) => {
    if (last !== undefined && isSame(last.request, request)) return last.found;
    last = { request, found: find(request) };
    return last.found;
  };
}

/** Whether two values of JSON are made of the same lists and texts. Whole files ask for one pattern, line after line. */
function isSameValue(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (!isSameValue(a[index], b[index])) return false;
  return true;
}

const isSame = (a: CalendarRequest, b: CalendarRequest): boolean =>
  a.id === b.id && a.knownAt === b.knownAt && isSameValue(a.week, b.week) && isSameValue(a.hours, b.hours);

function findCalendar(request: CalendarRequest, injected: readonly CalendarData[]): Result<Calendar, LineError> {
  const data = injected.find(({ id }) => id === request.id) ?? findCalendarData(request.id);
  if (data === undefined) {
    return err({ code: "calendar_unknown", field: "calendar", article: null, params: { value: request.id } });
  }
  const pattern = readPattern(request);
  if (!pattern.ok) return pattern;
  const calendar = compileCalendar(data, { ...pattern.value, knownAt: request.knownAt });
  return calendar.ok ? ok(calendar.value) : err(calendarLineError(calendar.error));
}
