import { createWriteStream } from "node:fs";
import { mkdir, open, rename } from "node:fs/promises";
import { dirname, join, normalize, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { findPending, migrate, type Migration, readMigrations } from "../migrate.ts";
import { type Archive, assertSame, assertWhole, openArchive } from "./archive.ts";
import { BackupError } from "./backup.errors.ts";
import { copyIn, copyOut } from "./copy-stream.ts";
import { fileEntry, type Manifest, tableEntry, type TableRecord } from "./manifest.ts";
import { type Measured, measure, measureAll } from "./measure.ts";
import { copyInSql, copyOutSql, quote, readTables, type TableShape, TEXT_SETTINGS } from "./tables.ts";

export interface RestoreRequest {
  readonly ownerUrl: string;
  readonly filesFolder: string;
  readonly source: string;
  readonly onProgress?: (step: { readonly table: string; readonly rows: number }) => void;
}

/**
 * Fills an empty database from an archive: reads it whole and compares its hashes, builds the schema that the archive was written from, loads every table in one
 * transaction, proves row counts and hashes, and only then commits; afterwards newer migrations run. A restore that failed
 * may be repeated on the same database.
 */
export async function restoreBackup(request: RestoreRequest): Promise<Manifest> {
  const archive = await openArchive(request.source);
  try {
    const { manifest } = archive;
    const all = readMigrations();
    const then = selectMigrations(manifest, all);
    await assertWhole(archive);
    await beginRestore(request.ownerUrl);
    await migrate(request.ownerUrl, then);
    for (const file of manifest.files) await restoreFile(archive, file, request.filesFolder);
    await loadDatabase(archive, request);
    await migrate(request.ownerUrl, all);
    return manifest;
  } finally {
    await archive.close();
  }
}

/** The program's migrations up to what the archive was written from; refuses an archive of a newer or another program. */
function selectMigrations(manifest: Manifest, all: readonly Migration[]): Migration[] {
  try {
    findPending(manifest.migrations, all);
  } catch (cause) {
    throw new BackupError("backup.other_version", { program: manifest.program }, { cause });
  }
  const versions = new Set(manifest.migrations.map(({ version }) => version));
  return all.filter(({ version }) => versions.has(version));
}

/** Only a database without tables, or one in which a restore was broken off, is taken: nothing is ever overwritten. */
async function beginRestore(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ unfinished: boolean; tables: number }>(
      `select to_regclass('public.restore_in_progress') is not null as unfinished,
              (select count(*)::int from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
                  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')) as tables`,
    );
    if (rows[0]?.unfinished === true) return;
    if (rows[0]?.tables !== 0) throw new BackupError("backup.not_empty");
    await client.query("create table restore_in_progress (started_at timestamptz not null default now())");
  });
}

async function loadDatabase(archive: Archive, request: RestoreRequest): Promise<void> {
  await withClient(request.ownerUrl, async (client) => {
    await client.query("begin");
    await client.query(TEXT_SETTINGS);
    const { sequences } = archive.manifest;
    const tables = matchTables(await readTables(client), archive.manifest.tables);
    const rebuild = await openTables(client);
    // Migrations bring reference rows of their own; the archive has them too.
    if (tables.length > 0) await client.query(`truncate ${tables.map(({ shape }) => `public.${quote(shape.name)}`).join(", ")}`);
    for (const table of tables) {
      await loadTable(client, archive, table);
      request.onProgress?.({ table: table.shape.name, rows: table.record.rows });
    }
    for (const { name, last, called } of sequences)
      await client.query("select setval($1::regclass, $2, $3)", [`public.${quote(name)}`, last, called]);
    for (const table of tables) await proveTable(client, table);
    for (const statement of rebuild) await client.query(statement);
    await client.query("drop table restore_in_progress");
    await client.query("commit");
  });
}

interface MatchedTable {
  /** The table as it is here: SQL is made from this, never from what an archive says. */
  readonly shape: TableShape;
  readonly record: TableRecord;
}

function matchTables(shapes: readonly TableShape[], records: readonly TableRecord[]): MatchedTable[] {
  const byName = new Map(records.map((record) => [record.name, record]));
  const strange = records.find(({ name }) => !shapes.some((shape) => shape.name === name));
  if (strange !== undefined) throw new BackupError("backup.shape", { table: strange.name });
  return shapes.map((shape) => {
    const record = byName.get(shape.name);
    if (record === undefined || record.columns.join() !== shape.columns.join())
      throw new BackupError("backup.shape", { table: shape.name });
    return { shape, record };
  });
}

/**
 * Lets rows in as they were: inside this transaction policies do not bind the owner, triggers that would act on new rows
 * rest, and foreign keys are taken away. Returns the statements that put everything back; a foreign key that is put back
 * is checked against every row.
 */
async function openTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ open: string; close: string }>(
    `select format('alter table %s no force row level security', c.oid::regclass) as open,
            format('alter table %s force row level security', c.oid::regclass) as close
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relforcerowsecurity
     union all
     select format('alter table %s disable trigger %I', t.tgrelid::regclass, t.tgname),
            format('alter table %s enable %s trigger %I', t.tgrelid::regclass, case t.tgenabled when 'A' then 'always' when 'R' then 'replica' else '' end, t.tgname)
       from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relnamespace = 'public'::regnamespace and not t.tgisinternal and t.tgenabled <> 'D' and t.tgparentid = 0
     union all
     select format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname),
            format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
       from pg_constraint k where k.connamespace = 'public'::regnamespace and k.contype = 'f' and k.conparentid = 0`,
  );
  for (const statements of rows) await client.query(statements.open);
  return rows.map(({ close }) => close);
}

async function loadTable(client: pg.Client, archive: Archive, { shape, record }: MatchedTable): Promise<void> {
  let measured: Measured = { bytes: 0, sha256: "" };
  const text = measure(archive.readTable(record), (result) => (measured = result));
  const rows = await copyIn(client, copyInSql(shape), text);
  assertSame(tableEntry(record.name), record, measured);
  if (rows !== record.rows) throw new BackupError("backup.not_proven", { table: record.name });
}

/** What stands in the database now, written again as it was when the backup was made, must be the same bytes. */
async function proveTable(client: pg.Client, { shape, record }: MatchedTable): Promise<void> {
  const { data, rows } = copyOut(client, copyOutSql(shape));
  const found = await measureAll(data);
  if ((await rows) !== record.rows || found.sha256 !== record.sha256)
    throw new BackupError("backup.not_proven", { table: record.name });
}

async function restoreFile(archive: Archive, file: Manifest["files"][number], folder: string): Promise<void> {
  const path = normalize(file.path);
  if (path.startsWith("..") || path.startsWith(sep)) throw new BackupError("backup.damaged", { part: fileEntry(file.path) });
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const unfinished = join(dirname(target), `.${file.sha256}.part`);
  let measured: Measured = { bytes: 0, sha256: "" };
  await pipeline(
    measure(archive.readFile(file), (result) => (measured = result)),
    createWriteStream(unfinished, { mode: 0o600 }),
  );
  assertSame(fileEntry(file.path), file, measured);
  const written = await open(unfinished, "r");
  await written.sync().finally(() => written.close());
  await rename(unfinished, target);
}

async function withClient(ownerUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "motcua restore" });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
