import { parseArgs } from "node:util";
import { importOfficers, MOST_OFFICERS, operatorDoor } from "#exchange";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { describeSheet, readSheetFormat, SHEET_FORMATS } from "./sheet-report.ts";
import { withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "import officers",
  summary: "Take over the officers of another system with their posts",
  usage: `
Usage: motcua import officers <list.csv|.json|.xlsx> [--format ${SHEET_FORMATS.join("|")}] [--unit <code or name>] [--dry-run] [--json]

  --format   opencps: columns of OpenCPS 2; csv, xlsx, json: this product's own columns (ma_can_bo, ho_ten, ten_dang_nhap,
             don_vi, vai_tro, chuc_vu and, where wanted, tu_ngay, den_ngay, so_quyet_dinh); else by the file's ending
  --unit     the unit of lines that name none
  --dry-run  say what would be taken; write only the record of the run
  --json     {"runId", "dryRun", "system", "rows", "taken", "same", "differing", "differences": [{"line", "key", "field",
             "here", "there"}], "onlyHere", "rejected": [{"file", "line", "field", "reason", "value"}], "passwords"}

All or nothing in one transaction, at most ${MOST_OFFICERS} lines; run again it changes nothing. What is here is not changed:
differences are listed. Passwords of the other system are neither read nor kept: who is new gets a one-time password,
printed once, and must change it. rows = taken + same + differing + rejected. Ends with 1 when rows were rejected.

Example: motcua import officers can-bo.xlsx --dry-run`,
  run,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: {
      format: { type: "string" },
      unit: { type: "string" },
      "dry-run": { type: "boolean" },
      json: { type: "boolean" },
    },
    allowPositionals: true,
    strict: true,
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError("one file of officers is needed");
  const dryRun = values["dry-run"] === true;
  const request = { path, ...readSheetFormat(values.format), unitCode: values.unit, reach: "operator", dryRun } as const;
  const { repeated: _, ...report } = await withDatabase(io, ({ pool }) =>
    importOfficers(operatorDoor(pool), { ...request, now: new Date() }),
  );
  const passwords = report.passwords.map((it) => `  ${it.username}  ${it.password}  ${it.fullName}\n`);
  const head = passwords.length === 0 ? "" : "one-time passwords (shown once):\n";
  io.stdout.write(values.json === true ? `${JSON.stringify(report)}\n` : `${describeSheet(report)}${head}${passwords.join("")}`);
  return report.rejected.length > 0 ? EXIT.failed : EXIT.done;
}
