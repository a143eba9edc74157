import type { CsvCell } from "#platform/files/csv.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { sideText } from "./external.page.tsx";
import type { ExternalDifference } from "./external.store.ts";
import { text } from "./texts.ts";

/** What differs, as a table for spreadsheets. */
export function differencesCsv(locale: Locale, rows: readonly ExternalDifference[]): readonly (readonly CsvCell[])[] {
  const head = (["code", "what", "here", "there", "todo", "state", "reason"] as const).map((key) =>
    text(locale, `external.${key}`),
  );
  const lines = rows.map((row) => [
    row.code,
    text(locale, `difference.${row.kind}`),
    sideText(locale, row.kind, row.here),
    sideText(locale, row.kind, row.there),
    text(locale, `todo.${row.kind}`),
    row.resolvedAt === null
      ? text(locale, "external.state_open")
      : `${text(locale, "external.state_resolved")} ${formatInstant(row.resolvedAt)}`,
    row.reason ?? "",
  ]);
  return [head, ...lines];
}
