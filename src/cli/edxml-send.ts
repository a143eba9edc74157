import { copyFile, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { DOCUMENT_RULE, DocumentInput, type EdxmlAttachment, exchangeRefusal, sendDocument } from "#exchange";
import { execute } from "#platform/db/command.ts";
import { hashOfFile, openFileFolder } from "#platform/files/file-folder.ts";
import { MEDIA_TYPES } from "#platform/files/file-kind.ts";
import { takeFile } from "#platform/files/inspect-file.ts";
import { harmlessName } from "#platform/files/receive-files.ts";
import { validate } from "#platform/input/validate.ts";
import { CliRefusal } from "./cli.errors.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { findEdxmlOffice } from "./edxml-office.ts";
import { withDatabase } from "./with-database.ts";

const MOST_MB = DOCUMENT_RULE.maxBytes / 1_048_576;

export const command: CliCommand = {
  name: "edxml send",
  summary: "Send a document with its attachments to another office",
  usage: `
Usage: motcua edxml send --unit <code> --to <code> --to-name <name> --number <no> --notation <notation> --date <day> --type <type>
                         --subject <subject> --signer <name> [--place <place>] [--json] <file> [<file> …]

  --unit       the code of the sending agency
  --to         the code of the receiving office, such as H49.31
  --number, --notation, --date, --type, --subject, --signer, --place
               what the document says of itself; the day as dd/MM/yyyy or yyyy-MM-dd
  --json       {"id", "documentId"}

At most ${DOCUMENT_RULE.most} files (${DOCUMENT_RULE.kinds.join(", ")}) of ${MOST_MB} MB each, judged by their content. The document is queued; the
worker hands it to the document axis and tries again (motcua edxml list says what became of it).

Example: motcua edxml send --unit H55.242 --to H55.1 --to-name "UBND tỉnh" --number 12 --notation UBND-VP --date 26/11/2026 \\
           --type "Công văn" --subject "V/v phối hợp" --signer "Trần Văn An" cong-van.pdf`,
  run,
};

const text = { type: "string" } as const;
const OPTIONS = {
  unit: text,
  to: text,
  "to-name": text,
  number: text,
  notation: text,
  date: text,
  type: text,
  subject: text,
  signer: text,
  place: text,
  json: { type: "boolean" },
} as const;
const NEEDED = ["unit", "to", "to-name", "number", "notation", "date", "type", "subject", "signer"] as const;

async function run(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true, strict: true });
  for (const needed of NEEDED) if (values[needed] === undefined) throw new UsageError(`--${needed} is missing`);
  if (positionals.length === 0 || positionals.length > DOCUMENT_RULE.most)
    throw new UsageError(`one to ${DOCUMENT_RULE.most} files are needed`);
  const input = validate(DocumentInput, {
    toCode: values.to,
    toName: values["to-name"],
    codeNumber: values.number,
    codeNotation: values.notation,
    promulgatedOn: values.date,
    place: values.place ?? "",
    typeName: values.type,
    subject: values.subject,
    signer: values.signer,
  });
  const now = new Date();
  const attachments = await readAttachments(positionals, now);
  const sent = await withDatabase(io, async ({ pool }) => {
    const { agencyId, scope } = await findEdxmlOffice(pool, values.unit ?? "", now);
    const call = { name: "documents.send", scope, actorKey: "cli", input: {}, agencyId };
    return execute(pool, call, (tx, unit) => sendDocument(tx, unit, { accountId: null, agencyId }, input, attachments, now));
  });
  io.stdout.write(values.json === true ? `${JSON.stringify(sent)}\n` : `queued as ${sent.id} (${sent.documentId})\n`);
  return EXIT.done;
}

/** The files, judged as those of a form are: by their content, not by their names. */
async function readAttachments(paths: readonly string[], now: Date): Promise<readonly EdxmlAttachment[]> {
  const root = await mkdtemp(join(tmpdir(), "motcua-edxml-"));
  const folder = openFileFolder(root);
  const taken: EdxmlAttachment[] = [];
  try {
    for (const path of paths) {
      const bytes = await sizeOf(path);
      if (bytes > DOCUMENT_RULE.maxBytes) throw exchangeRefusal("edxml_too_large", { field: "files" });
      const incoming = await folder.newIncoming();
      await copyFile(path, incoming);
      const name = harmlessName(basename(path));
      const about = { field: "files", name, path: incoming, bytes, sha256: await hashOfFile(incoming) };
      const { kind, sha256 } = await takeFile(folder, about, DOCUMENT_RULE, now);
      taken.push({ name, contentType: MEDIA_TYPES[kind], bytes: await buffer(folder.read(sha256)) });
    }
    return taken;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    throw new CliRefusal(`${path}: ${(error as Error).message}`, EXIT.usage);
  }
}
