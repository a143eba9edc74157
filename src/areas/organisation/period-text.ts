import { addDays, type PlainDate } from "#core/plain-date.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { text } from "./texts.ts";
import type { Period } from "./unit.ts";

/** A period in words with its last day, and what is not known about its first. */
export function periodText(locale: Locale, period: Period, startKnown = true): string {
  const last = period.until === null ? null : formatDay(addDays(period.until, -1));
  if (period.from === null) {
    const end = last === null ? text(locale, "period.always") : text(locale, "period.until", { until: last });
    return startKnown ? end : last === null ? text(locale, "unknown_start") : `${end}, ${text(locale, "unknown_start")}`;
  }
  const from = formatDay(period.from);
  const range = last === null ? text(locale, "period.since", { from }) : text(locale, "period.from_until", { from, until: last });
  return startKnown ? range : `${range} (${text(locale, "known_from", { from })})`;
}

/** The path of a unit's page on a day. */
export const unitHref = (id: number, on: PlainDate | string): string => `/to-chuc/${id}?on=${formatDay(on)}`;
