import { parseArgs } from "node:util";
import { listDocuments } from "#exchange";
import { reading } from "#platform/db/tx.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { documentJson, documentLine, findEdxmlOffice } from "./edxml-office.ts";
import { withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "edxml list",
  summary: "List the documents that an office sent and received",
  usage: `
Usage: motcua edxml list --unit <code> [--direction out|in] [--limit <n>] [--json]

  --unit       the code of the agency
  --direction  out: sent alone; in: received alone
  --limit      how many of the newest (default 50, at most 1000)
  --json       [{"id", "direction", "documentId", "fromCode", "fromName", "toCode", "toName", "number", "subject",
               "promulgatedOn", "attachments", "sha256", "state", "reason", "at"}]`,
  run,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const text = { type: "string" } as const;
  const options = { unit: text, direction: text, limit: text, json: { type: "boolean" } } as const;
  const { values } = parseArgs({ args, options, strict: true });
  const { unit: code, direction } = values;
  if (code === undefined) throw new UsageError("--unit is missing");
  if (direction !== undefined && direction !== "in" && direction !== "out") throw new UsageError("--direction is out or in");
  const limit = Number(values.limit ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) throw new UsageError("--limit is a number from 1 to 1000");
  const rows = await withDatabase(io, async ({ pool }) => {
    const { scope, agencyId } = await findEdxmlOffice(pool, code, new Date());
    return reading(pool, scope, (tx) => listDocuments(tx, [agencyId], limit, 0, direction ?? null));
  });
  if (values.json === true) io.stdout.write(`${JSON.stringify(rows.map(documentJson))}\n`);
  else io.stdout.write(rows.map((row) => `${documentLine(row)}\n`).join(""));
  return EXIT.done;
}
