import { civilOf, epochDayOf, isRealDate, plainDateOf, type EpochDay, type PlainDate } from "./plain-date.ts";
import { err, ok, type Result } from "./result.ts";

/** An instant as milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;

export type TimeZone = string;

/** Việt Nam has kept +07:00 without summer time since 1975, so its local time is plain arithmetic. */
export const VIETNAM: TimeZone = "Asia/Ho_Chi_Minh";

export const VIETNAM_OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export type InstantErrorCode = "instant_malformed" | "date_not_real" | "time_not_real" | "offset_not_vietnam";
export type InstantError = { readonly code: InstantErrorCode; readonly text: string };

/** A wall-clock reading: the local day and the minute and second within it. */
export type LocalTime = { readonly epochDay: EpochDay; readonly minute: number; readonly second: number };

const INSTANT_PATTERN = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?$/i;

const digits = (text: string, at: number): number => (text.charCodeAt(at) - 48) * 10 + (text.charCodeAt(at + 1) - 48);

/** The commonest spelling, "YYYY-MM-DDTHH:MM:SS+07:00", read without a regular expression; NaN for any other. */
function parseCommon(text: string): number {
  if (text.length !== 25 || !text.endsWith("+07:00")) return Number.NaN;
  for (let index = 0; index < 19; index += 1) {
    const code = text.charCodeAt(index);
    const isDigit = code >= 48 && code <= 57;
    if (
      index === 4 || index === 7
        ? code !== 45
        : index === 10
          ? code !== 84
          : index === 13 || index === 16
            ? code !== 58
            : !isDigit
    ) {
      return Number.NaN;
    }
  }
  const year = digits(text, 0) * 100 + digits(text, 2);
  const month = digits(text, 5);
  const day = digits(text, 8);
  const hour = digits(text, 11);
  const minute = digits(text, 14);
  const second = digits(text, 17);
  if (!isRealDate(year, month, day) || hour > 23 || minute > 59 || second > 59) return Number.NaN;
  return epochDayOf(year, month, day) * DAY_MS + (hour * 3600 + minute * 60 + second) * 1000 - VIETNAM_OFFSET_MS;
}

/**
 * Reads an ISO 8601 instant at Việt Nam's offset, "2026-11-20T16:00:00+07:00" (seconds and fraction optional).
 * Refuses other spellings, dates and times that do not exist, and every offset but +07:00, UTC's "Z" included.
 */
export function parseInstant(text: string): Result<EpochMs, InstantError> {
  const common = parseCommon(text);
  if (!Number.isNaN(common)) return ok(common);
  const match = INSTANT_PATTERN.exec(text);
  if (match === null) return err({ code: "instant_malformed", text });
  const part = (index: number): number => Number(match[index] ?? 0);
  if (!isRealDate(part(1), part(2), part(3))) return err({ code: "date_not_real", text });
  if (part(4) > 23 || part(5) > 59 || part(6) > 59) return err({ code: "time_not_real", text });
  if (match[8] !== "+07:00" && match[8] !== "+0700") return err({ code: "offset_not_vietnam", text });
  const milliseconds = Math.floor(Number(`0.${match[7] ?? "0"}`) * 1000);
  const seconds = part(4) * 3600 + part(5) * 60 + part(6);
  return ok(epochDayOf(part(1), part(2), part(3)) * DAY_MS + seconds * 1000 + milliseconds - VIETNAM_OFFSET_MS);
}

const pad2 = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

/** Texts of dates that were written before; due dates fall on few days. Emptied when it holds more than a lifetime. */
const dateTexts = new Map<EpochDay, PlainDate>();
const MOST_DATE_TEXTS = 36_600;

function dateText(epochDay: EpochDay): PlainDate {
  const known = dateTexts.get(epochDay);
  if (known !== undefined) return known;
  if (dateTexts.size >= MOST_DATE_TEXTS) dateTexts.clear();
  const made = plainDateOf(epochDay);
  dateTexts.set(epochDay, made);
  return made;
}

/** An instant as "YYYY-MM-DDTHH:MM:SS+07:00"; a fraction of a second is dropped. */
export function formatInstant(at: EpochMs): string {
  const local = Math.floor((at + VIETNAM_OFFSET_MS) / 1000);
  const epochDay = Math.floor(local / 86_400);
  const second = local - epochDay * 86_400;
  const hour = Math.floor(second / 3600);
  const minute = Math.floor((second % 3600) / 60);
  return `${dateText(epochDay)}T${pad2(hour)}:${pad2(minute)}:${pad2(second % 60)}+07:00`;
}

/** The instant of a minute of a local day in Việt Nam. */
export const vietnamInstant = (epochDay: EpochDay, minuteOfDay: number): EpochMs =>
  epochDay * DAY_MS + minuteOfDay * MINUTE_MS - VIETNAM_OFFSET_MS;

/** The local day of an instant in Việt Nam, as an epoch day. */
export const vietnamDayOf = (at: EpochMs): EpochDay => Math.floor((at + VIETNAM_OFFSET_MS) / DAY_MS);

/** The minute of the local day (0–1439) of an instant in Việt Nam; seconds are dropped. */
export function vietnamMinuteOf(at: EpochMs): number {
  const local = at + VIETNAM_OFFSET_MS;
  return Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / MINUTE_MS);
}

const formatters = new Map<TimeZone, Intl.DateTimeFormat>();

function formatterOf(zone: TimeZone): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formatters.set(zone, made);
  return made;
}

/** Whether a zone is one that {@link localTimeOf} can read. */
export function isTimeZone(zone: string): boolean {
  if (zone === VIETNAM) return true;
  try {
    formatterOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** The wall-clock time of an instant in a zone. Việt Nam is arithmetic; other zones (imported logs) go through Intl. */
export function localTimeOf(at: EpochMs, zone: TimeZone = VIETNAM): LocalTime {
  if (zone === VIETNAM) {
    const second = Math.floor((at + VIETNAM_OFFSET_MS) / 1000);
    const epochDay = Math.floor(second / 86_400);
    const rest = second - epochDay * 86_400;
    return { epochDay, minute: Math.floor(rest / 60), second: rest % 60 };
  }
  const fields = new Map(
    formatterOf(zone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  );
  const field = (name: Intl.DateTimeFormatPartTypes): number => fields.get(name) ?? 0;
  return {
    epochDay: epochDayOf(field("year"), field("month"), field("day")),
    minute: field("hour") * 60 + field("minute"),
    second: field("second"),
  };
}

/** The local day of an instant in a zone, as an epoch day. */
export const localDayOf = (at: EpochMs, zone: TimeZone = VIETNAM): EpochDay =>
  zone === VIETNAM ? vietnamDayOf(at) : localTimeOf(at, zone).epochDay;

/** The local date of an instant in a zone. */
export const localDateOf = (at: EpochMs, zone: TimeZone = VIETNAM): PlainDate => plainDateOf(localDayOf(at, zone));

/** The Gregorian year of an instant in Việt Nam. */
export const vietnamYearOf = (at: EpochMs): number => civilOf(vietnamDayOf(at)).year;
