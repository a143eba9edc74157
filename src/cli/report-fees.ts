import { writeFile } from "node:fs/promises";
import { csvText } from "#platform/files/csv.ts";
import { parseArgs } from "node:util";
import { localDateOf } from "#core/instant.ts";
import {
  buildFeeReport,
  cellText,
  type FeeReport,
  feeReportCsv,
  feeReportPdf,
  FeeReportQuery,
  feeReportXlsx,
  filterOf,
  REPORT_KINDS,
} from "#fees";
import { findUnitByCode, listSubtreeIds } from "#organisation";
import { NO_ROWS, reading } from "#platform/db/tx.ts";
import { CliRefusal } from "./cli.errors.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { type DatabaseUse, withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "report fees",
  summary: "Fees collected, refunded and settled in a period, with the ledger's total",
  usage: `
Usage: motcua report fees --unit <code> [--kind ${REPORT_KINDS.join("|")}] [--from <day>] [--to <day>]
                          [--format text|json|csv|xlsx|pdf] [--json] [--out <file>]

  --unit      the code of a unit, in any scheme, with everything under it
  --kind      list: every payment; cashiers: accountant and cashier, day by day; settlement: by unit and field (Decree
              61/2018 article 12.9); contents: by content of the State budget       default list
  --from, --to   yyyy-MM-dd, days of the books      default: this month; of the settlement this quarter
  --format    default text; xlsx and pdf need --out; --json is --format json

JSON: {"kind", "title", "unitName", "from", "to", "columns": [key, …], "rows": [{"cells": […]}], "totals", "notes",
"netVnd", "ledgerVnd", …}. Ends with 1 where the list does not equal the ledger: that would be a fault of the product.

Example: motcua report fees --unit H99.11 --kind settlement --from 2026-07-01 --to 2026-09-30`,
  run,
};

const FORMATS = ["text", "json", "csv", "xlsx", "pdf"] as const;
type Format = (typeof FORMATS)[number];
const MOST_ROWS = 1_000_000;

async function run(args: string[], io: CliIo): Promise<number> {
  const text = { type: "string" } as const;
  const options = { unit: text, kind: text, from: text, to: text, format: text, json: { type: "boolean" } as const, out: text };
  const { values } = parseArgs({ args, options, strict: true });
  if (values.unit === undefined) throw new UsageError("--unit is needed: the code of a unit");
  const format = (values.json === true ? "json" : (values.format ?? "text")) as Format;
  if (!FORMATS.includes(format)) throw new UsageError(`--format is one of ${FORMATS.join(", ")}, not ${format}`);
  if ((format === "xlsx" || format === "pdf") && values.out === undefined)
    throw new UsageError(`--format ${format} needs --out <file>`);
  const { kind, from, to, unit } = values;
  const parsed = FeeReportQuery.safeParse({ kind, from, to });
  if (!parsed.success)
    throw new UsageError(parsed.error.issues.map((issue) => `--${issue.path.join(".")} cannot be understood`).join("; "));
  const report = await withDatabase(io, (use) => reportOf(use, unit, parsed.data));
  const written = await write(report, format);
  if (values.out === undefined) io.stdout.write(written);
  else await writeFile(values.out, written);
  return report.netVnd === report.ledgerVnd ? EXIT.done : EXIT.failed;
}

/** On the command line the operator asks: the row scope is the unit's own tree. */
async function reportOf({ pool }: DatabaseUse, code: string, query: FeeReportQuery): Promise<FeeReport> {
  const now = new Date();
  const on = query.to ?? localDateOf(now.getTime());
  const unit = await reading(pool, NO_ROWS, (tx) => findUnitByCode(tx, code, on));
  if (unit === undefined)
    throw new CliRefusal(`không có đơn vị mã ${code} vào ngày ${on}\n  no unit has the code ${code} on ${on}`);
  const under = await reading(pool, NO_ROWS, (tx) => listSubtreeIds(tx, unit.id, on));
  const agencies = [...under, ...(unit.agencyId === null ? [] : [unit.agencyId])];
  const filter = filterOf({ agencies, agencyId: null }, query, now);
  return reading(pool, { accountId: null, agencies }, (tx) => buildFeeReport(tx, filter, query.kind, "vi", { limit: MOST_ROWS }));
}

async function write(report: FeeReport, format: Format): Promise<string | Buffer> {
  switch (format) {
    case "json":
      return `${JSON.stringify({ ...report, columns: report.columns.map(({ key }) => key) })}\n`;
    case "csv":
      return csvText(feeReportCsv(report, "vi"));
    case "xlsx":
      return feeReportXlsx(report, "vi");
    case "pdf":
      return feeReportPdf(report, "vi", new Date());
    case "text":
      return toText(report);
  }
}

function toText(report: FeeReport): string {
  const line = (cells: readonly string[]): string => cells.filter((cell) => cell !== "").join(" | ");
  return `${[
    `${report.title} · ${report.unitName} · ${report.from} – ${report.to}`,
    line(report.columns.map(({ label }) => label)),
    ...report.rows.map(({ cells }) => line(cells.map(cellText))),
    line(report.totals.map(cellText)),
    ...report.notes,
  ].join("\n")}\n`;
}
