import type { Locale } from "#platform/i18n/messages.ts";
import { text } from "./texts.ts";

/** A cell: a text, a number of something, or money. */
export type Cell = string | number | { readonly vnd: number };

export interface Column {
  readonly key: string;
  readonly label: string;
  readonly number: boolean;
  readonly share: number;
}

/** The middle of a report: its columns, rows and totals, and how many rows there are in all. */
export interface ReportTable {
  readonly columns: readonly Column[];
  readonly rows: readonly { readonly key: string; readonly href?: string | undefined; readonly cells: readonly Cell[] }[];
  readonly totals: readonly Cell[];
  readonly rowCount: number;
}

export const column = (locale: Locale, key: string, share: number, number = false): Column => ({
  key,
  label: text(locale, `column.${key}` as Parameters<typeof text>[1]),
  number,
  share,
});
export const vnd = (amount: number): Cell => ({ vnd: amount });
export const sumOf = <Row>(rows: readonly Row[], pick: (row: Row) => number): Cell =>
  vnd(rows.reduce((sum, row) => sum + pick(row), 0));
