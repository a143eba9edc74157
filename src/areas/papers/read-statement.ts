import { parse } from "csv-parse/sync";
import { papersRefusal } from "./papers.errors.ts";
import type { ReadLine } from "./statement.ts";

const SLIP_COLUMNS: ReadonlySet<string> = new Set(["slip_no", "số hiệu bưu gửi", "so hieu buu gui", "mã bưu gửi"]);
const AMOUNT_COLUMNS: ReadonlySet<string> = new Set(["amount_vnd", "tiền thu hộ", "tien thu ho", "số tiền thu hộ"]);
const MOST_LINES = 5_000;
const MOST_VND = 1_000_000_000;

/** "16000", "16.000" or "16,000" → 16000. */
function amountOf(typed: string): number | undefined {
  if (!/^(?:\d+|\d{1,3}(?:[.,]\d{3})+)$/.test(typed)) return undefined;
  const amount = Number(typed.replaceAll(/[.,]/g, ""));
  return amount <= MOST_VND ? amount : undefined;
}

/** Spreadsheets write ";" or a tab where a comma stands in numbers: the header says which it is. */
const delimiterOf = (content: string): string => {
  const head = content.split("\n", 1)[0] ?? "";
  return head.includes(";") ? ";" : head.includes("\t") ? "\t" : ",";
};

function recordsOf(content: string): readonly { readonly record: readonly string[]; readonly line: number }[] {
  try {
    const options = { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true, info: true } as const;
    const parsed = parse(content, { ...options, delimiter: delimiterOf(content) }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    return parsed.map(({ record, info }) => ({ record, line: info.lines }));
  } catch {
    throw papersRefusal("statement_unreadable", { field: "file" });
  }
}

/**
 * The lines of a carrier's statement: CSV with a header that names the slip (`slip_no`) and the amount handed over (`amount_vnd`) in
 * any order, other columns ignored. A line that says nothing usable is answered with its number and what is wrong; a file without
 * these columns, or without lines, is refused whole (`statement_unreadable`).
 */
export function readStatement(content: string): readonly ReadLine[] {
  const [head, ...body] = recordsOf(content);
  const names = (head?.record ?? []).map((name) => name.toLocaleLowerCase("vi"));
  const slipAt = names.findIndex((name) => SLIP_COLUMNS.has(name));
  const amountAt = names.findIndex((name) => AMOUNT_COLUMNS.has(name));
  if (slipAt < 0 || amountAt < 0 || body.length === 0 || body.length > MOST_LINES)
    throw papersRefusal("statement_unreadable", { field: "file" });
  const seen = new Set<string>();
  return body.map(({ record, line }) => {
    if (record.length !== names.length) return { line, problem: "columns" };
    const slipNo = record[slipAt] ?? "";
    if (slipNo === "" || slipNo.length > 60) return { line, problem: "slip" };
    const amountVnd = amountOf(record[amountAt] ?? "");
    if (amountVnd === undefined) return { line, problem: "amount" };
    if (seen.has(slipNo)) return { line, problem: "slip_twice" };
    seen.add(slipNo);
    return { line, slipNo, amountVnd };
  });
}
