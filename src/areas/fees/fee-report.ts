import { z } from "zod";
import { localDateOf } from "#core/instant.ts";
import { findUnitNames } from "#organisation";
import type { Actor } from "#platform/http/actor.ts";
import type { Tx } from "#platform/db/tx.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { choice, integer, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import { contentCodes } from "./content-codes.ts";
import { METHODS } from "./fee.ts";
import { feeRefusal } from "./fees.errors.ts";
import {
  type CashierDay,
  countSettled,
  type FeeFilter,
  listCashierDays,
  listCollected,
  listSettlement,
  type SettlementBy,
  type SettlementRow,
  totalCollected,
  totalLedger,
} from "./fee-report.store.ts";
import { carrierTable } from "./carrier-report.ts";
import { column, type ReportTable, sumOf, vnd } from "./fee-report-table.ts";
import { refundTable } from "./refund-report.ts";
import { text } from "./texts.ts";

/** The list of fees, accountant and cashier, the settlement with agencies, the contents of the budget, what the post collects, refunds. */
export const REPORT_KINDS = ["list", "cashiers", "settlement", "contents", "carriers", "refunds"] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** The query of the page, the exports, the API and the command line. */
export const FeeReportQuery = z.object({
  kind: choice(REPORT_KINDS).default("list"),
  unit: optional(integer(1, 2_147_483_647)),
  from: optional(plainDay()),
  to: optional(plainDay()),
  method: optional(choice(METHODS)),
  field: optional(requiredText(300)),
  cashier: optional(integer(1, Number.MAX_SAFE_INTEGER)),
  before: optional(integer(1, Number.MAX_SAFE_INTEGER)),
});
export type FeeReportQuery = z.output<typeof FeeReportQuery>;

/** A report as plain rows: the page, the spreadsheet and the printed sheet are made from the same. */
export interface FeeReport extends ReportTable {
  readonly kind: ReportKind;
  readonly title: string;
  readonly unitName: string;
  readonly from: string;
  readonly to: string;
  /** The lines below the table: what the ledger says of the same money. */
  readonly notes: readonly string[];
  /** Collected less refunded, and the same from the ledger's other side; they are equal. */
  readonly netVnd: number;
  readonly ledgerVnd: number;
}

const monthStart = (day: string): string => `${day.slice(0, 7)}-01`;
const quarterStart = (day: string): string => {
  const month = Number(day.slice(5, 7));
  return `${day.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, "0")}-01`;
};

/**
 * The filter of a query. Without a period of its own the settlement with agencies is of this quarter (Decree 61/2018 article 12.9), each
 * other report of this month. Refuses a unit that the actor does not see.
 */
export function filterOf(actor: Pick<Actor, "agencies" | "agencyId">, query: FeeReportQuery, now: Date): FeeFilter {
  const today = localDateOf(now.getTime());
  const startOf = query.kind === "settlement" ? quarterStart : monthStart;
  const from = query.from ?? startOf(query.to ?? today);
  const to = query.to ?? (today < from ? from : today);
  if (to < from) throw feeRefusal("period_reversed", { field: "to" });
  if (query.unit !== undefined && !actor.agencies.includes(query.unit)) throw feeRefusal("unit_not_visible", { field: "unit" });
  const own = actor.agencyId === null || !actor.agencies.includes(actor.agencyId) ? actor.agencies : [actor.agencyId];
  const agencies = query.unit === undefined ? own : [query.unit];
  return { agencies, from, to, method: query.method, field: query.field, cashierId: query.cashier };
}

async function listTable(
  tx: Tx,
  it: FeeFilter,
  locale: Locale,
  paging: { before?: number | undefined; limit: number },
): Promise<ReportTable> {
  const [rows, total] = await Promise.all([listCollected(tx, it, paging), totalCollected(tx, it)]);
  return {
    columns: [
      column(locale, "day", 9),
      column(locale, "dossier", 17),
      column(locale, "owner", 15),
      column(locale, "procedure", 22),
      column(locale, "receipt", 13),
      column(locale, "charge", 9, true),
      column(locale, "fee", 9, true),
      column(locale, "other", 8, true),
    ],
    rows: rows.map((row) => ({
      key: String(row.movementId),
      href: `/ho-so/${row.dossierId}`,
      cells: [
        formatDay(row.day),
        row.code,
        row.ownerName,
        `${row.procedureCode} ${row.procedureName}`,
        [row.receipt ?? "", text(locale, `movement.${row.kind}`), row.method === null ? "" : text(locale, `method.${row.method}`)]
          .filter((part) => part !== "")
          .join(" · "),
        vnd(row.chargeVnd),
        vnd(row.feeVnd),
        vnd(row.otherVnd),
      ],
    })),
    totals: ["", "", "", "", "", vnd(total.chargeVnd), vnd(total.feeVnd), vnd(total.otherVnd)],
    rowCount: total.rows,
  };
}

/** How many, and which numbers. */
const receiptsOf = ({ receipts, firstReceipt: first, lastReceipt: last }: CashierDay): string =>
  receipts === 0 ? "0" : `${receipts} (${first === last ? first : `${first}–${last}`})`;

