import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { packageFolder } from "../../package-folder.ts";
import { MIGRATION_LOCK, readApplied } from "../migrate.ts";
import { BackupError } from "./backup.errors.ts";
import { copyOut } from "./copy-stream.ts";
import { type FileRecord, fileEntry, type Manifest, MANIFEST_ENTRY, tableEntry, type TableRecord } from "./manifest.ts";
import { type Measured, measure, measureAll } from "./measure.ts";
import { copyOutSql, readSequences, readTables, type TableShape, TEXT_SETTINGS } from "./tables.ts";
import { createTar, type TarWriter } from "./tar.ts";

export interface BackupRequest {
  readonly ownerUrl: string;
  readonly filesFolder: string;
  /** The archive to make; it must not exist. */
  readonly target: string;
  readonly onProgress?: (step: { readonly table: string; readonly rows: number }) => void;
}

/**
 * Writes everything that an installation must not lose into one archive: every table as of one instant, then the files.
 * The archive appears under its name when it is complete and on the disk. The product may go on working meanwhile.
 */
export async function writeBackup(request: BackupRequest): Promise<Manifest> {
  const unfinished = `${request.target}.part`;
  const work = await mkdtemp(join(dirname(request.target), ".motcua-backup-"));
  const tar = await createTar(unfinished);
  try {
    const manifest = await withSnapshot(request.ownerUrl, (client) => dumpDatabase(client, tar, work, request));
    // After the snapshot: a file is on the disk before a row names it, so none that a row names can be missing.
    for (const path of await listFiles(request.filesFolder)) manifest.files.push(await addFile(tar, request.filesFolder, path));
    await tar.addBuffer(MANIFEST_ENTRY, Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`));
    await tar.finish();
    await rename(unfinished, request.target);
    await syncFolder(dirname(request.target));
    await rememberBackup(request.ownerUrl, manifest);
    return manifest;
  } catch (error) {
    await tar.close();
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** One repeatable-read snapshot under the role that row-level security lets pass. */
async function withSnapshot<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "motcua backup" });
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    await client.query(TEXT_SETTINGS);
    // Shared with other backups, not with a migration: a schema that changes half-way makes no backup.
    const { rows } = await client.query<{ free: boolean }>("select pg_try_advisory_xact_lock_shared($1) as free", [
      MIGRATION_LOCK,
    ]);
    if (rows[0]?.free !== true) throw new BackupError("backup.migrating");
    await client.query("set local role motcua_backup").catch((cause: unknown) => {
      throw new BackupError("backup.role", {}, { cause });
    });
    // Rows that a policy would hide are an error instead of silently missing.
    await client.query("set local row_security = off");
    const result = await work(client);
    await client.query("rollback");
    return result;
  } finally {
    await client.end();
  }
}

async function dumpDatabase(client: pg.Client, tar: TarWriter, work: string, request: BackupRequest): Promise<Manifest> {
  const facts = await client.query<{ at: Date; server: string; migrated: boolean }>(
    `select now() as at, current_setting('server_version') as server, to_regclass('public.schema_migration') is not null as migrated`,
  );
  const { at, server, migrated } = facts.rows[0] ?? { at: new Date(0), server: "", migrated: false };
  if (!migrated) throw new BackupError("backup.nothing");
  const migrations = await readApplied(client);
  const tables: TableRecord[] = [];
  for (const table of await readTables(client)) {
    const record = await dumpTable(client, table, join(work, "table.gz"));
    await tar.addFile(tableEntry(table.name), join(work, "table.gz"));
    tables.push(record);
    request.onProgress?.({ table: record.name, rows: record.rows });
  }
  const sequences = await readSequences(client);
  return {
    format: "motcua-backup",
    version: 1,
    createdAt: at.toISOString(),
    program: await readProgramVersion(),
    server,
    migrations,
    tables,
    sequences,
    files: [],
  };
}

async function dumpTable(client: pg.Client, table: TableShape, path: string): Promise<TableRecord> {
  const { data, rows } = copyOut(client, copyOutSql(table));
  let measured: Measured = { bytes: 0, sha256: "" };
  const measuring = measure(data, (result) => (measured = result));
  await pipeline(measuring, createGzip({ level: 3 }), createWriteStream(path, { mode: 0o600 }));
  const { name, columns } = table;
  return { name, columns: [...columns], rows: await rows, ...measured };
}

async function addFile(tar: TarWriter, folder: string, path: string): Promise<FileRecord> {
  const source = join(folder, path);
  const name = path.split(sep).join("/");
  await tar.addFile(fileEntry(name), source);
  return { path: name, ...(await measureAll(createReadStream(source))) };
}

/** Regular files below the folder, in a fixed order; what is being written right now has a name with a dot in front. */
async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

async function readProgramVersion(): Promise<string> {
  const manifest = JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8")) as { version: string };
  return manifest.version;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  await folder.sync().finally(() => folder.close());
}

/** For `motcua doctor`, which warns when the last backup is old. */
async function rememberBackup(ownerUrl: string, manifest: Manifest): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "motcua backup" });
  await client.connect();
  try {
    await client.query(
      `insert into setting (name, value) values ('last_backup', $1)
       on conflict (name) do update set value = excluded.value, changed_at = now()`,
      [{ at: manifest.createdAt, rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0) }],
    );
  } finally {
    await client.end();
  }
}
