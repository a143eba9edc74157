import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import readXlsx from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../test/support/cli.ts";
import { freshDatabase, type TestDatabase } from "../../test/support/database.ts";

const folder = mkdtempSync(join(tmpdir(), "motcua-import-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = ({ appUrl, ownerUrl }: TestDatabase, data: string): NodeJS.ProcessEnv => ({
  DATABASE_URL: appUrl,
  DATABASE_OWNER_URL: ownerUrl,
  MOTCUA_DATA: join(folder, data),
});

/** Cases that come in one a minute and end after a day, every third one late. */
function writeCases(name: string, count: number): string {
  const header = "case_id,channel,department,group,responsible,start_date,deadline,end_date,end_date_planned,status_vs_deadline";
  const lines = Array.from({ length: count }, (_, index) => {
    const start = Date.UTC(2011, 2, 1, 8, index);
    const iso = (ms: number): string => new Date(ms).toISOString();
    const due = start + (index % 3 === 0 ? -1 : 2) * 86_400_000;
    return `c${index},Internet,General,,R1,${iso(start)},${iso(due)},${iso(start + 86_400_000)},,`;
  });
  const path = join(folder, name);
  writeFileSync(path, [header, ...lines, ""].join("\n"));
  return path;
}

describe("motcua import dossiers and motcua report ii06a", () => {
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    env = environment(await freshDatabase("cli_report"), "report");
    const imported = await runCommand(["import", "dossiers", writeCases("some.csv", 30), "--map", "wabo", "--json"], env);
    expect(imported.code, imported.err).toBe(0);
    expect(JSON.parse(imported.out)).toMatchObject({ rows: 30, taken: 30, unit: "WABO" });
  });

  test("what came in is reported, as JSON, CSV, a workbook and text", async () => {
    const ask = ["report", "ii06a", "--unit", "WABO", "--as-of", "2011-03-05", "--by", "channel"];
    const answer = await runCommand([...ask, "--json"], env);
    expect(JSON.parse(answer.out)).toMatchObject({
      total: { received: 30, resolvedEarly: 20, resolvedLate: 10 },
      by: "channel",
      period: { from: null, to: "2011-03-05" },
    });
    expect((await runCommand([...ask, "--format", "csv"], env)).out).toContain("1,Trực tuyến,30,30,0,0,30,20,0,10,0,0,0");
    expect((await runCommand(ask, env)).out).toMatch(/Tổng cộng +30 +30 +0 +0 +30 +20 +0 +10 +0 +0 +0/);
    const out = join(folder, "report.xlsx");
    expect((await runCommand([...ask, "--format", "xlsx", "--out", out], env)).code).toBe(0);
    const [sheet] = await readXlsx(out);
    expect(sheet?.data.some((row) => row[1] === "Trực tuyến" && row[2] === 30)).toBe(true);
  });

  test.each([
    ["no mapping", ["import", "dossiers", "x.csv"], 2],
    ["a mapping that does not exist", ["import", "dossiers", "x.csv", "--map", "none"], 1],
    ["a report without a unit", ["report", "ii06a"], 2],
    ["a report by what nobody knows", ["report", "ii06a", "--unit", "WABO", "--by", "colour"], 2],
    ["a report of a day that does not exist", ["report", "ii06a", "--unit", "WABO", "--to", "2011-02-30"], 2],
    ["a report of a unit that does not exist", ["report", "ii06a", "--unit", "H00"], 1],
    ["a workbook without a file", ["report", "ii06a", "--unit", "WABO", "--format", "xlsx"], 2],
    ["a row of figures that does not exist", ["figures", "--row", "Z9"], 2],
    ["a scale above one", ["seed", "figures", "--scale", "2"], 2],
    ["demonstration data in a database with units", ["seed", "demo"], 1],
  ])("%s is refused with exit code %j", async (_, argv, code) => {
    const answer = await runCommand(argv, env);
    expect(answer).toMatchObject({ code, out: "" });
    expect(answer.err).not.toBe("");
  });
});

describe("an import whose connections are cut", () => {
  test("keeps whole batches and goes on when it is run again", { timeout: 120_000 }, async () => {
    const db = await freshDatabase("cli_cut");
    const env = environment(db, "cut");
    const path = writeCases("many.csv", 6000);
    const count = async (): Promise<number> => (await db.superuser.query("select count(*)::int as n from dossier")).rows[0].n;
    const first = runCommand(["import", "dossiers", path, "--map", "wabo", "--json"], env);
    while ((await count()) < 500) await sleep(5);
    await db.superuser.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'motcua cli'",
      [db.name],
    );
    expect((await first).code).not.toBe(0);
    const kept = await count();
    expect([kept % 500, kept < 6000]).toEqual([0, true]);
    const second = await runCommand(["import", "dossiers", path, "--map", "wabo", "--json"], env);
    expect(JSON.parse(second.out)).toMatchObject({ rows: 6000, taken: 6000 - kept, alreadyThere: kept, rejected: [] });
    expect(await count()).toBe(6000);
  });
});
