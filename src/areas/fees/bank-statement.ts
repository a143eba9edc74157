import { parse } from "csv-parse/sync";
import { MOST_VND } from "#core/money/vnd.ts";
import { localDateOf } from "#core/instant.ts";
import { feeRefusal } from "./fees.errors.ts";

export const STATEMENT_PROBLEMS = ["columns", "transaction", "amount", "paid_at", "other_day", "twice"] as const;
export type StatementProblem = (typeof STATEMENT_PROBLEMS)[number];

/** A transaction as the bank's statement has it. */
export interface StatementEntry {
  readonly line: number;
  readonly transactionId: string;
  readonly amountVnd: number;
  readonly content: string;
  readonly paidAt: Date;
  readonly problem: null;
}
export type StatementLine = StatementEntry | { readonly line: number; readonly problem: StatementProblem };

/** How a transaction stands in the statement and here. */
export const COMPARISONS = ["agrees", "differs", "missing_here", "missing_there"] as const;
export type Comparison = (typeof COMPARISONS)[number];

const COLUMNS = ["transaction_id", "amount_vnd", "content", "paid_at"] as const;
const MOST_LINES = 5_000;

function recordsOf(content: string): readonly { readonly record: readonly string[]; readonly line: number }[] {
  const delimiter = (content.split("\n", 1)[0] ?? "").includes(";") ? ";" : ",";
  try {
    const options = { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true, info: true, delimiter } as const;
    const found = parse(content, options) as unknown as { record: string[]; info: { lines: number } }[];
    return found.map(({ record, info }) => ({ record, line: info.lines }));
  } catch {
    throw feeRefusal("statement_unreadable", { field: "file" });
  }
}

/**
 * The lines of a bank's statement of one day (yyyy-MM-dd): CSV whose header names `transaction_id`, `amount_vnd`, `content` and
 * `paid_at` (ISO 8601 with its offset). A line that cannot be used is answered with its number and what is wrong; a file without
 * these columns is refused whole (`statement_unreadable`).
 */
export function readBankStatement(content: string, day: string): readonly StatementLine[] {
  const [head, ...body] = recordsOf(content);
  const places = COLUMNS.map((name) => head?.record.indexOf(name) ?? -1);
  if (places.includes(-1) || body.length > MOST_LINES) throw feeRefusal("statement_unreadable", { field: "file" });
  const seen = new Set<string>();
  return body.map(({ record, line }) => {
    if (record.length !== head?.record.length) return { line, problem: "columns" };
    const [transactionId = "", amount = "", words = "", at = ""] = places.map((place) => record[place]);
    if (transactionId === "" || transactionId.length > 100) return { line, problem: "transaction" };
    const amountVnd = /^\d{1,13}$/.test(amount) ? Number(amount) : 0;
    if (amountVnd < 1 || amountVnd > MOST_VND) return { line, problem: "amount" };
    const paidAt = new Date(/^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(at) ? at : Number.NaN);
    if (Number.isNaN(paidAt.getTime())) return { line, problem: "paid_at" };
    if (localDateOf(paidAt.getTime()) !== day) return { line, problem: "other_day" };
    if (seen.has(transactionId)) return { line, problem: "twice" };
    seen.add(transactionId);
    return { line, transactionId, amountVnd, content: words.slice(0, 500), paidAt, problem: null };
  });
}
