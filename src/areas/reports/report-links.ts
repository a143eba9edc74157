import type { Measure } from "./cells.ts";
import type { CellQuery, ReportQuery } from "./report.ts";

export const REPORT_PATH = "/bao-cao/ii06a";
export const LIST_PATH = "/bao-cao/ii06a/danh-sach";

const written = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));

/** An address with the same query but for the changes; undefined takes a part out. */
export function reportHref(
  path: string,
  query: ReportQuery | CellQuery,
  changes: Readonly<Record<string, string | undefined>> = {},
): string {
  const parts = Object.entries({ ...query, ...changes }).filter(([, value]) => value !== undefined && value !== "");
  const search = new URLSearchParams(parts.map(([name, value]) => [name, written(value)])).toString();
  return search === "" ? path : `${path}?${search}`;
}

/** The list behind a cell of a row; without a row, of the total. */
export const cellHref = (query: ReportQuery, cell: Measure, row?: string): string =>
  reportHref(LIST_PATH, query, { cell, row, share: undefined });
