import { type CsvError, parse } from "csv-parse/sync";
import { procedureRefusal } from "../procedures.errors.ts";
import { type CatalogueRow, REQUIRED_COLUMNS } from "./portal-row.ts";

export interface NumberedRow {
  /** The line of the file on which the row begins; the header is line 1. */
  readonly line: number;
  readonly row: CatalogueRow;
}

export interface BrokenRow {
  readonly line: number;
  readonly columns: number;
  readonly expected: number;
}

const MOST_BYTES = 200_000_000;

interface Parsed {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

/**
 * The rows of a catalogue in CSV (UTF-8, comma, header). Refuses what cannot be read at all — not UTF-8, not CSV, a
 * missing column — with the line; rows with a wrong number of columns come back apart, and the rest goes on.
 */
export function readCatalogue(bytes: Buffer): { readonly rows: readonly NumberedRow[]; readonly broken: readonly BrokenRow[] } {
  if (bytes.length > MOST_BYTES) throw procedureRefusal("file_too_large", { values: { limit: MOST_BYTES / 1_000_000 } });
  const parsed = parseCsv(decode(bytes));
  const header = parsed[0]?.record.map((name) => name.trim());
  if (header === undefined) throw procedureRefusal("csv_empty");
  const missing = REQUIRED_COLUMNS.filter((column) => !header.includes(column));
  if (missing.length > 0)
    throw procedureRefusal("csv_column_missing", { values: { columns: missing.join(", "), found: header.join(", ") } });
  const rows: NumberedRow[] = [];
  const broken: BrokenRow[] = [];
  let line = (parsed[0]?.info.lines ?? 1) + 1;
  for (const { record, info } of parsed.slice(1)) {
    if (record.length === header.length) rows.push({ line, row: Object.fromEntries(header.map((name, i) => [name, record[i]])) });
    else broken.push({ line, columns: record.length, expected: header.length });
    line = info.lines + 1;
  }
  return { rows, broken };
}

function parseCsv(text: string): readonly Parsed[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
    }) as unknown as Parsed[];
  } catch (error) {
    const { code, lines } = error as CsvError & { lines?: number };
    throw procedureRefusal("csv_malformed", { values: { line: lines ?? 0, code: String(code) } });
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(bytes: Buffer): string {
  try {
    return decoder.decode(bytes);
  } catch {
    let line = 1;
    for (let at = 0; at < bytes.length; line += 1) {
      const end = bytes.indexOf(0x0a, at);
      const stop = end === -1 ? bytes.length : end + 1;
      if (!isUtf8(bytes.subarray(at, stop))) break;
      at = stop;
    }
    throw procedureRefusal("not_utf8", { values: { line } });
  }
}

function isUtf8(bytes: Buffer): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
