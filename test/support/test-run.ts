import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { describeDataFolder } from "../../src/platform/db/embedded/data-folder.ts";
import { findDatabaseUser } from "../../src/platform/db/embedded/database-user.ts";
import { stopPostmaster } from "../../src/platform/db/embedded/postmaster.ts";

const RUN_VARIABLE = "MOTCUA_TEST_RUN";
const PREFIX = `motcua-test-${process.getuid?.() ?? 0}-`;

/** Names this run; the server itself starts with the first test that asks for it. */
export async function beginTestRun(): Promise<void> {
  await removeLeftovers();
  process.env[RUN_VARIABLE] = `${PREFIX}${process.pid}-${randomBytes(3).toString("hex")}`;
}

/** Stops and removes what the run started. */
export async function endTestRun(): Promise<void> {
  const run = getTestRun();
  if (externalSuperuserUrl() !== undefined) await dropDatabases(run);
  await removeServer(join(tmpdir(), run));
}

export function getTestRun(): string {
  const run = process.env[RUN_VARIABLE];
  if (run === undefined) throw new Error("the tests need test/support/global-setup.ts in vitest.config.ts");
  return run;
}

/** A server of one's own to test against instead of the embedded one, such as Debian's PostgreSQL 15. */
export const externalSuperuserUrl = (): string | undefined => process.env["DATABASE_URL_TEST_SUPERUSER"] || undefined;

export async function withSuperuser<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function dropDatabases(run: string): Promise<void> {
  await withSuperuser(externalSuperuserUrl() ?? "", async (client) => {
    const prefix = `${run.replaceAll("-", "_")}_`;
    const found = await client.query<{ datname: string }>("select datname from pg_database where starts_with(datname, $1)", [
      prefix,
    ]);
    for (const { datname } of found.rows) await client.query(`drop database ${client.escapeIdentifier(datname)} with (force)`);
  });
}

/** A run that was killed leaves its server behind: the next run of the same user ends it. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? name.slice(PREFIX.length).split("-")[0] : undefined;
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) await removeServer(join(tmpdir(), name));
  }
}

async function removeServer(root: string): Promise<void> {
  if (!existsSync(root)) return;
  await stopPostmaster(describeDataFolder(root, findDatabaseUser()), "immediate");
  rmSync(root, { recursive: true, force: true });
}