async function cashierTable(tx: Tx, it: FeeFilter, locale: Locale): Promise<ReportTable> {
  const rows = await listCashierDays(tx, it);
  return {
    columns: [
      column(locale, "day", 9),
      column(locale, "cashier", 15),
      column(locale, "receipts", 13),
      column(locale, "cash_in", 10, true),
      column(locale, "cash_out", 10, true),
      column(locale, "counted", 10, true),
      column(locale, "difference", 9, true),
      column(locale, "deposit", 10, true),
      column(locale, "transfers", 10, true),
      column(locale, "closed", 12),
    ],
    rows: rows.map((row) => ({
      key: `${row.day}-${row.cashierId ?? 0}`,
      cells: [
        formatDay(row.day),
        row.cashier,
        receiptsOf(row),
        vnd(row.cashInVnd),
        vnd(row.cashOutVnd),
        row.countedVnd === null ? "–" : vnd(row.countedVnd),
        row.differenceVnd === null ? "–" : vnd(row.differenceVnd),
        vnd(row.depositVnd),
        vnd(row.transfersVnd),
        row.closingId === null ? text(locale, "closing.open") : (row.explanation ?? text(locale, "closing.done")),
      ],
    })),
    totals: [
      "",
      "",
      "",
      sumOf(rows, (row) => row.cashInVnd),
      sumOf(rows, (row) => row.cashOutVnd),
      sumOf(rows, (row) => row.countedVnd ?? 0),
      sumOf(rows, (row) => row.differenceVnd ?? 0),
      sumOf(rows, (row) => row.depositVnd),
      sumOf(rows, (row) => row.transfersVnd),
      "",
    ],
    rowCount: rows.length,
  };
}

/** By unit and field for the settlement with agencies, by content of the budget for the Treasury: the same money. */
async function settlementTable(tx: Tx, it: FeeFilter, locale: Locale, by: SettlementBy): Promise<ReportTable> {
  const [found, dossiers, codes] = await Promise.all([listSettlement(tx, it, by), countSettled(tx, it), contentCodes(tx)]);
  const units = await findUnitNames(tx, [...new Set(found.flatMap(({ unitId }) => unitId ?? []))], it.to);
  const nameOf = ({ unitId, field, budgetCode }: SettlementRow): readonly [string, string] =>
    by === "settlement"
      ? [units.get(unitId ?? 0) ?? String(unitId), field ?? ""]
      : [budgetCode ?? text(locale, "content.none"), codes.nameOf(budgetCode, it.to) ?? ""];
  const rows = found
    .map((row) => ({ ...row, names: nameOf(row), key: [row.unitId, row.field, row.budgetCode, row.kind].join(" ") }))
    .toSorted((one, other) => [...one.names, one.kind].join(" ").localeCompare([...other.names, other.kind].join(" "), "vi"));
  return {
    columns: [
      column(locale, by === "settlement" ? "unit" : "content", 20),
      column(locale, by === "settlement" ? "field" : "content_name", 24),
      column(locale, "kind", 12),
      column(locale, "dossiers", 9, true),
      column(locale, "collected", 13, true),
      column(locale, "refunded", 12, true),
      column(locale, "net", 13, true),
    ],
    rows: rows.map((row) => ({
      key: row.key,
      cells: [
        ...row.names,
        text(locale, `kind.${row.kind}` as Parameters<typeof text>[1]),
        row.dossiers,
        vnd(row.collectedVnd),
        vnd(row.refundedVnd),
        vnd(row.collectedVnd - row.refundedVnd),
      ],
    })),
    totals: [
      "",
      "",
      "",
      dossiers,
      sumOf(rows, (row) => row.collectedVnd),
      sumOf(rows, (row) => row.refundedVnd),
      sumOf(rows, (row) => row.collectedVnd - row.refundedVnd),
    ],
    rowCount: rows.length,
  };
}

const tableOf = (
  tx: Tx,
  it: FeeFilter,
  locale: Locale,
  kind: ReportKind,
  paging: { before?: number | undefined; limit: number },
) => {
  if (kind === "list") return listTable(tx, it, locale, paging);
  if (kind === "refunds") return refundTable(tx, it, locale);
  if (kind === "carriers") return carrierTable(tx, it, locale);
  return kind === "cashiers" ? cashierTable(tx, it, locale) : settlementTable(tx, it, locale, kind);
};

/**
 * A report of fees for a period, under the transaction's row scope. `netVnd` is counted from the fee lines, `ledgerVnd` from the
 * drawer, the bank account and what the post holds: equal for every period, unless the list is narrowed by method, field or cashier.
 */
export async function buildFeeReport(
  tx: Tx,
  it: FeeFilter,
  kind: ReportKind,
  locale: Locale,
  paging: { readonly before?: number | undefined; readonly limit: number },
): Promise<FeeReport> {
  const everything = { ...it, method: undefined, field: undefined, cashierId: undefined };
  const [table, all, ledger, units] = await Promise.all([
    tableOf(tx, it, locale, kind, paging),
    totalCollected(tx, everything),
    totalLedger(tx, it),
    findUnitNames(tx, it.agencies.slice(0, 3), it.to),
  ]);
  const netVnd = all.chargeVnd + all.feeVnd + all.otherVnd;
  const ledgerVnd = ledger.cashVnd + ledger.bankVnd + ledger.carrierVnd - ledger.unmatchedVnd;
  const money = {
    cash: ledger.cashVnd,
    bank: ledger.bankVnd,
    carrier: ledger.carrierVnd,
    unmatched: ledger.unmatchedVnd,
    net: netVnd,
  };
  const shown = Object.fromEntries(
    Object.entries(money).map(([key, amount]) => [key, String(amount).replaceAll(/\B(?=(\d{3})+$)/g, ".")]),
  );
  return {
    kind,
    title: text(locale, `report.${kind}`),
    unitName: [...units.values()].join(", ") + (it.agencies.length > 3 ? ` (+${it.agencies.length - 3})` : ""),
    from: it.from,
    to: it.to,
    ...table,
    notes: [text(locale, "report.ledger", shown)],
    netVnd,
    ledgerVnd,
  };
}
