import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type EdxmlAttachment, exchangeRefusal, findDocument, readEdxml } from "#exchange";
import { reading } from "#platform/db/tx.ts";
import { harmlessName } from "#platform/files/receive-files.ts";
import { CliRefusal } from "./cli.errors.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { documentJson, documentLine, findEdxmlOffice } from "./edxml-office.ts";
import { withDatabase } from "./with-database.ts";

export const command: CliCommand = {
  name: "edxml show",
  summary: "Show one document between offices, its envelope or its attachments",
  usage: `
Usage: motcua edxml show --unit <code> <id> [--envelope] [--save <folder>] [--json]

  --unit      the code of the agency
  --envelope  the envelope itself, byte for byte, and nothing else
  --save      write the attachments into a folder; nothing there is overwritten
  --json      the document with "signer", "typeName", "place" and "files": [{"name", "contentType", "bytes", "sha256"}]`,
  run,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: {
      unit: { type: "string" },
      envelope: { type: "boolean" },
      save: { type: "string" },
      json: { type: "boolean" },
    },
    allowPositionals: true,
    strict: true,
  });
  const [typed = "", ...more] = positionals;
  const code = values.unit;
  if (!/^\d{1,15}$/.test(typed) || more.length > 0) throw new UsageError("the id of one document is needed");
  if (code === undefined) throw new UsageError("--unit is missing");
  const document = await withDatabase(io, async ({ pool }) => {
    const { scope } = await findEdxmlOffice(pool, code, new Date());
    return reading(pool, scope, (tx) => findDocument(tx, Number(typed)));
  });
  if (document === undefined) throw exchangeRefusal("document_not_found");
  const { envelope, ...view } = document;
  if (values.envelope === true) {
    io.stdout.write(envelope);
    return EXIT.done;
  }
  const { attachments, signer, typeName, place } = readEdxml(envelope.toString("utf8"));
  const files = attachments.map(({ name, contentType, bytes }) => {
    return { name, contentType, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
  });
  if (values.save !== undefined) await save(values.save, attachments);
  if (values.json === true) io.stdout.write(`${JSON.stringify({ ...documentJson(view), signer, typeName, place, files })}\n`);
  else {
    const lines = files.map(({ name, contentType, bytes, sha256 }) => `  ${name}  ${contentType}  ${bytes} bytes  ${sha256}`);
    io.stdout.write(`${[documentLine(view), `  ${typeName}, ${signer}`, ...lines].join("\n")}\n`);
  }
  return EXIT.done;
}

/** What another office calls a file is only a name: no folder, nothing that is there is overwritten. */
async function save(folder: string, attachments: readonly EdxmlAttachment[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [index, { name, bytes }] of attachments.entries()) {
    const path = join(folder, `${index + 1}-${harmlessName(name)}`);
    await writeFile(path, bytes, { flag: "wx" }).catch((error: Error) => {
      throw new CliRefusal(`${path}: ${error.message}`);
    });
  }
}
