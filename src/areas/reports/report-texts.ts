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

/** A figure as a number, or as its share of the named whole; a share of nothing is a dash. */
export function figureText(figures: Figures, measure: Measure, share: "received" | "resolved" | undefined, locale: Locale): string {
  if (share === undefined || share === measure) return formatNumber(figures[measure], locale);
  const whole = figures[share];
  return whole === 0 ? "–" : `${formatNumber((figures[measure] / whole) * 100, locale, 2)} %`;
}
