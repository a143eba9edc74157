import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { emptyDatabase, type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { migrate, readMigrations } from "./migrate.ts";

const opened: TestDatabase[] = [];

afterAll(async () => {
  await Promise.all(opened.flatMap(({ app, owner, superuser }) => [app.end(), owner.end(), superuser.end()]));
});

function write(files: Record<string, string>) {
  const place = mkdtempSync(join(tmpdir(), "motcua-migrations-"));
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(place, name), sql);
  try {
    return readMigrations(place);
  } finally {
    rmSync(place, { recursive: true });
  }
}

async function empty(label: string): Promise<TestDatabase> {
  const database = await emptyDatabase(label);
  opened.push(database);
  return database;
}

const ONE = "create table one (id int)";
const TWO = "create table two (id int)";

describe("migrations", () => {
  it("apply in order, once, and a later number may come before an earlier one of another area", async () => {
    const { ownerUrl, owner } = await empty("order");
    expect((await migrate(ownerUrl, write({ "0001_one.sql": ONE, "0020_two.sql": TWO }))).map(({ version }) => version)).toEqual([
      1, 20,
    ]);
    const more = write({ "0001_one.sql": ONE, "0010_between.sql": "insert into one values (1)", "0020_two.sql": TWO });
    expect((await migrate(ownerUrl, more)).map(({ version }) => version)).toEqual([10]);
    expect(await migrate(ownerUrl, more)).toEqual([]);
    expect((await owner.query("select count(*)::int as n from one")).rows).toEqual([{ n: 1 }]);
  });

  it("run once when two starts happen at the same time", async () => {
    const { ownerUrl } = await empty("race");
    const migrations = write({ "0001_one.sql": `${ONE}; select pg_sleep(0.2)`, "0002_two.sql": TWO });
    const applied = await Promise.all([
      migrate(ownerUrl, migrations),
      migrate(ownerUrl, migrations),
      migrate(ownerUrl, migrations),
    ]);
    expect(applied.map(({ length }) => length).toSorted()).toEqual([0, 0, 2]);
  });

  it("keep nothing of one that fails, and say where it failed", async () => {
    const { ownerUrl, owner } = await empty("fails");
    const failing = write({
      "0001_one.sql": ONE,
      "0002_two.sql": `${TWO};\ninsert into one values (1);\nselect nothing_like_this;`,
    });
    await expect(migrate(ownerUrl, failing)).rejects.toMatchObject({
      code: "failed",
      text: { en: expect.stringMatching(/2 two failed at line 3/) },
    });
    expect(
      (await owner.query("select to_regclass('one') as one, to_regclass('two') as two, (select count(*)::int from one) as n"))
        .rows,
    ).toEqual([{ one: "one", two: null, n: 0 }]);
    expect((await migrate(ownerUrl, write({ "0001_one.sql": ONE, "0002_two.sql": TWO }))).map(({ version }) => version)).toEqual([
      2,
    ]);
  });

  it("refuse a file that changed after it was applied, and a database that is newer than the program", async () => {
    const { ownerUrl } = await empty("changed");
    await migrate(ownerUrl, write({ "0001_one.sql": ONE, "0002_two.sql": TWO }));
    await expect(migrate(ownerUrl, write({ "0001_one.sql": `${ONE} `, "0002_two.sql": TWO }))).rejects.toMatchObject({
      code: "changed",
    });
    await expect(migrate(ownerUrl, write({ "0001_one.sql": ONE }))).rejects.toMatchObject({ code: "unknown" });
  });

  it("refuse a misnamed file and a number used twice", () => {
    expect(() => write({ "1_one.sql": ONE })).toThrow(/0001_short_name/);
    expect(() => write({ "0001_one.sql": ONE, "0001_two.sql": TWO })).toThrow(/used twice/);
  });
});

describe("the migrated schema", () => {
  it("lets only the application call functions that pass row-level security, and none of them belongs to a role that signs in", async () => {
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query(
      `select p.proname as name, pg_get_userbyid(p.proowner) as owner, has_function_privilege('public', p.oid, 'execute') as public,
              coalesce(array_to_string(p.proconfig, ','), '') like '%search_path=public, pg_temp%' as fixed_path
         from pg_proc p where p.prosecdef and p.pronamespace = 'public'::regnamespace order by 1`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((row) => row.owner !== "motcua_lookup" || row.public || !row.fixed_path)).toEqual([]);
  });

  it("hides every row of a protected table from its owner too, when no agency is named", async () => {
    const { owner } = await testDatabase();
    const { rows } = await owner.query<{ name: string }>(
      "select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity order by 1",
    );
    const client = await owner.connect();
    try {
      for (const { name } of rows) {
        expect((await client.query(`select count(*)::int as seen from "${name}"`)).rows, name).toEqual([{ seen: 0 }]);
      }
    } finally {
      client.release();
    }
  });
});
