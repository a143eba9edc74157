import type pg from "pg";
import { type Config, loadConfig } from "#platform/config.ts";
import { createPool } from "#platform/db/connect.ts";
import { type DatabaseHandle, ensureDatabase } from "#platform/db/embedded/ensure-database.ts";
import { migrate } from "#platform/db/migrate.ts";
import { useSecretKeys } from "#platform/secrets/seal.ts";
import { loadSecretKeys } from "#platform/secrets/secret-keys.ts";
import { operatorText } from "#platform/operator-texts.ts";
import { CliRefusal } from "./cli.errors.ts";
import { type CliIo, EXIT } from "./command.ts";

export interface DatabaseUse {
  readonly config: Config;
  readonly database: DatabaseHandle;
  /** As the application role: row-level security applies. */
  readonly pool: pg.Pool;
}

/** The configuration of the environment, or a refusal that names every wrong variable. */
export function requireConfig(io: CliIo): Config {
  const loaded = loadConfig(io.env);
  if (loaded.ok) return loaded.value;
  const lines = loaded.error.map(({ variable, value, reason }) => {
    const given = value === undefined ? "" : ` (${JSON.stringify(value)})`;
    return `\n  ${variable}${given}\n    ${reason.vi}\n    ${reason.en}`;
  });
  throw new CliRefusal(`cấu hình sai / wrong configuration${lines.join("")}`, EXIT.usage);
}

/**
 * Runs `work` with a database whose schema is up to date: the embedded one is started or shared, and let go of at the
 * end. Long statements are allowed: a command-line import is not a web request.
 */
export async function withDatabase<T>(io: CliIo, work: (use: DatabaseUse) => Promise<T>): Promise<T> {
  const config = requireConfig(io);
  const database = await ensureDatabase(config);
  try {
    useSecretKeys(loadSecretKeys(config, database.dataFolder));
    if (database.ownerUrl !== undefined) await migrate(database.ownerUrl);
    const pool = createPool({
      connectionString: database.appUrl,
      max: 8,
      pipeline: true,
      applicationName: "motcua cli",
      statementTimeoutMs: 0,
    });
    try {
      return await work({ config, database, pool });
    } finally {
      await pool.end();
    }
  } finally {
    await database.release();
  }
}

/** The owner's connection string, or a refusal that says which variable is missing. */
export function requireOwnerUrl(database: DatabaseHandle): string {
  if (database.ownerUrl !== undefined) return database.ownerUrl;
  const { vi, en } = operatorText("database.owner_url_missing");
  throw new CliRefusal(`${vi}\n  ${en}`, EXIT.usage);
}
