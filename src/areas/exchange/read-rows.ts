import type { Hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { exchangeRefusal } from "./exchange.errors.ts";
import { checkHeader, type CsvLine, type CsvSource, readCsv } from "./read-csv.ts";

/** A workbook or a JSON file is read whole: longer lists come as CSV, which is streamed. */
const MOST_BYTES = 32 * 1024 * 1024;

async function readWhole({ path, onProgress }: CsvSource, hash: Hash): Promise<Buffer> {
  const content = await readFile(path).catch((error: Error) => {
    throw exchangeRefusal("file_unreadable", { values: { file: path, reason: error.message } });
  });
  if (content.length > MOST_BYTES) throw exchangeRefusal("file_too_large", { values: { file: basename(path) } });
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
  const file = basename(source.path);
  let rows: unknown;
  try {
    rows = JSON.parse((await readWhole(source, hash)).toString("utf8"));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (!Array.isArray(rows)) throw exchangeRefusal("file_not_rows", { values: { file } });
  if (rows.length === 0) throw exchangeRefusal("file_empty", { values: { file: source.path } });
  const names = new Set(rows.flatMap((row: unknown) => (row !== null && typeof row === "object" ? Object.keys(row) : [])));
  checkHeader(source, [...names]);
  for (const [index, row] of rows.entries()) {
    if (row === null || typeof row !== "object" || Array.isArray(row)) yield { line: index + 1, malformed: "not_an_object" };
    else yield { line: index + 1, values: new Map(Object.entries(row).map(([name, value]) => [name, asText(value)])) };
  }
}

/** The first sheet of a workbook, its first row the names of the columns. Dates are as the sheet shows them. */
async function* readXlsx(source: CsvSource, hash: Hash): AsyncGenerator<CsvLine> {
  const { readSheet } = await import("read-excel-file/node");
  const content = await readWhole(source, hash);
  const rows = await readSheet(content).catch(() => {
    throw exchangeRefusal("file_not_rows", { values: { file: basename(source.path) } });
  });
  const [head, ...body] = rows;
  if (head === undefined) throw exchangeRefusal("file_empty", { values: { file: source.path } });
  const names = head.map(asText);
  checkHeader(source, names);
  for (const [index, row] of body.entries()) {
    yield { line: index + 2, values: new Map(names.map((name, at) => [name, asText(row[at])])) };
  }
}

/** The lines of a list of dossiers, by the ending of its name: .xlsx, .json, and anything else as CSV. */
export function readRows(source: CsvSource, hash: Hash): AsyncGenerator<CsvLine> {
  const ending = extname(source.path).toLowerCase();
  if (ending === ".json") return readJson(source, hash);
  return ending === ".xlsx" ? readXlsx(source, hash) : readCsv(source, hash);
}
