import { threadId } from "node:worker_threads";
import type pg from "pg";
import { createPool } from "#platform/db/connect.ts";
import { createRoles } from "#platform/db/embedded/initialise.ts";
import { databaseUrl, ensureTestServer, roleUrl, type TestServer } from "./server.ts";
import { withSuperuser } from "./test-run.ts";

export interface TestDatabase {
  readonly name: string;
  /** The application role: what the product's code runs as. */
  readonly app: pg.Pool;
  /** The owner of the schema; forced row-level security binds it too. */
  readonly owner: pg.Pool;
  /** Sees every row: for looking at what really happened. */
  readonly superuser: pg.Pool;
  readonly appUrl: string;
  readonly ownerUrl: string;
}

const shared: { database?: Promise<TestDatabase> } = {};

/**
 * The migrated database of this test thread, cloned from the template once and used by all its files. A test works
 * in an agency of its own, or in a transaction that it rolls back.
 */
export function testDatabase(): Promise<TestDatabase> {
  return (shared.database ??= cloneTemplate(`t${threadId}_${process.env["VITEST_POOL_ID"] ?? "0"}`));
}

/** One more migrated database, empty: for tests that must change what others see. Costs about 50 ms. */
export async function freshDatabase(label: string): Promise<TestDatabase> {
  return cloneTemplate(`f${threadId}_${label}_${Date.now().toString(36)}`);
}

/** A database with the roles and nothing else, as an operator makes it: for restores and first starts. */
export async function emptyDatabase(label: string): Promise<TestDatabase> {
  const server = await ensureTestServer();
  const name = server.template.replace(/template$/, `e${threadId}_${label}_${Date.now().toString(36)}`);
  await withSuperuser(server.superuserUrl, async (client) => {
    await client.query(`create database ${client.escapeIdentifier(name)} template template0 encoding 'UTF8'`);
  });
  // Roles belong to the whole server: two threads that make them at once would meet in the same rows.
  await withSuperuser(server.superuserUrl, async (guard) => {
    await guard.query("select pg_advisory_lock(hashtext('test roles'))");
    await withSuperuser(databaseUrl(server.superuserUrl, name), (client) => createRoles(client, server.passwords));
  });
  return connectTo(server, name);
}

async function cloneTemplate(suffix: string): Promise<TestDatabase> {
  const server = await ensureTestServer();
  const name = server.template.replace(/template$/, suffix);
  await withSuperuser(server.superuserUrl, async (client) => {
    await client.query(`create database ${client.escapeIdentifier(name)} template ${server.template}`);
  });
  // A clone does not take over the rights on the database itself.
  await withSuperuser(databaseUrl(server.superuserUrl, name), async (client) => {
    await client.query(`alter database ${client.escapeIdentifier(name)} owner to motcua_owner`);
  });
  return connectTo(server, name);
}

function connectTo(server: TestServer, name: string): TestDatabase {
  const appUrl = roleUrl(server.superuserUrl, "motcua_app", server.passwords.motcua_app, name);
  const ownerUrl = roleUrl(server.superuserUrl, "motcua_owner", server.passwords.motcua_owner, name);
  const pool = (connectionString: string, max: number, pipeline = false): pg.Pool =>
    createPool({ connectionString, max, pipeline, applicationName: "motcua test" });
  return {
    name,
    // As the web process has it.
    app: pool(appUrl, 12, true),
    owner: pool(ownerUrl, 4),
    superuser: pool(databaseUrl(server.superuserUrl, name), 2),
    appUrl,
    ownerUrl,
  };
}
