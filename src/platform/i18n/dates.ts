import type { Locale } from "./messages.ts";

export const OFFICE_TIME_ZONE = "Asia/Ho_Chi_Minh";

const formats = new Map<string, Intl.DateTimeFormat>();

function parts(instant: Date, timeZone: string): Record<string, string> {
  let format = formats.get(timeZone);
  if (format === undefined) {
    const two = "2-digit" as const;
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric",
      month: two,
      day: two,
      hour: two,
      minute: two,
      hourCycle: "h23",
    });
    formats.set(timeZone, format);
  }
  return Object.fromEntries(format.formatToParts(instant).map((p) => [p.type, p.value]));
}

/** A plain date (yyyy-MM-dd) as people write it: dd/MM/yyyy. */
export const formatDay = (day: string): string => day.split("-").toReversed().join("/");

/** The local day of an instant as yyyy-MM-dd. */
export function localDay(instant: Date, timeZone: string = OFFICE_TIME_ZONE): string {
  const p = parts(instant, timeZone);
  return `${p["year"]}-${p["month"]}-${p["day"]}`;
}

/** An instant's local day as dd/MM/yyyy. */
export const formatDate = (instant: Date, timeZone: string = OFFICE_TIME_ZONE): string => formatDay(localDay(instant, timeZone));

/** An instant as HH:mm dd/MM/yyyy in the office's time zone. */
export function formatInstant(instant: Date, timeZone: string = OFFICE_TIME_ZONE): string {
  const p = parts(instant, timeZone);
  return `${p["hour"]}:${p["minute"]} ${p["day"]}/${p["month"]}/${p["year"]}`;
}

export const formatTime = (instant: Date, timeZone: string = OFFICE_TIME_ZONE): string => {
  const p = parts(instant, timeZone);
  return `${p["hour"]}:${p["minute"]}`;
};

/** A number as people of that language write it (1.234,5 in Vietnamese). */
export const formatNumber = (value: number, locale: Locale, fractionDigits?: number): string =>
  value.toLocaleString(
    locale === "vi" ? "vi-VN" : "en-GB",
    fractionDigits === undefined ? {} : { minimumFractionDigits: fractionDigits, maximumFractionDigits: fractionDigits },
  );
