import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { verifyArchive } from "#platform/db/backup/archive.ts";
import { restoreBackup } from "#platform/db/backup/restore-backup.ts";
import { ensureDatabase } from "#platform/db/embedded/ensure-database.ts";
import { useSecretKeys } from "#platform/secrets/seal.ts";
import { loadSecretKeys } from "#platform/secrets/secret-keys.ts";
import { summarise } from "./backup.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { sealSecrets } from "./seal-secrets.ts";
import { requireConfig, requireOwnerUrl } from "./with-database.ts";

export const command: CliCommand = {
  name: "restore",
  summary: "Fill an empty database from an archive",
  usage: `
Usage: motcua restore <archive.tar> [--check] [--json]

  --check   only read the archive and compare every hash; touches no database
  --json    {"archive", "createdAt", "tables", "rows", "files"}

Takes an empty database only (MOTCUA_DATA naming a new folder, or a new database of your own server): nothing is ever
overwritten. Rows and hashes are compared with the archive before anything is kept. An archive of an older Motcua is brought
up to date; one of a newer Motcua is refused. Stored secrets open only with the key they were sealed under, which is not in
the archive: put it into MOTCUA_SECRET_KEY or the data folder first; what cannot be opened is named. See docs/ops/backup.md.`,
  run,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const options = { json: { type: "boolean" }, check: { type: "boolean" } } as const;
  const { values, positionals } = parseArgs({ args, options, strict: true, allowPositionals: true });
  const [source] = positionals;
  if (source === undefined || positionals.length > 1) throw new UsageError("name one archive");
  const path = resolve(source);
  const manifest = values.check === true ? await verifyArchive(path) : await restore(path, io);
  const summary = summarise(path, manifest);
  const done = values.check === true ? "is whole" : "restored and proven";
  io.stdout.write(
    values.json === true
      ? `${JSON.stringify(summary)}\n`
      : `${path}: ${done}: ${summary.tables} tables, ${summary.rows} rows, ${summary.files} files, as of ${summary.createdAt}\n`,
  );
  return EXIT.done;
}

async function restore(source: string, io: CliIo) {
  const config = requireConfig(io);
  const database = await ensureDatabase(config);
  try {
    useSecretKeys(loadSecretKeys(config, database.dataFolder));
    const ownerUrl = requireOwnerUrl(database);
    const manifest = await restoreBackup({
      ownerUrl,
      filesFolder: database.filesFolder,
      source,
      onProgress: ({ table, rows }) => void io.stderr.write(`${table}: ${rows}\n`),
    });
    await prepareDatabase(ownerUrl, { always: true });
    await sealSecrets(database.appUrl, io);
    return manifest;
  } finally {
    await database.release();
  }
}
