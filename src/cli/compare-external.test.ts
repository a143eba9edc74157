import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../test/support/cli.ts";
import { freshDatabase, type TestDatabase } from "../../test/support/database.ts";
import { makeOffice, type Office, starterProcedure } from "../../test/support/office.ts";

const folder = mkdtempSync(join(tmpdir(), "motcua-compare-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const HEADER =
  "ma_ho_so,hinh_thuc_nop,ngay_tiep_nhan,ngay_hen_tra,ngay_co_ket_qua,ma_thu_tuc,chu_ho_so,trang_thai,ngay_trang_thai,ngay_tra";

describe("motcua compare external", () => {
  let env: NodeJS.ProcessEnv;
  let office: Office;
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase("cli_compare");
    await starterProcedure(database.app);
    office = await makeOffice(database.app);
    env = { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, MOTCUA_DATA: join(folder, "data") };
  });

  const take = (...lines: readonly string[]) => {
    const path = join(folder, "list.csv");
    writeFileSync(path, [HEADER, ...lines, ""].join("\n"));
    return runCommand(["import", "dossiers", path, "--map", "ministry", "--unit", office.prefix], env);
  };
  const line = (code: string, due: string): string =>
    `${code},Trực tuyến,2026-11-16 08:00,${due},,1.001193,Nguyễn Văn Minh,Đã tiếp nhận,,`;
  const compare = (...more: readonly string[]) => runCommand(["compare", "external", "--unit", office.prefix, ...more], env);

  test("says that nothing was compared yet, then that both sides agree, then what differs", async () => {
    expect((await compare()).code).toBe(1);
    expect((await take(line("BO-1", "2026-12-20 17:00"), line("BO-2", "2026-12-20 17:00"))).code).toBe(0);
    const equal = await compare();
    expect(equal.code, equal.err).toBe(0);
    expect(equal.out).toContain("2 here, 2 there, 0 open of 0 differences");
    // The lists of one day are taken together: the first becomes yesterday's.
    await database.superuser.query("update external_row set seen_on = seen_on - 1");
    await take(line("BO-1", "2026-12-28 17:00"));
    const differing = await compare();
    expect(differing.code).toBe(1);
    expect(differing.out).toContain("2 open of 2 differences");
    expect(differing.out).toContain("BO-1  due: 2026-12-20 / 2026-12-28");
    expect(differing.out).toContain("BO-2  only_here: accepted / –");
    const { system, here, there, differences } = JSON.parse((await compare("--json", "--system", "ministry")).out);
    expect([system, here, there]).toEqual(["ministry", 2, 1]);
    expect(differences.map(({ code, kind }: { code: string; kind: string }) => [code, kind])).toEqual([
      ["BO-1", "due"],
      ["BO-2", "only_here"],
    ]);
  });

  test("a difference that was settled is not open any more", async () => {
    await take(line("BO-1", "2026-12-20 17:00"), line("BO-2", "2026-12-20 17:00"));
    expect(await compare()).toMatchObject({ code: 0 });
  });

  test.each([
    ["no unit", ["compare", "external"], 2],
    ["an unknown unit", ["compare", "external", "--unit", "H00.0"], 1],
    ["an unknown option", ["compare", "external", "--unit", "H00.0", "--all"], 2],
  ])("%s is refused", async (_, argv, code) => {
    expect((await runCommand(argv, env)).code).toBe(code);
  });

  test("a system or a day that was not compared is refused", async () => {
    expect((await compare("--system", "opencps")).code).toBe(1);
    expect((await compare("--day", "2020-01-01")).code).toBe(1);
  });
});
