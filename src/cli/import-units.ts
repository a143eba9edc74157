import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import {
  importUnits,
  organisationRefusal,
  UNIT_FILES,
  type UnitFile,
  type UnitImportReport,
  type UnitTables,
} from "#organisation";
import { execute } from "#platform/db/command.ts";
import { NO_ROWS } from "#platform/db/tx.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "import units",
  summary: "Take over administrative units, their names, codes and successions",
  usage: `
Usage: motcua import units <folder> [--dry-run] [--json]

  <folder>   holds ${Object.values(UNIT_FILES).join(",\n             ")}
  --dry-run  check and count everything, keep nothing
  --json     {"taken", "changed", "unchanged", "successions", "rejected": [{"file", "line", "field", "reason", "value"}], "dryRun"}

All or nothing in one transaction; run again it changes nothing. Rows that cannot be used are listed with file, line,
field and reason; they do not stop the others. Ends with 1 when rows were rejected (the others were taken).`,
  run,
};

/** Thrown to give everything back after a dry run. */
class DryRun extends Error {
  readonly report: UnitImportReport;

  constructor(report: UnitImportReport) {
    super("dry run");
    this.report = report;
  }
}

function readFolder(folder: string): UnitTables {
  const bytesOf = (file: UnitFile): Uint8Array => {
    const path = join(folder, UNIT_FILES[file]);
    if (!existsSync(path)) throw organisationRefusal("csv_file_missing", { values: { file: path } });
    return readFileSync(path);
  };
  return {
    oldProvinces: bytesOf("oldProvinces"),
    oldDistricts: bytesOf("oldDistricts"),
    oldCommunes: bytesOf("oldCommunes"),
    provinces: bytesOf("provinces"),
    communes: bytesOf("communes"),
    laterProvinces: bytesOf("laterProvinces"),
    laterCommunes: bytesOf("laterCommunes"),
    provinceMapping: bytesOf("provinceMapping"),
    communeMapping: bytesOf("communeMapping"),
  };
}

async function run(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { "dry-run": { type: "boolean" }, json: { type: "boolean" } },
    allowPositionals: true,
    strict: true,
  });
  const [folder, ...rest] = positionals;
  if (folder === undefined || rest.length > 0) throw new UsageError("name one folder with the files");
  const tables = readFolder(resolve(folder));
  const dryRun = values["dry-run"] === true;
  const report = await withDatabase(io, async ({ pool }) => {
    const call = { name: "organisation.import_units", scope: NO_ROWS, actorKey: "cli", input: {}, agencyId: null };
    const written: UnitImportReport[] = [];
    try {
      await execute(pool, call, async (tx, unit) => {
        const done = await importUnits(
          tx,
          unit,
          tables,
          (count, file) => void io.stderr.write(`\r${String(count).padStart(7)} rows  ${file.padEnd(40)}`),
        );
        written.push(done);
        if (dryRun) throw new DryRun(done);
        return null;
      });
    } catch (error) {
      if (!(error instanceof DryRun)) throw error;
    } finally {
      io.stderr.write("\n");
    }
    const [only] = written;
    if (only === undefined) throw new Error("the import gave no report");
    return only;
  });
  io.stdout.write(values.json === true ? `${JSON.stringify({ ...report, dryRun })}\n` : describe(report, dryRun));
  return report.rejected.length > 0 ? EXIT.failed : EXIT.done;
}

/** Rejected rows that a person reads at once. */
const SHOWN = 20;

function describe(report: UnitImportReport, dryRun: boolean): string {
  const { successions, rejected } = report;
  const lines = [
    `${dryRun ? "dry run, nothing kept: " : ""}${report.taken} taken, ${report.changed} changed, ${report.unchanged} unchanged, ${rejected.length} rejected`,
    `successions: ${successions.merged} merged, ${successions.split} split, ${successions.continued} continued, ${successions.same} units the same (${successions.added} new)`,
    ...rejected.slice(0, SHOWN).map(({ file, line, field, reason, value }) => `${file}:${line}  ${field}  ${reason}  ${value}`),
    ...(rejected.length > SHOWN ? [`… and ${rejected.length - SHOWN} more; --json lists all`] : []),
  ];
  return `${lines.join("\n")}\n`;
}
