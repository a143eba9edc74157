import { addDays, daysBetween, parsePlainDate, type PlainDate } from "../plain-date.ts";
import { err, ok, type Result } from "../result.ts";
import { type CalendarData, type CalendarDay, DAY_KINDS, type DayKind } from "./calendar-data.ts";

const escapeText = (text: string): string => text.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\r?\n/g, "\\n");
const unescapeText = (text: string): string =>
  text.replace(/\\([\\;,nN])/g, (_match, mark: string) => (/n/i.test(mark) ? "\n" : mark));
const compact = (date: PlainDate): string => date.replaceAll("-", "");

/** The bytes of a character in UTF-8. */
const byteLength = (character: string): number => {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
};

/** Folds a content line so that no line is longer than 75 octets (RFC 5545, 3.1). */
function foldLine(line: string): string {
  let folded = "";
  let octets = 0;
  for (const character of line) {
    const size = byteLength(character);
    if (octets + size > 75) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

function eventOf(calendar: CalendarData, day: CalendarDay, stamp: string): readonly string[] {
  const cited = [day.basis, day.notice, day.source].filter((text) => text !== null);
  return [
    "BEGIN:VEVENT",
    `UID:${day.on}.${calendar.id}@motcua`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(day.on)}`,
    `DTEND;VALUE=DATE:${compact(addDays(day.on, 1))}`,
    `SUMMARY:${escapeText(day.name.vi)}`,
    `DESCRIPTION:${escapeText(cited.join("; "))}`,
    `CATEGORIES:${day.kind}`,
    `TRANSP:TRANSPARENT`,
    "END:VEVENT",
  ];
}

/**
 * The days of a calendar as iCalendar (RFC 5545), one all-day event each; whole days have no zone. The stamp is the
 * instant of writing as "YYYYMMDDTHHMMSSZ", given by the caller.
 */
export function toICalendar(calendar: CalendarData, stamp: string, year?: number): string {
  const days = calendar.days.filter((day) => year === undefined || day.on.startsWith(`${year}-`));
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Motcua//Working calendar//VI",
    `X-WR-CALNAME:${escapeText(calendar.name.vi)}`,
    ...days.flatMap((day) => eventOf(calendar, day, stamp)),
    "END:VCALENDAR",
  ];
  return `${lines.map(foldLine).join("\r\n")}\r\n`;
}

export type ICalendarError = {
  readonly code:
    | "ical_malformed"
    | "ical_not_all_day"
    | "ical_date_unreal"
    | "ical_kind_unknown"
    | "ical_repeats"
    | "ical_span_absurd";
  readonly value: string;
};

type Property = { readonly name: string; readonly parameters: string; readonly value: string };

function readProperty(line: string): Property | undefined {
  const match = /^([A-Za-z0-9-]+)((?:;[^:;="]+=(?:"[^"]*"|[^:;"]*))*):(.*)$/.exec(line);
  if (match === null) return undefined;
  const [, name, parameters, value] = match as unknown as readonly [string, string, string, string];
  return { name: name.toUpperCase(), parameters, value };
}

function readDate(property: Property | undefined): Result<PlainDate, ICalendarError> {
  const value = property?.value ?? "";
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(value);
  if (match === null) return err({ code: "ical_not_all_day", value });
  const date = parsePlainDate(`${match[1]}-${match[2]}-${match[3]}`);
  return date.ok ? date : err({ code: "ical_date_unreal", value });
}

/** What is said of all days that come from one file. */
export type ICalendarOrigin = Pick<CalendarDay, "source" | "notice" | "announcedOn">;

const LONGEST_SPAN = 31;

function daysOfEvent(properties: readonly Property[], origin: ICalendarOrigin): Result<readonly CalendarDay[], ICalendarError> {
  const find = (name: string): Property | undefined => properties.find((property) => property.name === name);
  const summary = unescapeText(find("SUMMARY")?.value ?? "");
  if (find("RRULE") !== undefined) return err({ code: "ical_repeats", value: summary });
  const from = readDate(find("DTSTART"));
  if (!from.ok) return from;
  const end = find("DTEND") === undefined ? ok(addDays(from.value, 1)) : readDate(find("DTEND"));
  if (!end.ok) return end;
  const length = daysBetween(from.value, end.value);
  if (length < 1 || length > LONGEST_SPAN) return err({ code: "ical_span_absurd", value: `${from.value}/${end.value}` });
  const category = (find("CATEGORIES")?.value ?? "statutory").toLowerCase();
  if (!(DAY_KINDS as readonly string[]).includes(category)) return err({ code: "ical_kind_unknown", value: category });
  if (summary === "") return err({ code: "ical_malformed", value: from.value });
  const days = Array.from({ length }, (_unused, offset) => ({
    on: addDays(from.value, offset),
    kind: category as DayKind,
    name: { vi: summary, en: summary },
    basis: null,
    ...origin,
    confidence: "medium" as const,
    verified: false,
    swappedWith: null,
  }));
  return ok(days);
}

/**
 * Reads days off from iCalendar: all-day events, their kind in CATEGORIES (a day off of the law when absent). Nothing
 * that comes so is verified. Refuses events with a time of day, repetitions, unreal dates and unknown kinds.
 */
export function fromICalendar(text: string, origin: ICalendarOrigin): Result<readonly CalendarDay[], ICalendarError> {
  const lines = text
    .replace(/\r?\n[ \t]/g, "")
    .split(/\r?\n/)
    .filter((line) => line !== "");
  if (lines[0]?.toUpperCase() !== "BEGIN:VCALENDAR" || lines.at(-1)?.toUpperCase() !== "END:VCALENDAR") {
    return err({ code: "ical_malformed", value: lines[0] ?? "" });
  }
  const days: CalendarDay[] = [];
  let event: Property[] | undefined;
  for (const line of lines) {
    const property = readProperty(line);
    if (property === undefined) return err({ code: "ical_malformed", value: line });
    if (line.toUpperCase() === "BEGIN:VEVENT") event = [];
    else if (line.toUpperCase() === "END:VEVENT") {
      const read = daysOfEvent(event ?? [], origin);
      if (!read.ok) return read;
      days.push(...read.value);
      event = undefined;
    } else event?.push(property);
  }
  return ok(days.toSorted((a, b) => (a.on < b.on ? -1 : 1)));
}
