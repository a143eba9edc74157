import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../test/support/cli.ts";
import { freshDatabase } from "../../test/support/database.ts";
import { makeOffice, type Office } from "../../test/support/office.ts";

const folder = mkdtempSync(join(tmpdir(), "motcua-officers-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(name: string, ...lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, [...lines, ""].join("\n"));
  return path;
}

describe("motcua import officers and import procedures --format", () => {
  let env: NodeJS.ProcessEnv;
  let office: Office;
  beforeAll(async () => {
    const database = await freshDatabase("cli_officers");
    office = await makeOffice(database.app);
    env = { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, MOTCUA_DATA: join(folder, "data") };
  });

  test("a list is tried, taken with one-time passwords, and taken once", async () => {
    const path = fileOf(
      "can-bo.csv",
      "ma_can_bo,ho_ten,ten_dang_nhap,don_vi,vai_tro,chuc_vu",
      `1,Lý Thị Mai,mai.ly,${office.prefix},Chuyên viên,Chuyên viên`,
      "2,Lý Văn Nam,nam.ly,,Chuyên viên,Chuyên viên",
      `3,Lý Văn Tú,tu.ly,${office.prefix},Nhân viên,Nhân viên`,
    );
    const tried = await runCommand(["import", "officers", path, "--dry-run"], env);
    expect(tried.code).toBe(1);
    expect(tried.out).toContain("taken      1");
    expect(tried.out).toMatch(/line 3: don_vi: .*\(required\)/);
    expect(tried.out).toMatch(/line 4: vai_tro: .*\(unknown_role\)/);
    const done = await runCommand(["import", "officers", path, "--unit", office.prefix, "--json"], env);
    const report = JSON.parse(done.out);
    expect(report).toMatchObject({ rows: 3, taken: 2, passwords: [{ username: "mai.ly" }, { username: "nam.ly" }] });
    const again = await runCommand(["import", "officers", path, "--unit", office.prefix], env);
    expect(again.out).toContain("same       2");
    expect(again.out).not.toContain("one-time");
  });

  test("procedures of OpenCPS need a level and are taken with one", async () => {
    const path = fileOf("tt.csv", "serviceCode,serviceName,domainName,durationText", "9.700009,Thủ tục thử,Đất đai,05 ngày");
    const without = await runCommand(["import", "procedures", path, "--format", "opencps"], env);
    expect(without.code).toBe(1);
    const taken = await runCommand(["import", "procedures", path, "--format", "opencps", "--level", "Cấp xã", "--json"], env);
    expect(taken.code).toBe(0);
    expect(JSON.parse(taken.out)).toMatchObject({ system: "opencps", rows: 1, taken: 1 });
  });

  test("open dossiers are taken over by the officers' numbers, tried first; a stand-in belongs to that alone", async () => {
    const line = (code: string, officer: string): string =>
      `${code},1,9.700009,Nguyễn Văn Minh,processing,2026-11-16 08:00,2026-12-25 17:00,,,2026-11-17 08:00,,${office.prefix},Xã,${officer}`;
    const header =
      "dossierNo,online,serviceCode,applicantName,dossierStatus,receiveDate,dueDate,releaseDate,finishDate,modifiedDate,referenceUid,govAgencyCode,govAgencyName,employeeNo";
    const [one, two] = [`${office.prefix}-1`, `${office.prefix}-2`];
    const path = fileOf("ho-so.csv", header, line(one, "mai.ly"), line(two, ""));
    const ask = ["import", "dossiers", path, "--map", "opencps", "--unit", office.prefix, "--take-over"];
    const tried = await runCommand([...ask, "--dry-run"], env);
    expect(tried.out).toContain("taken         1");
    expect(tried.out).toContain("(no_officer)");
    const done = await runCommand([...ask, "--stand-in", "nam.ly", "--json"], env);
    expect(done.code, done.err).toBe(0);
    expect(JSON.parse(done.out)).toMatchObject({ taken: 2, rejected: [] });
    const without = ask.filter((word) => word !== "--take-over");
    expect((await runCommand([...without, "--stand-in", "nam.ly"], env)).code).toBe(2);
  });

  test.each([
    ["no file", ["import", "officers"], 2],
    ["an unknown format", ["import", "officers", "x.csv", "--format", "ods"], 2],
    ["details of the national catalogue", ["import", "procedures", "x.csv", "--format", "csv", "--details", "y"], 2],
    ["a file that is not there", ["import", "officers", "/nowhere/x.csv"], 1],
  ])("%s is refused", async (_, argv, code) => {
    expect((await runCommand(argv, env)).code).toBe(code);
  });
});
