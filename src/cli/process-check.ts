import { parseArgs } from "node:util";
import { NO_ROWS, reading } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { checkProcess, findingsJson, getProcess, searchProcesses } from "#processes";
import { type CliCommand, type CliIo, EXIT } from "./command.ts";
import { withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "process check",
  summary: "Say what keeps processes from running to their end",
  usage: `
Usage: motcua process check [<id> …] [--json]

Without ids: every draft, planned and standing version. What was sound when it was published is checked as things stand
now: someone may have left a post since, or the procedure's term may have changed.

  --json   [{"id", "procedure", "owner", "version", "stage", "findings": [{"code", "step", "action", "what", "mend"}]}]

Ends with 1 when a version that stands or is planned has findings; a draft may have them.

Example: motcua process check --json`,
  run,
};

const MOST = 10_000;

async function run(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: "boolean" } },
    allowPositionals: true,
    strict: true,
  });
  const on = localDay(new Date());
  const checked = await withDatabase(io, ({ pool }) =>
    reading(pool, NO_ROWS, async (tx) => {
      const asked = positionals.map(Number);
      const listed = asked.length > 0 ? [] : (await searchProcesses(tx, { on, limit: MOST, offset: 0 })).rows;
      const ids = asked.length > 0 ? asked : listed.filter((row) => row.stage !== "retired").map((row) => row.id);
      const reports = [];
      for (const id of ids) {
        const it = await getProcess(tx, id, on);
        const { findings } = await checkProcess(tx, it, on);
        const { version, stage, procedureCode: procedure, ownerName: owner } = it;
        reports.push({ id, procedure, owner, version, stage, findings: findingsJson("vi", it.definition, findings) });
      }
      return reports;
    }),
  );
  if (values.json === true) io.stdout.write(`${JSON.stringify(checked)}\n`);
  else {
    for (const it of checked) {
      io.stdout.write(`${it.id} ${it.procedure} ${it.owner}, ${it.version} (${it.stage}): ${it.findings.length}\n`);
      for (const finding of it.findings) {
        io.stdout.write(`  ${finding.code}${"step" in finding ? ` [${finding.step}]` : ""}: ${finding.what} ${finding.mend}\n`);
      }
    }
  }
  return checked.some((it) => it.stage !== "draft" && it.findings.length > 0) ? EXIT.failed : EXIT.done;
}
