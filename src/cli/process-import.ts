import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { findUnitByCode } from "#organisation";
import { execute } from "#platform/db/command.ts";
import { NO_ROWS } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { findProcedureByCode } from "#procedures";
import { createProcess, EVERY_CASE, importBpmn, lostText, OPERATOR, processRefusal } from "#processes";
import { CliRefusal } from "./cli.errors.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "process import",
  summary: "Begin a process from a BPMN 2.0 file, as a draft",
  usage: `
Usage: motcua process import <file.bpmn> --procedure <code> --unit <code> [--case <code>] [--json]

  --unit   the code of an agency, or of a province for all of its agencies
  --case   a case of the procedure; otherwise for all of its cases
  --json   {"versionId", "steps", "actions", "lost": [{"why", "type", "id", "line"}]}

What the file has and a process has not is listed line by line on standard error.

Example: motcua process import khai-sinh.bpmn --procedure 1.001193 --unit H99.11`,
  run,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { procedure: { type: "string" }, unit: { type: "string" }, case: { type: "string" }, json: { type: "boolean" } },
    allowPositionals: true,
    strict: true,
  });
  const [path, ...more] = positionals;
  const { procedure: code, unit: unitCode } = values;
  if (path === undefined || more.length > 0 || code === undefined || unitCode === undefined) {
    throw new UsageError("a file, --procedure and --unit are needed");
  }
  const { definition, lost } = await importBpmn(await read(path));
  const on = localDay(new Date());
  const call = { name: "processes.create", scope: NO_ROWS, actorKey: "cli", input: { path, code, unitCode }, agencyId: null };
  const { versionId } = await withDatabase(io, ({ pool }) =>
    execute(pool, call, async (tx, unit) => {
      const [procedure, owner] = [await findProcedureByCode(tx, code, on), await findUnitByCode(tx, unitCode, on)];
      if (procedure === undefined) throw processRefusal("process_procedure_unknown", { field: "procedure" });
      if (owner === undefined) throw processRefusal("process_owner_unknown", { field: "unit" });
      const caseCode = values.case ?? EVERY_CASE;
      const input = { ownerUnitId: owner.id, procedureVersionId: procedure.versionId, caseCode, from: { definition } };
      return createProcess(tx, unit, OPERATOR, input, on);
    }),
  );
  const [steps, actions] = [definition.steps.length, definition.actions.length];
  for (const one of lost) io.stderr.write(`${lostText("vi", one)} / ${lostText("en", one)}\n`);
  if (values.json === true) io.stdout.write(`${JSON.stringify({ versionId, steps, actions, lost })}\n`);
  else io.stdout.write(`draft ${versionId}: ${steps} steps, ${actions} actions, ${lost.length} lost\n`);
  return EXIT.done;
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new CliRefusal(`${path}: ${(error as Error).message}`, EXIT.usage);
  }
}
