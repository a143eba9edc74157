import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import writeXlsx from "write-excel-file/node";
import { ask, sendFile } from "../../../../test/support/app.ts";
import { testDatabase, type TestDatabase } from "../../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../../test/support/office.ts";
import { importOfficers, operatorDoor } from "../index.ts";

const NOW = new Date("2026-11-26T09:00:00+07:00");
const HEADER = ["ma_can_bo", "ho_ten", "ten_dang_nhap", "don_vi", "vai_tro", "chuc_vu"];
const PAGE = "/quan-tri/nhap-du-lieu";

let db: TestDatabase;
let office: Office;
let other: Office;
beforeAll(async () => {
  db = await testDatabase();
  [office, other] = [await makeOffice(db.app), await makeOffice(db.app)];
});

let serial = 0;
const unique = (stem: string): string => `${stem}${(serial += 1)}.${office.prefix.toLowerCase()}`;
const rowOf = (username: string, more: Partial<Record<string, string>> = {}): readonly string[] => {
  const row: Readonly<Record<string, string | undefined>> = {
    ma_can_bo: `CB-${username}`,
    ho_ten: "Lý Thị Mai",
    ten_dang_nhap: username,
    don_vi: office.prefix,
    vai_tro: "Chuyên viên",
    chuc_vu: "Chuyên viên văn hóa",
    ...more,
  };
  return HEADER.map((name) => row[name] ?? "");
};
const csvOf = (rows: readonly (readonly string[])[]): string =>
  [HEADER.join(","), ...rows.map((row) => row.join(",")), ""].join("\n");
function fileOf(content: string, name = "can-bo.csv"): string {
  const path = join(mkdtempSync(join(tmpdir(), "motcua-officers-")), name);
  writeFileSync(path, content);
  return path;
}
const run = (path: string, more: Partial<Parameters<typeof importOfficers>[1]> = {}) =>
  importOfficers(operatorDoor(db.app), { path, system: "sheet", reach: "operator", dryRun: false, now: NOW, ...more });
const accountsNamed = async (username: string) =>
  (await db.superuser.query("select id, must_change_password, password_hash from account where username = $1", [username])).rows;

describe("officers of another system", () => {
  test("get an account, a post and a one-time password; a trial writes nothing and the second run changes nothing", async () => {
    const username = unique("mai");
    const path = fileOf(csvOf([rowOf(username)]));
    expect(await run(path, { dryRun: true })).toMatchObject({ rows: 1, taken: 1, passwords: [] });
    expect(await accountsNamed(username)).toEqual([]);
    const report = await run(path);
    expect(report).toMatchObject({ taken: 1, same: 0, rejected: [], passwords: [{ username }] });
    expect(await accountsNamed(username)).toMatchObject([{ must_change_password: true }]);
    const before = await db.superuser.query("select count(*)::int as n from assignment");
    expect(await run(path)).toMatchObject({ taken: 0, same: 1, differing: 0, passwords: [] });
    expect((await db.superuser.query("select count(*)::int as n from assignment")).rows).toEqual(before.rows);
    const signIn = (password: string) => ask("POST", "/api/v1/sessions", undefined, { username, password });
    expect((await signIn("khong-phai-mat-khau")).status).not.toBe(201);
    expect((await signIn(report.passwords[0]?.password ?? "")).status).toBe(201);
  });

  test("with several posts get each of them, in one account", async () => {
    const username = unique("hai");
    const again = { vai_tro: "leader", chuc_vu: "Phó Chủ tịch" };
    expect(await run(fileOf(csvOf([rowOf(username), rowOf(username, again)])))).toMatchObject({ taken: 2, rejected: [] });
    const { rows } = await db.superuser.query(
      `select o.role from account a join assignment g on g.person_id = a.person_id join post o on o.id = g.post_id
       where a.username = $1 order by o.role`,
      [username],
    );
    expect(rows).toEqual([{ role: "leader" }, { role: "specialist" }]);
  });

  test("that are here are compared and never changed; who is not in the list any more is named", async () => {
    const [one, two] = [unique("mot"), unique("hai")];
    await run(fileOf(csvOf([rowOf(one), rowOf(two)])));
    const report = await run(fileOf(csvOf([rowOf(one, { ho_ten: "Lý Thị Mai Hương", vai_tro: "Lãnh đạo" })])));
    expect(report).toMatchObject({ rows: 1, taken: 0, same: 0, differing: 1 });
    expect(report.differences).toMatchObject([
      { key: one, field: "ho_ten", here: "Lý Thị Mai", there: "Lý Thị Mai Hương" },
      { key: one, field: "vai_tro", there: expect.stringMatching(/leader$/) },
    ]);
    expect(report.onlyHere).toContain(two);
    expect(report.onlyHere).not.toContain(one);
    const { rows } = await db.superuser.query(
      "select full_name from person p join account a on a.person_id = p.id where a.username = $1",
      [one],
    );
    expect(rows).toEqual([{ full_name: "Lý Thị Mai" }]);
  });

  test.each([
    ["a unit that is not here", { don_vi: "Xã Không Có" }, "don_vi", "unknown_unit"],
    ["a title that says no role", { vai_tro: "Nhân viên" }, "vai_tro", "unknown_role"],
    ["an administrator", { vai_tro: "Quản trị hệ thống" }, "vai_tro", "role_not_imported"],
    ["a username that cannot be one", { ten_dang_nhap: "Mai Lý" }, "ten_dang_nhap", "username_malformed"],
    ["a name with a number", { ho_ten: "Mai 2" }, "ho_ten", "not_a_name"],
    ["no name", { ho_ten: "" }, "ho_ten", "required"],
  ])("%s is rejected by line and field, and the others are taken", async (_, wrong, field, reason) => {
    const good = unique("tot");
    const report = await run(fileOf(csvOf([rowOf(unique("sai"), wrong), rowOf(good)])));
    expect(report).toMatchObject({ rows: 2, taken: 1, rejected: [{ file: "can-bo.csv", line: 2, field, reason }] });
    expect(await accountsNamed(good)).toHaveLength(1);
  });

  test("a username that someone else has here is rejected, in the file and in the database", async () => {
    const taken = office.staff.leader;
    const username = `${office.prefix}.leader`.toLowerCase();
    const report = await run(fileOf(csvOf([rowOf(username, { ho_ten: `${taken.name} Khác` })])));
    expect(report.rejected).toMatchObject([{ reason: "username_taken", field: "ten_dang_nhap" }]);
    const twice = unique("trung");
    const both = await run(fileOf(csvOf([rowOf(twice), rowOf(twice, { ma_can_bo: "khác" })])));
    expect(both).toMatchObject({ taken: 1, rejected: [{ line: 3, reason: "username_taken" }] });
  });

  test("of OpenCPS come by its columns: the address's name, the title's role, and not who has left", async () => {
    const [one, gone] = [unique("opencps"), unique("nghi")];
    const header = "employeeNo,fullName,email,govAgencyCode,jobPosTitle,workingStatus,leaveDate,password";
    const line = (name: string, status: string): string =>
      `E-${name},Trịnh Văn Nam,${name}@tinh.gov.vn,${office.prefix},Cán bộ Một cửa,${status},,bi-mat-cu`;
    const path = fileOf([header, line(one, "1"), line(gone, "0"), ""].join("\n"));
    const report = await run(path, { system: "opencps" });
    expect(report).toMatchObject({ taken: 1, rejected: [{ line: 3, field: "workingStatus", reason: "officer_left" }] });
    expect(JSON.stringify(report)).not.toContain("bi-mat-cu");
    const { rows } = await db.superuser.query(
      "select o.role, s.source_id from account a join assignment g on g.person_id = a.person_id join post o on o.id = g.post_id join officer_source s on s.account_id = a.id where a.username = $1",
      [one],
    );
    expect(rows).toEqual([{ role: "receiving_officer", source_id: `E-${one}` }]);
  });

  test("come as a workbook and as JSON too, and a list that lacks a column is refused with its name", async () => {
    const [first, second] = [unique("xlsx"), unique("json")];
    const path = fileOf("", "can-bo.xlsx");
    await writeXlsx([HEADER, [...rowOf(first)]].map((row) => row.map((value) => ({ value, type: String }))) as never).toFile(
      path,
    );
    expect(await run(path)).toMatchObject({ taken: 1, rejected: [] });
    const row = Object.fromEntries(rowOf(second).map((value, at) => [HEADER[at], value]));
    expect(await run(fileOf(JSON.stringify([row]), "can-bo.json"))).toMatchObject({ taken: 1, rejected: [] });
    await expect(run(fileOf("ma_can_bo,ho_ten\n1,Mai\n"))).rejects.toMatchObject({ code: "column_missing" });
  });
});

