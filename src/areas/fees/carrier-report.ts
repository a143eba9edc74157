import type { Tx } from "#platform/db/tx.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { listCarrierMoney } from "./carrier-money.store.ts";
import { column, type ReportTable, sumOf, vnd } from "./fee-report-table.ts";
import type { FeeFilter } from "./fee-report.store.ts";

/** What the post collected at the door in a period, what of it was handed over so far, and what it still holds. */
export async function carrierTable(tx: Tx, it: FeeFilter, locale: Locale): Promise<ReportTable> {
  const rows = await listCarrierMoney(tx, it);
  return {
    columns: [
      column(locale, "day", 9),
      column(locale, "dossier", 18),
      column(locale, "slip", 20),
      column(locale, "receipt", 17),
      column(locale, "collected", 12, true),
      column(locale, "handed_over", 12, true),
      column(locale, "held", 12, true),
    ],
    rows: rows.map((row) => ({
      key: String(row.movementId),
      href: `/ho-so/${row.dossierId}`,
      cells: [
        formatDay(row.day),
        row.code,
        row.slip,
        row.receipt,
        vnd(row.collectedVnd),
        vnd(row.remittedVnd),
        vnd(row.collectedVnd - row.remittedVnd),
      ],
    })),
    totals: [
      "",
      "",
      "",
      "",
      sumOf(rows, (row) => row.collectedVnd),
      sumOf(rows, (row) => row.remittedVnd),
      sumOf(rows, (row) => row.collectedVnd - row.remittedVnd),
    ],
    rowCount: rows.length,
  };
}
