import { afterAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { createPool } from "./connect.ts";
import { assertSafeDatabase, clockSkew, findDatabaseProblems } from "./self-check.ts";
import { readMigrations } from "./migrate.ts";

describe("the start-up self-check", async () => {
  const database: TestDatabase = await freshDatabase("check");
  afterAll(() => Promise.all([database.app.end(), database.owner.end(), database.superuser.end()]));

  const refusals = async (pool: TestDatabase["app"]) =>
    (await findDatabaseProblems(pool)).filter(({ severity }) => severity === "refuse").map(({ code }) => code);

  it("accepts the application role on a migrated database", async () => {
    expect(await refusals(database.app)).toEqual([]);
  });

  it("refuses a superuser", async () => {
    expect(await refusals(database.superuser)).toEqual(["check.superuser"]);
    await expect(assertSafeDatabase(database.superuser, false)).rejects.toThrow(/superuser/);
  });

  it("refuses the owner of the tables, who could switch every policy off, and says how to do it right", async () => {
    // The owner may also become the backup role, which passes row-level security.
    expect(await refusals(database.owner)).toEqual(["check.bypass_rls", "check.owner"]);
    await expect(assertSafeDatabase(database.owner, false)).rejects.toMatchObject({
      text: { en: expect.stringContaining("DATABASE_OWNER_URL") },
    });
  });

  it("refuses a role that has the owner's rights by membership", async () => {
    const role = `motcua_test_member_${process.pid}`;
    await database.superuser.query(`create role ${role} login password 'motcua-test' in role motcua_owner`);
    const pool = createPool({ connectionString: database.appUrl.replace("motcua_app", role), max: 1 });
    try {
      await database.superuser.query(`grant connect on database ${database.name} to ${role}`);
      expect(await refusals(pool)).toContain("check.owner");
    } finally {
      await pool.end();
      await database.superuser.query(`drop owned by ${role}`);
      await database.superuser.query(`drop role ${role}`);
    }
  });

  it("refuses a schema that lacks a migration, and one that is newer than the program", async () => {
    const migrations = readMigrations();
    const extra = { version: 9999, name: "later", sql: "", sha256: "0" };
    expect((await findDatabaseProblems(database.app, [...migrations, extra])).map(({ code }) => code)).toContain(
      "check.schema_outdated",
    );
    expect((await findDatabaseProblems(database.app, migrations.slice(0, -1))).map(({ code }) => code)).toContain("migration");
  });

  it("refuses a table whose row-level security no longer binds its owner", async () => {
    await database.owner.query("alter table dossier no force row level security");
    expect(await refusals(database.app)).toEqual(["check.rls_not_forced"]);
    await database.owner.query("alter table dossier force row level security");
    expect(await refusals(database.app)).toEqual([]);
  });

  it("warns of a clock that is behind what stands in the database, and lets the office work", async () => {
    await database.owner.query(
      "insert into outbox (at, topic, subject) values (clock_timestamp() + interval '90 seconds', 't', 's')",
    );
    const ofClock = async () => (await findDatabaseProblems(database.app)).filter(({ code }) => code.startsWith("check.clock"));
    const found = await ofClock();
    expect(found).toMatchObject([{ code: "check.clock_behind", severity: "warn" }]);
    expect(found[0]?.text.en).toMatch(/clock is \d\d s behind/);
    expect(await refusals(database.app)).toEqual([]);
    await database.superuser.query("delete from outbox");
    expect(await ofClock()).toEqual([]);
  });

  it("counts as skew only what lies outside of question and answer", () => {
    expect(clockSkew(1_000, 900, 1_100)).toBe(0);
    expect(clockSkew(1_000, 1_500, 1_600)).toBe(-500);
    expect(clockSkew(90_000, 1_000, 1_010)).toBe(88_990);
  });
});
