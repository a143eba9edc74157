import { writeFile } from "node:fs/promises";
import { csvText } from "#platform/files/csv.ts";
import { parseArgs } from "node:util";
import { findUnitByCode, listSubtreeIds } from "#organisation";
import { localDateOf } from "#core/instant.ts";
import { NO_ROWS, reading } from "#platform/db/tx.ts";
import {
  buildReport,
  DIMENSIONS,
  II06A_COLUMNS,
  type Report,
  ReportQuery,
  reportText,
  requestOf,
  toCsv,
  toJson,
  toXlsx,
} from "#reports";
import { CliRefusal } from "./cli.errors.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { type DatabaseUse, withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "report ii06a",
  summary: "Form II.06a: received, resolved and open dossiers by timeliness",
  usage: `
Usage: motcua report ii06a --unit <code> [--from <day>] [--to <day>] [--by <dimension>] [--no-sub-units]
                           [--as-of <day|instant>] [--known-at <instant>] [--policy <name>] [--format json|csv|xlsx|text] [--out <file>]

  --unit          the code of a unit, in any scheme
  --from, --to    yyyy-MM-dd, local to each dossier       default: since records begin, until today
  --by            ${DIMENSIONS.join(", ")}   default unit
  --no-sub-units  the unit alone; otherwise with everything under it as the tree stood on the last day
  --as-of         as things stood at the end of that day, or at that instant     default now
  --known-at      only what had been recorded by that instant                    default now
  --policy        II06a, 766.2.1, BTP07a, legal61, source_label                  default II06a
  --format        text, json, csv or xlsx                 default text; --json is --format json
  --out           a file instead of standard output; needed for xlsx

(3) = (7) + (11) + withdrawn + stopped, always. JSON: {"form", "unit", "period", "by", "asOf", "knownAt", "policy",
"columns", "rows": [{"key", "label", …figures}], "total"}.

Example: motcua report ii06a --unit WABO --as-of 2012-01-23 --by department`,
  run,
};

const OPTIONS = {
  unit: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  by: { type: "string" },
  "sub-units": { type: "boolean", default: true },
  "as-of": { type: "string" },
  "known-at": { type: "string" },
  policy: { type: "string" },
  format: { type: "string" },
  json: { type: "boolean" },
  out: { type: "string" },
} as const;

const FORMATS = ["text", "json", "csv", "xlsx"] as const;
type Format = (typeof FORMATS)[number];

async function run(args: string[], io: CliIo): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS, allowNegative: true, strict: true });
  const code = values.unit;
  if (code === undefined) throw new UsageError("--unit is needed: the code of a unit");
  const format = (values.json === true ? "json" : (values.format ?? "text")) as Format;
  if (!FORMATS.includes(format)) throw new UsageError(`--format is one of ${FORMATS.join(", ")}, not ${format}`);
  if (format === "xlsx" && values.out === undefined) throw new UsageError("--format xlsx needs --out <file>");
  const { from, to, by, policy } = values;
  const parsed = ReportQuery.safeParse({ from, to, by, policy, asOf: values["as-of"], knownAt: values["known-at"] });
  if (!parsed.success)
    throw new UsageError(parsed.error.issues.map((issue) => `--${issue.path.join(".")} cannot be understood`).join("; "));
  const report = await withDatabase(io, (use) => reportOf(use, code, parsed.data, values["sub-units"]));
  const written = await write(report, format);
  if (values.out === undefined) io.stdout.write(written);
  else await writeFile(values.out, written);
  return EXIT.done;
}

/** On the command line the operator asks: the row scope is the unit's own tree. */
async function reportOf({ pool }: DatabaseUse, code: string, query: ReportQuery, subUnits: boolean): Promise<Report> {
  const now = new Date();
  const on = query.to ?? (typeof query.asOf === "string" ? query.asOf : localDateOf(now.getTime()));
  const unit = await reading(pool, NO_ROWS, (tx) => findUnitByCode(tx, code, on));
  if (unit === undefined)
    throw new CliRefusal(`không có đơn vị mã ${code} vào ngày ${on}\n  no unit has the code ${code} on ${on}`);
  const request = requestOf(query, unit.id, subUnits, now);
  const agencies = await reading(pool, NO_ROWS, (tx) => listSubtreeIds(tx, unit.id, request.to));
  return reading(pool, { accountId: null, agencies: [...agencies, ...(unit.agencyId === null ? [] : [unit.agencyId])] }, (tx) =>
    buildReport(tx, request, "vi"),
  );
}

async function write(report: Report, format: Format): Promise<string | Buffer> {
  switch (format) {
    case "json":
      return `${JSON.stringify(toJson(report))}\n`;
    case "csv":
      return csvText(toCsv(report, "vi"));
    case "xlsx":
      return toXlsx(report, "vi");
    case "text":
      return toText(report);
  }
}

const LABEL_WIDTH = 40;
const NUMBER_WIDTH = 9;

/** A table for a terminal: the printed column numbers above, the bridge below. */
function toText(report: Report): string {
  const line = (label: string, cells: readonly (number | string)[]): string =>
    `${(label.length > LABEL_WIDTH ? `${label.slice(0, LABEL_WIDTH - 1)}…` : label).padEnd(LABEL_WIDTH)}${cells.map((cell) => String(cell).padStart(NUMBER_WIDTH)).join("")}`;
  const { request, unitName, rows, total } = report;
  const bridge = (
    [
      "withdrawn",
      "stopped",
      "waiting",
      "voided",
      "refusedAtIntake",
      "incompleteAtIntake",
      "awaitingAcceptance",
      "awaitingAcceptanceLate",
      "resolvedUnjudged",
    ] as const
  ).filter((measure) => total[measure] > 0);
  return `${[
    `II.06a · ${unitName} · ${request.from ?? "…"} – ${request.to} · ${request.policy}`,
    line(
      `(2) ${reportText("vi", `by.${request.by}`)}`,
      II06A_COLUMNS.map(({ number }) => `(${number})`),
    ),
    ...rows.map((row) =>
      line(
        row.label,
        II06A_COLUMNS.map(({ measure }) => row.figures[measure]),
      ),
    ),
    line(
      reportText("vi", "total"),
      II06A_COLUMNS.map(({ measure }) => total[measure]),
    ),
    ...bridge.map((measure) => `  ${reportText("vi", `cell.${measure}`)}: ${total[measure]}`),
  ].join("\n")}\n`;
}
