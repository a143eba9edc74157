import { localDateOf } from "#core/instant.ts";
import type { Tx } from "#platform/db/tx.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { column, type ReportTable, sumOf, vnd } from "./fee-report-table.ts";
import type { FeeFilter } from "./fee-report.store.ts";
import { listRefundsOfPeriod } from "./proposal.store.ts";
import { refundState } from "./refund.slip.ts";
import { text } from "./texts.ts";

/** The refunds that were asked for in a period, with what became of each up to now. */
export async function refundTable(tx: Tx, it: FeeFilter, locale: Locale): Promise<ReportTable> {
  const rows = await listRefundsOfPeriod(tx, it);
  const dayOf = (at: Date | null): string => (at === null ? "" : formatDay(localDateOf(at.getTime())));
  const approved = (row: (typeof rows)[number]): number => (row.decision === "approved" ? row.amountVnd : 0);
  const paid = (row: (typeof rows)[number]): number => (row.paidMovementId === null ? 0 : row.amountVnd);
  return {
    columns: [
      column(locale, "day", 9),
      column(locale, "dossier", 16),
      column(locale, "owner", 15),
      column(locale, "reason", 18),
      column(locale, "refund_state", 14),
      column(locale, "asked", 9, true),
      column(locale, "approved", 9, true),
      column(locale, "refunded", 10, true),
    ],
    rows: rows.map((row) => ({
      key: String(row.id),
      href: `/ho-so/${row.dossierId}`,
      cells: [
        dayOf(row.proposedAt),
        row.code,
        row.ownerName,
        row.reason,
        [
          text(locale, `refund.state.${refundState(row)}`),
          dayOf(row.decidedAt),
          row.slipNumber === null ? "" : `${row.slipNumber}/${row.slipYear}`,
        ]
          .filter((part) => part !== "")
          .join(" · "),
        vnd(row.amountVnd),
        vnd(approved(row)),
        vnd(paid(row)),
      ],
    })),
    totals: ["", "", "", "", "", sumOf(rows, (row) => row.amountVnd), sumOf(rows, approved), sumOf(rows, paid)],
    rowCount: rows.length,
  };
}
