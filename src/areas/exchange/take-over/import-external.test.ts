import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { inTransaction, NO_ROWS, reading, type RowScope } from "#platform/db/tx.ts";
import { ask, sendFile } from "../../../../test/support/app.ts";
import { testDatabase, type TestDatabase } from "../../../../test/support/database.ts";
import { makeOffice, type Office, starterProcedure } from "../../../../test/support/office.ts";

const PAGE = "/he-thong-khac/nhap";
const API = "/api/v1/external/imports";

let db: TestDatabase;
let office: Office;
let other: Office;
let serial = 0;
beforeAll(async () => {
  db = await testDatabase();
  await starterProcedure(db.app);
  [office, other] = [await makeOffice(db.app), await makeOffice(db.app)];
});

const rowOf = (more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  ma_ho_so: `${office.prefix}-NHAP-${(serial += 1)}`,
  hinh_thuc_nop: "Trực tuyến",
  ngay_tiep_nhan: "2026-11-16 08:00",
  ngay_hen_tra: "2026-12-25 17:00",
  ngay_co_ket_qua: "",
  ma_thu_tuc: "1.001193",
  chu_ho_so: "Nguyễn Văn Minh",
  trang_thai: "Đã tiếp nhận",
  ngay_trang_thai: "",
  ngay_tra: "",
  ...more,
});
const stored = async (code: string | undefined) =>
  (await db.superuser.query("select agency_id, origin, state from dossier where code = $1", [code])).rows;
const upload = (rows: readonly unknown[], fields: Readonly<Record<string, string>> = {}, who = office.staff.one_stop_head) =>
  sendFile(
    who,
    PAGE,
    { way: "mirror", mapping: "ministry", standIn: "", ...fields },
    { field: "file", name: "danh-sach.json", bytes: Buffer.from(JSON.stringify(rows)) },
  );

