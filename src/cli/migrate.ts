import { parseArgs } from "node:util";
import pg from "pg";
import { ensureDatabase } from "#platform/db/embedded/ensure-database.ts";
import { findPending, migrate, readApplied, readMigrations } from "#platform/db/migrate.ts";
import { useSecretKeys } from "#platform/secrets/seal.ts";
import { loadSecretKeys } from "#platform/secrets/secret-keys.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { refreshSearchIndex } from "./refresh-search.ts";
import { sealSecrets } from "./seal-secrets.ts";
import { type CliCommand, type CliIo, EXIT } from "./command.ts";
import { requireConfig, requireOwnerUrl } from "./with-database.ts";

export const command: CliCommand = {
  name: "migrate",
  summary: "Bring the database's schema up to date",
  usage: `
Usage: motcua migrate [--check] [--json]

  --check   change nothing; end with 1 when something is missing
  --json    {"applied": [{"version", "name"}], "pending": [{"version", "name"}]}

Works as the owner role (DATABASE_OWNER_URL with a server of your own). Each migration is one transaction;
running it again, or twice at once, is harmless. Back up before an upgrade: motcua backup.`,
  run,
};

async function run(args: string[], io: CliIo): Promise<number> {
  const { values } = parseArgs({ args, options: { check: { type: "boolean" }, json: { type: "boolean" } }, strict: true });
  const config = requireConfig(io);
  const database = await ensureDatabase(config);
  try {
    useSecretKeys(loadSecretKeys(config, database.dataFolder));
    const ownerUrl = requireOwnerUrl(database);
    const applied = values.check === true ? [] : await migrate(ownerUrl);
    if (values.check !== true) {
      await prepareDatabase(ownerUrl, { always: true });
      await refreshSearchIndex(database.appUrl);
      await sealSecrets(database.appUrl, io);
    }
    const pending = values.check === true ? await readPending(ownerUrl) : [];
    const brief = (list: readonly { version: number; name: string }[]) => list.map(({ version, name }) => ({ version, name }));
    if (values.json === true) {
      io.stdout.write(`${JSON.stringify({ applied: brief(applied), pending: brief(pending) })}\n`);
    } else {
      for (const { version, name } of applied) io.stdout.write(`applied ${String(version).padStart(4, "0")} ${name}\n`);
      for (const { version, name } of pending) io.stdout.write(`missing ${String(version).padStart(4, "0")} ${name}\n`);
      if (applied.length + pending.length === 0) io.stdout.write("the schema is up to date\n");
    }
    return pending.length > 0 ? EXIT.failed : EXIT.done;
  } finally {
    await database.release();
  }
}

async function readPending(ownerUrl: string): Promise<{ version: number; name: string }[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const known = await client.query<{ exists: boolean }>("select to_regclass('public.schema_migration') is not null as exists");
    return findPending(known.rows[0]?.exists === true ? await readApplied(client) : [], readMigrations());
  } finally {
    await client.end();
  }
}
