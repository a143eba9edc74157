import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { NO_ROWS, reading } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { exportBpmn, getProcess } from "#processes";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "process export",
  summary: "Write a version of a process as BPMN 2.0 or JSON",
  usage: `
Usage: motcua process export <id> [--json] [--out <file>]

  --json   the definition as JSON instead of BPMN 2.0 XML
  --out    a file instead of standard output

Example: motcua process export 12 --out khai-sinh.bpmn`,
  run,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: "boolean" }, out: { type: "string" } },
    allowPositionals: true,
    strict: true,
  });
  const id = Number(positionals[0]);
  if (positionals.length !== 1 || !Number.isSafeInteger(id)) throw new UsageError("the id of one version is needed");
  const it = await withDatabase(io, ({ pool }) => reading(pool, NO_ROWS, (tx) => getProcess(tx, id, localDay(new Date()))));
  const written =
    values.json === true ? `${JSON.stringify(it.definition, null, 2)}\n` : await exportBpmn(it.definition, it.procedureName);
  if (values.out === undefined) io.stdout.write(written);
  else await writeFile(values.out, written);
  return EXIT.done;
}
