import { formatDay, formatNumber } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { Figures, Measure } from "./cells.ts";
import type { Report } from "./report.ts";
import { text } from "./texts.ts";

/** "Phường … · từ 01/01/2026 đến 20/11/2026" */
export function periodText({ request, unitName }: Pick<Report, "request" | "unitName">, locale: Locale): string {
  const to = formatDay(request.to);
  if (request.from === null) return text(locale, "period.open", { unit: unitName, to });
  return text(locale, "period", { unit: unitName, from: formatDay(request.from), to });
}

/** The columns that are parts of the whole; only of these is a share shown. */
const PARTS_OF: Readonly<Record<"received" | "resolved", readonly Measure[]>> = {
  received: [
    "receivedOnline",
    "receivedDirect",
    "carriedOver",
    "resolved",
    "resolvedEarly",
    "resolvedOnTime",
    "resolvedLate",
    "open",
    "openInTime",
    "openLate",
  ],
  resolved: ["resolvedEarly", "resolvedOnTime", "resolvedLate"],
};

/** A figure as a number, or as its share of the named whole it is a part of; a share of nothing is a dash. */
export function figureText(
  figures: Figures,
  measure: Measure,
  share: "received" | "resolved" | undefined,
  locale: Locale,
): string {
  if (share === undefined || !PARTS_OF[share].includes(measure)) return formatNumber(figures[measure], locale);
  const whole = figures[share];
  return whole === 0 ? "–" : `${formatNumber((figures[measure] / whole) * 100, locale, 2)} %`;
}
