import { parseArgs } from "node:util";
import { verifyPackage } from "#papers";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";

export const command: CliCommand = {
  name: "archive verify",
  summary: "Compare every file of a hand-over package with its manifest",
  usage: `
Usage: motcua archive verify <package.zip> [--json]

  --json   {"ok", "files", "bytes", "faults": [{"path", "fault": "missing"|"changed"|"unlisted"|"no_bag"}]}

Reads a package of an archived dossier (BagIt 1.0, SHA-256) and says what lacks, was changed or is not listed. Needs no
database. Ends with 1 when the package is not whole.`,
  run,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: "boolean" } },
    strict: true,
    allowPositionals: true,
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError("name one package");
  const { files, bytes, faults } = await verifyPackage(path);
  const ok = faults.length === 0;
  if (values.json === true) io.stdout.write(`${JSON.stringify({ ok, files, bytes, faults })}\n`);
  else {
    for (const { path: part, fault } of faults) io.stdout.write(`${fault}: ${part}\n`);
    io.stdout.write(`${path}: ${ok ? "whole" : "NOT whole"}, ${files} files, ${bytes} bytes\n`);
  }
  return ok ? EXIT.done : EXIT.failed;
}
