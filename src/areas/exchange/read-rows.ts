import type { Hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { inspectZip } from "#platform/files/inspect-zip.ts";
import { exchangeRefusal } from "./exchange.errors.ts";
import { checkHeader, type CsvLine, type CsvSource, fileNameOf, readCsv, sizeOf } from "./read-csv.ts";

export const ROW_FORMATS = ["csv", "xlsx", "json"] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];

/** A list with a header; its format is what its name ends in, where none is said. */
export interface RowSource extends CsvSource {
  readonly format?: RowFormat | undefined;
  /** The rows themselves, where a program hands them in instead of a file. */
  readonly rows?: readonly unknown[] | undefined;
  /** A list of more lines is refused before anything of it is written. */
  readonly mostRows?: number | undefined;
}

/** A workbook or a JSON file is read whole: longer lists come as CSV, which is streamed. */
const MOST_BYTES = 32 * 1024 * 1024;

async function readWhole(source: CsvSource, hash: Hash): Promise<Buffer> {
  const { path, onProgress } = source;
  const file = fileNameOf(source);
  // Asked before the file is read: one of several gigabytes must not be in memory first.
  if ((await sizeOf(source)) > MOST_BYTES) throw exchangeRefusal("file_too_large", { values: { file } });
  const content = await readFile(path).catch((error: Error) => {
    throw exchangeRefusal("file_unreadable", { values: { file: source.name ?? path, reason: error.message } });
  });
  hash.update(content);
  onProgress?.(content.length, content.length);
  return content;
}

const asText = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace("T", " ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

/** An array of objects, one a line; a line is its place in the array, the first is 1. */
async function* readJson(source: CsvSource, hash: Hash): AsyncGenerator<CsvLine> {
  const file = fileNameOf(source);
  let rows: unknown;
  try {
    rows = JSON.parse((await readWhole(source, hash)).toString("utf8"));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  yield* rowsOf(source, rows, file);
}

function* rowsOf(source: CsvSource, rows: unknown, file: string): Generator<CsvLine> {
  if (!Array.isArray(rows)) throw exchangeRefusal("file_not_rows", { values: { file } });
  if (rows.length === 0) throw exchangeRefusal("file_empty", { values: { file } });
  const names = new Set(rows.flatMap((row: unknown) => (row !== null && typeof row === "object" ? Object.keys(row) : [])));
  checkHeader(source, [...names]);
  for (const [index, row] of rows.entries()) {
    if (row === null || typeof row !== "object" || Array.isArray(row)) yield { line: index + 1, malformed: "not_an_object" };
    else yield { line: index + 1, values: new Map(Object.entries(row).map(([name, value]) => [name, asText(value)])) };
  }
}

async function* readGiven(source: RowSource, rows: readonly unknown[], hash: Hash): AsyncGenerator<CsvLine> {
  hash.update(JSON.stringify(rows));
  yield* rowsOf(source, rows, fileNameOf(source));
}

/** The first sheet of a workbook, its first row the names of the columns. Dates are as the sheet shows them. */
async function* readXlsx(source: CsvSource, hash: Hash): AsyncGenerator<CsvLine> {
  const { readSheet } = await import("read-excel-file/node");
  const file = fileNameOf(source);
  const content = await readWhole(source, hash);
  // A workbook of 32 MB may unpack to many gigabytes.
  const fault = await inspectZip(source.path, content.length, { name: file });
  if (fault !== undefined) throw fault.code === "file_damaged" ? exchangeRefusal("file_not_rows", { values: { file } }) : fault;
  const rows = await readSheet(content).catch(() => {
    throw exchangeRefusal("file_not_rows", { values: { file } });
  });
  const [head, ...body] = rows;
  if (head === undefined) throw exchangeRefusal("file_empty", { values: { file } });
  const names = head.map(asText);
  checkHeader(source, names);
  for (const [index, row] of body.entries()) {
    const cells = names.map((name, at) => [name, asText(row[at])] as const);
    // A sheet that was formatted further down than it was filled has empty rows at its end.
    if (cells.some(([, value]) => value !== "")) yield { line: index + 2, values: new Map(cells) };
  }
}

const formatOf = (source: RowSource): RowFormat =>
  source.format ?? ROW_FORMATS.find((format) => extname(fileNameOf(source)).toLowerCase() === `.${format}`) ?? "csv";

/** The lines of a list, by its format: .xlsx, .json, and anything else as CSV. */
export function readRows(source: RowSource, hash: Hash): AsyncGenerator<CsvLine> {
  if (source.rows !== undefined) return readGiven(source, source.rows, hash);
  const format = formatOf(source);
  if (format === "json") return readJson(source, hash);
  return format === "xlsx" ? readXlsx(source, hash) : readCsv(source, hash);
}
