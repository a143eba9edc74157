import { type Calendar, compileCalendar } from "#core/calendar/index.ts";
import { calendarLineError, type CalendarLookup, type CalendarRequest, readPattern } from "#core/deadline/line.ts";
import type { LineError } from "#core/deadline/line-fields.ts";
import { err, ok, type Result } from "#core/result.ts";
import { findCalendarData } from "./calendars.ts";

/** Patterns kept in memory; beyond that they are compiled each time, so that a caller cannot fill the memory. */
const KEPT = 200;

/**
 * Finds the calendars that lines of JSON ask for among those that ship, each compiled once. Refuses unknown calendars,
 * empty weeks and malformed hours with the field at fault.
 */
export function createCalendarLookup(): CalendarLookup {
  const byId = new Map<string, Result<Calendar, LineError>>();
  const byPattern = new Map<string, Result<Calendar, LineError>>();
  return (request) => {
    const isPlain = request.week === undefined && request.hours === undefined && request.knownAt === undefined;
    const memory = isPlain ? byId : byPattern;
    const key = isPlain ? request.id : JSON.stringify([request.id, request.week, request.hours, request.knownAt]);
    const known = memory.get(key);
    if (known !== undefined) return known;
    const found = findCalendar(request);
    if (memory.size < KEPT) memory.set(key, found);
    return found;
  };
}

function findCalendar(request: CalendarRequest): Result<Calendar, LineError> {
  const data = findCalendarData(request.id);
  if (data === undefined) {
    return err({ code: "calendar_unknown", field: "calendar", article: null, params: { value: request.id } });
  }
  const pattern = readPattern(request);
  if (!pattern.ok) return pattern;
  const calendar = compileCalendar(data, { ...pattern.value, knownAt: request.knownAt });
  return calendar.ok ? ok(calendar.value) : err(calendarLineError(calendar.error));
}
