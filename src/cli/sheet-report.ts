import { exchangeText, ROW_FORMATS, type RowFormat, SHEET_SYSTEMS, type SheetReport, type SheetSystem } from "#exchange";
import { UsageError } from "./command.ts";

export const SHEET_FORMATS = ["opencps", ...ROW_FORMATS] as const;

/** `--format`: whose columns the list has, or how it is written; OpenCPS exports are told apart by their ending. */
export function readSheetFormat(given: string | undefined): {
  readonly system: SheetSystem;
  readonly format: RowFormat | undefined;
} {
  const system = SHEET_SYSTEMS.find((each) => each === given);
  const format = ROW_FORMATS.find((each) => each === given);
  if (given !== undefined && system === undefined && format === undefined)
    throw new UsageError(`--format is one of ${SHEET_FORMATS.join(", ")}`);
  return { system: system ?? "sheet", format };
}

const MOST_LINES = 50;

const listed = (lines: readonly string[]): readonly string[] =>
  lines.length > MOST_LINES
    ? [...lines.slice(0, MOST_LINES), `    … ${lines.length - MOST_LINES} more; --json lists all`]
    : lines;

const say = (key: string): string => exchangeText("en", key as Parameters<typeof exchangeText>[1]);

/** The reconciliation of a list as people read it on a terminal. */
export function describeSheet(report: SheetReport): string {
  const { rejected, differences, onlyHere } = report;
  return [
    `${report.dryRun ? "dry run" : "import"} ${report.runId} by ${report.system}: ${report.rows} rows`,
    `  taken      ${report.taken}`,
    `  same       ${report.same}`,
    `  differing  ${report.differing}`,
    ...listed(
      differences.map(
        (d) => `    line ${d.line}: ${d.key}: ${d.field}: here ${JSON.stringify(d.here)}, there ${JSON.stringify(d.there)}`,
      ),
    ),
    `  only here  ${onlyHere.length}${onlyHere.length === 0 ? "" : ` (${onlyHere.slice(0, MOST_LINES).join(", ")})`}`,
    `  rejected   ${rejected.length}`,
    ...listed(
      rejected.map(
        (r) =>
          `    ${r.file} line ${r.line}: ${r.field || "row"}: ${say(`reason.${r.reason}`)} ${JSON.stringify(r.value)} (${r.reason}). ${say(`fix.${r.reason}`)}`,
      ),
    ),
    "",
  ].join("\n");
}
