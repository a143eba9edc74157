import { type Reply, file } from "../http/reply.ts";

export type CsvCell = string | number | null;

/** What a spreadsheet begins a formula with, in narrow letters and wide ones; a tab or a line break before it is skipped by some. */
const FORMULA = /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/;

/** A text that a spreadsheet would take for a formula is told to be one by a leading apostrophe; a number is never one. */
const safe = (cell: CsvCell): string | number => (typeof cell === "string" && FORMULA.test(cell) ? `'${cell}` : (cell ?? ""));

/** Rows as CSV for spreadsheets: in UTF-8 with a byte order mark, and no text in it a formula. */
export async function csvText(rows: readonly (readonly CsvCell[])[]): Promise<string> {
  const { stringify } = await import("csv-stringify/sync");
  return stringify(
    rows.map((row) => row.map(safe)),
    { bom: true },
  );
}

/** The same as an answer to be saved under a name. */
export const csvFile = async (rows: readonly (readonly CsvCell[])[], name: string): Promise<Reply> =>
  file(await csvText(rows), "text/csv; charset=utf-8", name);
