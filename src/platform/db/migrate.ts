import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { packageFolder } from "../package-folder.ts";
import type { Bilingual } from "../bilingual.ts";
import { operatorText } from "../operator-texts.ts";

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

export interface AppliedMigration {
  readonly version: number;
  readonly name: string;
  readonly sha256: string;
}

export type MigrationErrorCode = "file_name" | "numbering" | "changed" | "unknown" | "failed";

/** The schema cannot be brought up to date; the text says why and what to do. */
export class MigrationError extends Error {
  readonly code: MigrationErrorCode;
  readonly text: Bilingual;

  constructor(code: MigrationErrorCode, text: Bilingual, options?: ErrorOptions) {
    super(text.en, options);
    this.name = "MigrationError";
    this.code = code;
    this.text = text;
  }
}

export const MIGRATIONS_FOLDER = join(packageFolder, "db/migrations");

/** "motm" as a number; two starts at once migrate one after the other. */
export const MIGRATION_LOCK = 0x6d6f_746d;

/** The migrations of a folder in order. Numbers grow; each area has a range of its own, so they may leave gaps. */
export function readMigrations(folder: string = MIGRATIONS_FOLDER): Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".sql"));
  let last = 0;
  return files.toSorted().map((file) => {
    const match = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file);
    if (match === null) {
      throw new MigrationError("file_name", operatorText("migration.file_name", { file }));
    }
    const version = Number(match[1]);
    if (version <= last) {
      throw new MigrationError("numbering", operatorText("migration.numbering", { file }));
    }
    last = version;
    const sql = readFileSync(join(folder, file), "utf8");
    return { version, name: match[2] ?? "", sql, sha256: createHash("sha256").update(sql).digest("hex") };
  });
}

/**
 * Applies what is missing, each migration in its own transaction, and returns what it applied. Refuses a database whose
 * applied migrations differ from the files or are newer than they.
 */
export async function migrate(ownerUrl: string, migrations: readonly Migration[] = readMigrations()): Promise<Migration[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "motcua migrate" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await client.query(
      `create table if not exists schema_migration (
         version integer primary key,
         name text not null,
         sha256 text not null,
         applied_at timestamptz not null default now()
       )`,
    );
    await client.query("grant select on schema_migration to motcua_app");
    const pending = findPending(await readApplied(client), migrations);
    for (const migration of pending) await apply(client, migration);
    return pending;
  } finally {
    await client.end();
  }
}

/** What the database has, in order. */
export async function readApplied(client: pg.ClientBase): Promise<AppliedMigration[]> {
  const result = await client.query<AppliedMigration>("select version, name, sha256 from schema_migration order by version");
  return result.rows;
}

/**
 * The migrations that `applied` lacks. Areas number theirs in ranges of their own, so a missing one may have a lower
 * number than the last one applied.
 */
export function findPending(applied: readonly AppliedMigration[], migrations: readonly Migration[]): Migration[] {
  const files = new Map(migrations.map((migration) => [migration.version, migration]));
  for (const done of applied) {
    const file = files.get(done.version);
    if (file === undefined) {
      throw new MigrationError("unknown", operatorText("migration.unknown", { migration: `${done.version} ${done.name}` }));
    }
    if (file.sha256 !== done.sha256) {
      throw new MigrationError("changed", operatorText("migration.changed", { migration: `${done.version} ${done.name}` }));
    }
  }
  const known = new Set(applied.map(({ version }) => version));
  return migrations.filter(({ version }) => !known.has(version));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query("begin");
    await client.query(migration.sql);
    await client.query("insert into schema_migration (version, name, sha256) values ($1, $2, $3)", [
      migration.version,
      migration.name,
      migration.sha256,
    ]);
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback").catch(() => {});
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MigrationError(
      "failed",
      operatorText("migration.failed", {
        migration: `${migration.version} ${migration.name}`,
        line: findLine(cause, migration.sql),
        reason,
      }),
      { cause },
    );
  }
}

function findLine(error: unknown, sql: string): string {
  const position = error instanceof pg.DatabaseError ? Number(error.position) : Number.NaN;
  return Number.isInteger(position) ? String(sql.slice(0, position).split("\n").length) : "?";
}
