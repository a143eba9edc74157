import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRoles } from "#platform/db/embedded/initialise.ts";
import { ensureEmbedded, type EmbeddedHandle } from "#platform/db/embedded/ensure-database.ts";
import { acquireMutex } from "#platform/db/embedded/mutex.ts";
import { migrate } from "#platform/db/migrate.ts";
import { externalSuperuserUrl, getTestRun, withSuperuser } from "./test-run.ts";

/** What a run of tests shares between its threads, handed on by environment. */
export interface TestServer {
  readonly superuserUrl: string;
  readonly passwords: { readonly motcua_owner: string; readonly motcua_app: string };
  readonly template: string;
}

/** Durability is tested where it is the subject; elsewhere a lost test database is no loss. */
const FAST = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "100" };

const started: { handle?: Promise<EmbeddedHandle> } = {};

/** The server with a migrated template database; starts and migrates at the first call of the run. */
export async function ensureTestServer(): Promise<TestServer> {
  const run = getTestRun();
  const external = externalSuperuserUrl();
  const template = `${run.replaceAll("-", "_")}_template`;
  const passwords = { motcua_owner: "motcua-test", motcua_app: "motcua-test" };
  const superuserUrl =
    external ?? (await (started.handle ??= ensureEmbedded(join(tmpdir(), run), { settings: FAST }))).superuserUrl;
  const mutex = await acquireMutex(`${run} template`, 120_000);
  try {
    await withSuperuser(superuserUrl, async (client) => {
      const found = await client.query("select from pg_database where datname = $1", [template]);
      if (found.rowCount !== 0) return;
      await client.query(`create database ${template} template template0 encoding 'UTF8'`);
      await withSuperuser(databaseUrl(superuserUrl, template), (inside) => createRoles(inside, passwords));
      await migrate(roleUrl(superuserUrl, "motcua_owner", passwords.motcua_owner, template));
    });
  } finally {
    await mutex.release();
  }
  return { superuserUrl, passwords, template };
}

export function databaseUrl(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

export function roleUrl(superuserUrl: string, role: string, password: string, database: string): string {
  const changed = new URL(databaseUrl(superuserUrl, database));
  changed.username = role;
  changed.password = password;
  return changed.href;
}
