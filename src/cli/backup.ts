import { existsSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { BackupError } from "#platform/db/backup/backup.errors.ts";
import type { Manifest } from "#platform/db/backup/manifest.ts";
import { writeBackup } from "#platform/db/backup/write-backup.ts";
import { ensureDatabase } from "#platform/db/embedded/ensure-database.ts";
import { useSecretKeys } from "#platform/secrets/seal.ts";
import { loadSecretKeys } from "#platform/secrets/secret-keys.ts";
import { type CliCommand, type CliIo, EXIT, UsageError } from "./command.ts";
import { findStoredSecrets } from "./seal-secrets.ts";
import { requireConfig, requireOwnerUrl } from "./with-database.ts";

export const command: CliCommand = {
  name: "backup",
  summary: "Write all data and files into one archive",
  usage: `
Usage: motcua backup <archive.tar | folder/> [--json]

  <folder/>   makes folder/motcua-<day>T<time>Z.tar
  --json      {"archive", "createdAt", "tables", "rows", "files", "secrets": {"sealed", "plain", "keyIds"}}

Every table as of one instant, and the files, with a hash of each, in a tar archive that only you may read. The product may
go on working meanwhile. Works as the owner role (DATABASE_OWNER_URL with a server of your own). An existing archive is
never overwritten. Secrets of gateways, webhooks and banks are in it sealed and their key is not: keep that key apart (docs/ops/secrets.md).
It holds personal data in the clear: encrypt it before it leaves the machine (docs/ops/backup.md).`,
  run,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: "boolean" } },
    strict: true,
    allowPositionals: true,
  });
  const [place] = positionals;
  if (place === undefined || positionals.length > 1) throw new UsageError("name one archive or folder");
  const target = chooseTarget(place, new Date());
  if (existsSync(target)) throw new BackupError("backup.exists", { file: target });
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const config = requireConfig(io);
  const database = await ensureDatabase(config);
  try {
    useSecretKeys(loadSecretKeys(config, database.dataFolder));
    const manifest = await writeBackup({
      ownerUrl: requireOwnerUrl(database),
      filesFolder: database.filesFolder,
      target,
      onProgress: ({ table, rows }) => void io.stderr.write(`${table}: ${rows}\n`),
    });
    const { sealed, plain, keyIds } = await findStoredSecrets(database.appUrl);
    const summary = { ...summarise(target, manifest), secrets: { sealed, plain, keyIds } };
    const keys = keyIds.length === 0 ? "" : `; keep apart, for it is not inside: key ${keyIds.join(", ")}`;
    io.stdout.write(
      values.json === true
        ? `${JSON.stringify(summary)}\n`
        : `${target}: ${summary.tables} tables, ${summary.rows} rows, ${summary.files} files, ${sealed} sealed and ${plain} plain secrets, as of ${summary.createdAt}${keys}\n`,
    );
    return EXIT.done;
  } finally {
    await database.release();
  }
}

export function summarise(archive: string, manifest: Manifest) {
  return {
    archive,
    createdAt: manifest.createdAt,
    tables: manifest.tables.length,
    rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    files: manifest.files.length,
  };
}

function chooseTarget(place: string, now: Date): string {
  const isFolder = place.endsWith("/") || (existsSync(place) && statSync(place).isDirectory());
  const stamp = now.toISOString().replace(/\.\d+/, "").replace(/[-:]/g, "");
  return isFolder ? join(resolve(place), `motcua-${stamp}.tar`) : resolve(place);
}
