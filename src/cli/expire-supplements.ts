import { parseArgs } from "node:util";
import { expireSupplements } from "#dossiers";
import { type CliCommand, type CliIo, EXIT } from "./command.ts";
import { withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "expire supplements",
  summary: "Stop dossiers whose time to supplement has passed",
  usage: `
Usage: motcua expire supplements [--json]

  --json   the report as JSON

The worker does this each hour. Each dossier is stopped in a transaction of its own, its applicant is told, and the notice
of stop can be printed. A dossier that cannot be stopped is left for people to look at. Safe to run twice.

Example:
  motcua expire supplements`,
  run,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: "boolean" } }, strict: true });
  return withDatabase(io, async ({ pool }) => {
    const report = await expireSupplements(pool, new Date());
    io.stdout.write(values.json === true ? `${JSON.stringify(report)}\n` : `${report.stopped} stopped, ${report.left} left\n`);
    return EXIT.done;
  });
}
