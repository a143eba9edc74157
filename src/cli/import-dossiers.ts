import { parseArgs } from "node:util";
import { type DossierImportReport, exchangeText, importDossiers, listMappings } from "#exchange";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { createProgress } from "./progress.ts";
import { refreshStatistics } from "./refresh-statistics.ts";
import { withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "import dossiers",
  summary: "Take over the dossiers of another system by a mapping file",
  usage: `
Usage: motcua import dossiers <cases.csv|.json|.xlsx> --map <name|path.json> [--events <events.csv>] [--unit <code>] [--dry-run] [--json]
       motcua import dossiers <list> --map opencps --unit <code> --take-over [--stand-in <username>] [--dry-run] [--json]

  --map       a mapping that ships (${listMappings().join(", ")}) or the path of one: columns to fields, translations of
              values, time zone, unit with its calendar, procedure
  --events    the log entries of the cases; without it the file that the mapping names, if it lies beside the cases
  --unit      the code of a unit that exists, instead of the mapping's own
  --take-over the office leaves the other system: what is open there runs here from now on, each dossier with an owner, a
              step of the process in force and the due date of the list; what cannot be placed is rejected with its reason
  --stand-in  the username of whoever gets the dossiers that the list gives nobody, or nobody who works here
  --dry-run   say what would be taken; write only the record of the run
  --json      the report as JSON: {"runId", "dryRun", "mapping", "unit", "rows", "taken", "alreadyThere", "rejected":
              [{"file", "line", "field", "reason", "value"}], "flagged": {"ended_before_start": [{"line", "sourceId"}],
              "events_after_end": […]}, "events": {"rows", "taken", "rejected"}}

A list of a system that handles its dossiers itself (a mapping with "external", such as ministry) is CSV, .json or .xlsx and
needs --unit: its dossiers are shown and counted here, read-only, follow their source with each import, and are compared
with it (motcua compare external).

Batches are committed as it goes; run again after a stop, it goes on, and takes no source id twice. Due dates stay as the
source gives them. rows = taken + already there + rejected. Ends with 1 when rows were rejected (the others were taken).

Example: motcua import dossiers wabo_cases.csv --map wabo`,
  run,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: {
      map: { type: "string" },
      events: { type: "string" },
      unit: { type: "string" },
      "take-over": { type: "boolean" },
      "stand-in": { type: "string" },
      "dry-run": { type: "boolean" },
      json: { type: "boolean" },
    },
    allowPositionals: true,
    strict: true,
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError("one file of cases is needed");
  const { map } = values;
  if (map === undefined) throw new UsageError(`--map is needed: ${listMappings().join(", ")} or a path that ends in .json`);
  const standIn = values["stand-in"];
  if (standIn !== undefined && values["take-over"] !== true) throw new UsageError("--stand-in belongs to --take-over");
  const request = {
    path,
    takeOver: values["take-over"] === true ? { standIn } : undefined,
    map,
    unitCode: values.unit,
    eventsPath: values.events,
    dryRun: values["dry-run"] === true,
    now: new Date(),
  };
  const report = await withDatabase(io, async ({ pool, database }) => {
    const done = await importDossiers(pool, { ...request, onProgress: createProgress(io) });
    if (done.taken > 0 && !done.dryRun) await refreshStatistics(database);
    return done;
  });
  io.stdout.write(values.json === true ? `${JSON.stringify(report)}\n` : describe(report));
  return report.rejected.length + report.events.rejected.length > 0 ? EXIT.failed : EXIT.done;
}

const MOST_LINES = 50;

/** The first of many lines, and how many more there are. */
function listed(lines: readonly string[]): readonly string[] {
  const more = lines.length - MOST_LINES;
  return more > 0 ? [...lines.slice(0, MOST_LINES), `    … ${more} more; --json lists all`] : lines;
}

const reasonText = (reason: string): string => exchangeText("en", `reason.${reason}` as Parameters<typeof exchangeText>[1]);

function describe(report: DossierImportReport): string {
  const { rejected, events, flagged } = report;
  const rejections = [...rejected, ...events.rejected].map(
    (r) => `    ${r.file} line ${r.line}: ${r.field || "row"}: ${reasonText(r.reason)} ${JSON.stringify(r.value)} (${r.reason})`,
  );
  const found = Object.entries(flagged).filter(([, lines]) => lines.length > 0);
  const flags = found.flatMap(([flag, lines]) => [
    `  flagged ${flag}: ${lines.length}`,
    ...listed(lines.map(({ line, sourceId }) => `    line ${line}: ${sourceId}`)),
  ]);
  return `${[
    `${report.dryRun ? "dry run" : "import"} ${report.runId} into ${report.unit} by ${report.mapping}: ${report.rows} rows, ${events.rows} events`,
    `  taken         ${report.taken}`,
    `  already there ${report.alreadyThere}`,
    `  rejected      ${rejected.length}`,
    `  events taken  ${events.taken}, rejected ${events.rejected.length}`,
    ...listed(rejections),
    ...flags,
  ].join("\n")}\n`;
}
