import { readFile, stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import { decodeEnvelope, exchangeRefusal, readEdxml, receiveDocument } from "#exchange";
import { execute } from "#platform/db/command.ts";
import { CliRefusal } from "./cli.errors.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { findEdxmlOffice } from "./edxml-office.ts";
import { withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "edxml receive",
  summary: "Take in an edXML file that was sent to an office",
  usage: `
Usage: motcua edxml receive --unit <code> <file.xml> [--json]

  --unit   the code of the receiving agency
  --json   {"id", "repeated"}

The envelope is kept byte for byte. The same file again answers the same; other content under a known id of its sender is
refused, as are a document type, what is not well-formed UTF-8, and a document for another office.`,
  run,
};

/** Base64 of the largest envelope is ASCII; what is not may take four bytes a character. */
const MOST_BYTES = 40_000_000;

async function readEnvelope(path: string): Promise<string> {
  try {
    if ((await stat(path)).size > MOST_BYTES) throw exchangeRefusal("edxml_too_large");
    return decodeEnvelope(await readFile(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new CliRefusal(`${path}: ${(error as Error).message}`, EXIT.usage);
  }
}

async function run(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { unit: { type: "string" }, json: { type: "boolean" } },
    allowPositionals: true,
    strict: true,
  });
  const [path, ...more] = positionals;
  const code = values.unit;
  if (path === undefined || more.length > 0) throw new UsageError("one edXML file is needed");
  if (code === undefined) throw new UsageError("--unit is missing");
  const envelope = await readEnvelope(path);
  const document = readEdxml(envelope);
  const now = new Date();
  const done = await withDatabase(io, async ({ pool }) => {
    const { agencyId, scope } = await findEdxmlOffice(pool, code, now);
    const call = { name: "documents.receive", scope, actorKey: "cli", input: {}, agencyId };
    return execute(pool, call, (tx, unit) => receiveDocument(tx, unit, { accountId: null, agencyId }, document, envelope, now));
  });
  const said = done.repeated ? `was received before as ${done.id}` : `received as ${done.id}`;
  io.stdout.write(values.json === true ? `${JSON.stringify(done)}\n` : `${said}: ${document.subject}\n`);
  return EXIT.done;
}
