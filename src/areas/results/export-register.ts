import { printedCode, validityOf } from "#core/results/result-life.ts";
import type { CsvCell } from "#platform/files/csv.ts";
import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { numberText } from "./register.page.tsx";
import type { RegisterRow } from "./register.store.ts";
import { text } from "./texts.ts";

/** The register as a table for spreadsheets. */
export function registerCsv(locale: Locale, rows: readonly RegisterRow[], today: string): readonly (readonly CsvCell[])[] {
  const head = (
    [
      "number",
      "version",
      "title",
      "dossier",
      "code",
      "state",
      "validity",
      "valid_until",
      "signature.signer",
      "signature.at",
    ] as const
  ).map((key) => text(locale, key));
  const lines = rows.map((row) => [
    numberText(locale, row),
    row.version,
    row.title,
    row.dossierCode,
    printedCode(row.code),
    text(locale, `state.${row.state}`),
    row.issuedAt === null ? "" : text(locale, `validity.${validityOf(row, today)}`),
    row.validUntil === null ? "" : formatDay(row.validUntil),
    row.signerName ?? "",
    row.signedAt === null ? "" : formatInstant(row.signedAt),
  ]);
  return [head, ...lines];
}