describe("the administrator's page", () => {
  const upload = (rows: readonly (readonly string[])[], who = office.staff.administrator, name = "can-bo.csv") =>
    sendFile(
      who,
      PAGE,
      { kind: "officers", system: "sheet", unit: "", level: "" },
      { field: "file", name, bytes: Buffer.from(csvOf(rows)) },
    );

  test("shows what would be taken, then imports the same file and shows the passwords once", async () => {
    const [good, elsewhere] = [unique("trang"), unique("ngoai")];
    const sent = await upload([rowOf(good), rowOf(elsewhere, { don_vi: other.prefix })]);
    expect(sent.status).toBe(303);
    const href = String(sent.headers["location"]);
    const shown = await ask("GET", href, office.staff.administrator);
    expect(shown.body).toContain("unit_not_yours");
    expect(await accountsNamed(good)).toEqual([]);
    expect((await ask("GET", href, other.staff.administrator)).status).toBe(404);
    expect((await ask("POST", `${href}/nhap`, other.staff.administrator, {})).status).toBe(404);
    const done = await ask("POST", `${href}/nhap`, office.staff.administrator, {});
    expect(done.status).toBe(200);
    expect(done.body).toMatch(/[a-z2-9]{4}(-[a-z2-9]{4}){3}/);
    expect(await accountsNamed(good)).toHaveLength(1);
    expect(await accountsNamed(elsewhere)).toEqual([]);
    const { rows } = await db.superuser.query("select report::text from import_run where kind = 'officers'");
    expect(rows.some(({ report }: { report: string }) => /[a-z2-9]{4}(-[a-z2-9]{4}){3}/.test(report))).toBe(false);
  });

  test("refuses a file that is no list, keeps what was chosen, and is no one else's", async () => {
    const wrong = await upload([], office.staff.administrator, "can-bo.pdf");
    expect(wrong.status).toBe(422);
    const latin = Buffer.from("ma_can_bo,ho_ten\n1,L\xfd\n", "latin1");
    const fields = { kind: "procedure_sheet", system: "opencps", unit: "", level: "Cấp xã" };
    const refused = await sendFile(office.staff.administrator, PAGE, fields, { field: "file", name: "a.csv", bytes: latin });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatch(/value="procedure_sheet"[^>]*checked/);
    expect((await upload([rowOf(unique("la"))], office.staff.leader)).status).toBe(403);
  });
});