describe("a list of another system handed in on the page", () => {
  test("is looked at first, and imported from the same file for the agency of whoever did so", async () => {
    const [good, bad] = [rowOf(), rowOf({ ma_thu_tuc: "9.999999" })];
    const sent = await upload([good, bad]);
    expect(sent.status, sent.body).toBe(303);
    const href = String(sent.headers["location"]);
    const shown = await ask("GET", href, office.staff.one_stop_head);
    expect(shown.body).toContain("unknown_procedure");
    expect(await stored(good["ma_ho_so"])).toEqual([]);
    expect((await ask("GET", href, other.staff.one_stop_head)).status).toBe(404);
    expect((await ask("POST", `${href}/nhap`, other.staff.one_stop_head, {})).status).toBe(404);
    expect((await ask("POST", `${href}/nhap`, office.staff.one_stop_head, {})).status).toBe(303);
    expect(await stored(good["ma_ho_so"])).toEqual([{ agency_id: office.agencyId, origin: "external", state: "ACCEPTED" }]);
    expect((await ask("POST", `${href}/nhap`, office.staff.one_stop_head, {})).status).toBe(303);
    expect(await stored(good["ma_ho_so"])).toHaveLength(1);
  });

  test("leaves a record that the database shows to its agency and to whoever did it, and to nobody else", async () => {
    const head = office.staff.one_stop_head.accountId;
    const stranger = { accountId: other.staff.one_stop_head.accountId, agencies: [other.agencyId] };
    const id = Number(
      String((await upload([rowOf()])).headers["location"])
        .split("/")
        .at(-1),
    );
    const seen = async (scope: RowScope) =>
      (await reading(db.app, scope, (tx) => sql`select 1 from import_run where id = ${id}`.execute(tx))).rows.length;
    expect(await seen({ accountId: null, agencies: [office.agencyId] })).toBe(1);
    expect(await seen({ accountId: head, agencies: [] })).toBe(1);
    expect(await seen(stranger)).toBe(0);
    expect(await seen(NO_ROWS)).toBe(0);
    const changed = inTransaction(db.app, stranger, (tx) =>
      sql`update import_run set report = '{}' where id = ${id}`.execute(tx),
    );
    expect((await changed).numAffectedRows).toBe(0n);
    const forged = inTransaction(db.app, stranger, (tx) =>
      sql`insert into import_run (agency_id, kind, source, source_hash) values (${office.agencyId}, 'dossiers', 'x', '')`.execute(
        tx,
      ),
    );
    await expect(forged).rejects.toThrow("row-level security");
  });

  test("can be taken over; what was typed stays where it is refused", async () => {
    const row = rowOf();
    const refused = await upload([row], { way: "take_over", standIn: "khong.co" });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatch(/value="take_over"[^>]*checked/);
    expect(refused.body).toContain('value="khong.co"');
    const sent = await upload([row], { way: "take_over" });
    await ask("POST", `${String(sent.headers["location"])}/nhap`, office.staff.one_stop_head, {});
    expect(await stored(row["ma_ho_so"])).toMatchObject([{ origin: "taken_over" }]);
  });

  test("a file that was swept cannot be imported any more, and an import is no trial", async () => {
    const sent = await upload([rowOf()]);
    const href = String(sent.headers["location"]);
    await db.superuser.query(`update import_run set upload = jsonb_set(upload, '{sha256}', to_jsonb($2::text)) where id = $1`, [
      Number(href.split("/").at(-1)),
      "0".repeat(64),
    ]);
    expect((await ask("POST", `${href}/nhap`, office.staff.one_stop_head, {})).status).toBe(410);
    const done = await upload([rowOf()]);
    const confirmed = await ask("POST", `${String(done.headers["location"])}/nhap`, office.staff.one_stop_head, {});
    expect((await ask("POST", `${String(confirmed.headers["location"])}/nhap`, office.staff.one_stop_head, {})).status).toBe(409);
  });

  test.each(["../../../../package.json", "/etc/passwd.json", "none"])("knows no mapping %s", async (mapping) => {
    expect((await upload([rowOf()], { mapping })).status).toBe(422);
  });

  test("too many lines are refused before the first is written", async () => {
    const first = rowOf();
    const rows = [first, ...Array.from({ length: 5_000 }, (_, index) => ({ ...first, ma_ho_so: `X${index}` }))];
    const refused = await upload(rows);
    expect(refused.status).toBe(422);
    expect(refused.body).toContain("5000");
    expect(await stored(first["ma_ho_so"])).toEqual([]);
  });
});

describe("by the API", () => {
  const send = (body: unknown, who = office.staff.one_stop_head) => ask("POST", API, who, body);

  test("rows are tried, imported and imported once, for the caller's agency", async () => {
    const rows = [rowOf(), rowOf({ trang_thai: "Lạ" })];
    const tried = await send({ mapping: "ministry", rows, dryRun: true });
    expect(tried.status, tried.body).toBe(200);
    expect(tried.json()).toMatchObject({ dryRun: true, rows: 2, taken: 1, rejected: [{ line: 2, reason: "unknown_value" }] });
    expect(await stored(rows[0]?.["ma_ho_so"])).toEqual([]);
    expect((await send({ mapping: "ministry", rows })).json()).toMatchObject({ taken: 1, alreadyThere: 0 });
    expect((await send({ mapping: "ministry", rows })).json()).toMatchObject({ taken: 0, alreadyThere: 1 });
    expect(await stored(rows[0]?.["ma_ho_so"])).toMatchObject([{ agency_id: office.agencyId }]);
    const elsewhere = await send({ mapping: "ministry", rows }, other.staff.one_stop_head);
    expect(elsewhere.json()).toMatchObject({ taken: 0, rejected: [{ reason: "held_elsewhere" }, { reason: "unknown_value" }] });
  });

  test("what lies in a file of the server, other roles and floods are refused", async () => {
    expect((await send({ mapping: "../../x.json", rows: [rowOf()] })).status).toBe(422);
    expect((await send({ mapping: "wabo", rows: [{ a: 1 }], takeOver: {} })).status).toBe(422);
    expect((await send({ mapping: "ministry", rows: [] })).status).toBe(422);
    expect((await send({ mapping: "ministry", rows: [rowOf()] }, office.staff.receiving_officer)).status).toBe(403);
  });
});
