import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { importProcedureSheet, operatorDoor } from "#exchange";
import { importProcedures, type ImportReport } from "#procedures";
import { localDay } from "#platform/i18n/dates.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { CliRefusal } from "./cli.errors.ts";
import { describeSheet, readSheetFormat, SHEET_FORMATS } from "./sheet-report.ts";
import { withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "import procedures",
  summary: "Import the national catalogue of procedures",
  usage: `
Usage: motcua import procedures <catalogue.csv> [--details <details.jsonl.gz>] [--dry-run] [--json]
       motcua import procedures <list.csv|.json|.xlsx> --format ${SHEET_FORMATS.join("|")} [--level <level>] [--dry-run] [--json]

  --details   full records as JSON Lines, plain or gzip: components, channels, fees, legal bases
  --dry-run   say what would be taken, changed, unchanged and rejected; write only the record of the run
  --json      the report as JSON: {"runId", "rows", "taken", "changed", "unchanged", "waiting", "rejected": [{"file",
              "line", "field", "reason", "value"}], "duplicates", "withDetail", "detailsKept", "terms", …}

  --format    a list of an office's own instead of the national catalogue: opencps (table opencps_serviceinfo), or this
              product's columns (ma_thu_tuc, ten_thu_tuc, linh_vuc, cap, thoi_han) as csv, xlsx or json
  --level     the level of lines that name none, such as "Cấp xã"

All rows are written in one transaction; running it again changes nothing. A term that the source does not give stays
unknown. What the office wrote or checked itself is not replaced: the new version waits as a draft. A row without its
detail record keeps the details that came before. Of an office's own list only what is not here yet is taken,
unverified; the report says what differs ({"rows", "taken", "same", "differing", "differences", "rejected"}).
Ends with 1 when rows were rejected (the others were taken).

Example: motcua import procedures catalogue.csv --details details.jsonl.gz`,
  run,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: {
      details: { type: "string" },
      format: { type: "string" },
      level: { type: "string" },
      "dry-run": { type: "boolean" },
      json: { type: "boolean" },
    },
    allowPositionals: true,
    strict: true,
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError("one catalogue file is needed");
  if (values.format !== undefined)
    return runSheet(io, path, { ...values, format: values.format, dryRun: values["dry-run"] === true });
  const catalogue = { name: basename(path), bytes: await read(path) };
  const details =
    values.details === undefined ? undefined : { name: basename(values.details), bytes: await read(values.details) };
  const now = new Date();
  const started = performance.now();
  const report = await withDatabase(io, ({ pool }) =>
    importProcedures(pool, {
      catalogue,
      details,
      dryRun: values["dry-run"] === true,
      on: localDay(now),
      now,
      onProgress: progressOn(io),
    }),
  );
  if (values.json === true) io.stdout.write(`${JSON.stringify(report)}\n`);
  else io.stdout.write(describe(report, (performance.now() - started) / 1000));
  return report.rejected.length > 0 ? EXIT.failed : EXIT.done;
}

interface SheetOptions {
  readonly format: string;
  readonly level?: string | undefined;
  readonly details?: string | undefined;
  readonly dryRun: boolean;
  readonly json?: boolean | undefined;
}

/** A list of an office's own, by its columns. */
async function runSheet(io: CliIo, path: string, { format, level, details, dryRun, json }: SheetOptions): Promise<number> {
  if (details !== undefined) throw new UsageError("--details belongs to the national catalogue, without --format");
  const request = { path, ...readSheetFormat(format), level, dryRun };
  const report = await withDatabase(io, ({ pool }) => importProcedureSheet(operatorDoor(pool), { ...request, now: new Date() }));
  io.stdout.write(json === true ? `${JSON.stringify(report)}\n` : describeSheet(report));
  return report.rejected.length > 0 ? EXIT.failed : EXIT.done;
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new CliRefusal(
      `${path}: ${(error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : (error as Error).message}`,
      EXIT.usage,
    );
  }
}

const BAR = 30;

/** A bar that redraws itself on a terminal; elsewhere a plain line for every quarter. */
function progressOn(io: CliIo): (done: number, total: number) => void {
  const isTerminal = (io.stderr as { isTTY?: boolean }).isTTY === true;
  let quarter = 0;
  return (done, total) => {
    const share = total === 0 ? 1 : done / total;
    if (isTerminal) {
      const filled = Math.round(share * BAR);
      io.stderr.write(`\r[${"█".repeat(filled)}${"░".repeat(BAR - filled)}] ${done}/${total}${share === 1 ? "\n" : ""}`);
    } else if (Math.floor(share * 4) > quarter) {
      quarter = Math.floor(share * 4);
      io.stderr.write(`${done}/${total}\n`);
    }
  };
}

const MOST_LINES = 50;

function describe(report: ImportReport & { readonly runId: number }, seconds: number): string {
  const reasons = Object.entries(report.terms.reasons).map(([reason, count]) => `${reason} ${count}`);
  const lines = [
    `${report.dryRun ? "dry run" : "import"} ${report.runId}: ${report.rows} rows, ${report.details} detail records, ${seconds.toFixed(1)} s`,
    `  taken      ${report.taken}`,
    `  changed    ${report.changed}`,
    `  unchanged  ${report.unchanged}`,
    `  waiting    ${report.waiting}${report.waiting > 0 ? " (the office's own version stays in force; the new one is a draft)" : ""}`,
    `  rejected   ${report.rejected.length}`,
    ...report.rejected
      .slice(0, MOST_LINES)
      .map((r) => `    ${r.file} line ${r.line}: ${r.field || "row"}: ${r.reason} ${JSON.stringify(r.value)}`),
    ...(report.rejected.length > MOST_LINES ? [`    … ${report.rejected.length - MOST_LINES} more; --json lists all`] : []),
    `  duplicates ${report.duplicates.length}`,
    ...report.duplicates.slice(0, MOST_LINES).map((d) => `    line ${d.line}: ${d.code} as on line ${d.firstLine}`),
    `  with details ${report.withDetail}; kept from before ${report.detailsKept}; details without a row ${report.detailsWithoutRow}; no longer in force ${report.notInForce}; sharing a name ${report.sameName}`,
    `  terms known ${report.terms.known}, unknown ${report.terms.unknown}${reasons.length > 0 ? ` (${reasons.join(", ")})` : ""}`,
    `  left open: copies ${report.doubts.copiesUnreadable}, fees ${report.doubts.feesUnclear}; empty documents ${report.doubts.emptyDocuments}; details without a usable term ${report.doubts.detailsWithoutTerm}`,
  ];
  return `${lines.join("\n")}\n`;
}
