import { mkdtempSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import writeXlsx from "write-excel-file/node";
import { ask } from "../../../test/support/app.ts";
import { testDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office, starterProcedure } from "../../../test/support/office.ts";
import { importDossiers } from "./index.ts";

const NOW = new Date("2026-11-20T10:00:00+07:00");
const HEADER =
  "ma_ho_so,hinh_thuc_nop,ngay_tiep_nhan,ngay_hen_tra,ngay_co_ket_qua,ma_thu_tuc,chu_ho_so,trang_thai,ngay_trang_thai,ngay_tra";
const PAGE = "/he-thong-khac";

interface Row {
  readonly code: string;
  readonly state?: string;
  readonly due?: string;
  readonly ended?: string;
  readonly procedure?: string;
}

const cellsOf = ({ code, state = "Đang xử lý", due = "2026-11-25 17:00", ended = "", procedure = "1.001193" }: Row): string[] => {
  const at = state === "Chờ bổ sung" ? "2026-11-18 09:00" : "";
  return [code, "Trực tuyến", "2026-11-16 08:00", due, ended, procedure, "Nguyễn Văn Minh", state, at, ""];
};

const fileNamed = (name: string): string => join(mkdtempSync(join(tmpdir(), "motcua-mirror-")), name);

function csv(rows: readonly Row[]): string {
  const path = fileNamed("list.csv");
  writeFileSync(path, [HEADER, ...rows.map((row) => cellsOf(row).join(",")), ""].join("\n"));
  return path;
}

let db: TestDatabase;
let office: Office;
let other: Office;
let serial = 0;
const newCode = (): string => `${office.prefix}BTP-261116-${String((serial += 1)).padStart(4, "0")}`;
const run = (path: string, of: Office = office, more: { dryRun?: boolean; now?: Date } = {}) =>
  importDossiers(db.app, { path, map: "ministry", unitCode: of.prefix, dryRun: false, now: NOW, ...more });
const stored = async (code: string) =>
  (
    await db.superuser.query(
      "select id, agency_id, origin, state, outcome, due_at, due_source, term_value, last_seq from dossier where code = $1",
      [code],
    )
  ).rows;

beforeAll(async () => {
  db = await testDatabase();
  await starterProcedure(db.app);
  [office, other] = [await makeOffice(db.app), await makeOffice(db.app)];
});

describe("dossiers that live in a ministry's system (Decree 224/2026 article 15.1)", () => {
  test("are taken by national code with the due date that the source gives, or the one that our clock counts", async () => {
    const [given, counted] = [newCode(), newCode()];
    const report = await run(csv([{ code: given }, { code: counted, due: "" }]));
    expect(report).toMatchObject({ rows: 2, taken: 2, alreadyThere: 0, rejected: [] });
    expect(await stored(given)).toMatchObject([
      {
        origin: "external",
        state: "PROCESSING",
        due_source: "Hệ thống tập trung của bộ",
        due_at: new Date("2026-11-25T10:00:00Z"),
      },
    ]);
    const [own] = await stored(counted);
    expect(own.due_source).toBeNull();
    expect(own.due_at).toBeInstanceOf(Date);
  });

  test("a list is CSV, JSON or a workbook, with the same result", async () => {
    const [first, second] = [newCode(), newCode()];
    const names = HEADER.split(",");
    const json = fileNamed("list.json");
    writeFileSync(json, JSON.stringify([Object.fromEntries(cellsOf({ code: first }).map((cell, at) => [names[at], cell])), 7]));
    const xlsx = fileNamed("list.xlsx");
    const sheet = [names, cellsOf({ code: second })].map((row) => row.map((value) => ({ value, type: String })));
    await (await writeXlsx(sheet)).toFile(xlsx);
    const report = await run(json);
    expect(report).toMatchObject({ rows: 2, taken: 1, rejected: [{ line: 2, reason: "malformed_csv" }] });
    expect(await run(xlsx)).toMatchObject({ rows: 1, taken: 1, rejected: [] });
    const due = async (code: string) => (await stored(code))[0].due_at;
    expect(await due(first)).toEqual(await due(second));
  });

  test("a dry run writes nothing; run again nothing is taken twice; a code of another agency is not counted here too", async () => {
    const code = newCode();
    const path = csv([{ code }]);
    expect(await run(path, office, { dryRun: true })).toMatchObject({ taken: 1 });
    expect(await stored(code)).toEqual([]);
    await run(path);
    expect(await run(path)).toMatchObject({ taken: 0, alreadyThere: 1 });
    expect(await run(path, other)).toMatchObject({
      taken: 0,
      rejected: [{ line: 2, field: "ma_ho_so", reason: "held_elsewhere" }],
    });
    expect(await stored(code)).toMatchObject([{ agency_id: office.agencyId }]);
  });

  test("two imports of one list at the same moment take each code once", async () => {
    const codes = Array.from({ length: 8 }, newCode);
    const path = csv(codes.map((code) => ({ code })));
    const done = await Promise.all([run(path), run(path), run(path)]);
    expect(done.reduce((sum, { taken }) => sum + taken, 0)).toBe(codes.length);
    expect(done.every(({ rows, taken, alreadyThere }) => rows === taken + alreadyThere)).toBe(true);
  });

  test("a list that is too large is refused before it is read", async () => {
    const path = fileNamed("huge.json");
    writeFileSync(path, "");
    truncateSync(path, 3_000_000_000);
    await expect(run(path)).rejects.toMatchObject({ code: "file_too_large" });
  });

  test("what cannot be taken is rejected by line, column and reason, and stands on the screen as being only there", async () => {
    const [unknown, ended, waiting] = [newCode(), newCode(), newCode()];
    const report = await run(
      csv([
        { code: unknown, procedure: "9.999999" },
        { code: ended, state: "Đã có kết quả" },
        { code: waiting, state: "Lạ" },
        { code: newCode(), state: "constructor" },
      ]),
    );
    expect(report.rejected.map(({ line, field, reason }) => [line, field, reason])).toEqual([
      [2, "ma_thu_tuc", "unknown_procedure"],
      [3, "ngay_co_ket_qua", "required"],
      [4, "trang_thai", "unknown_value"],
      [5, "trang_thai", "unknown_value"],
    ]);
    expect((await ask("GET", PAGE, office.staff.leader)).body).toContain(unknown);
  });

  test("they follow their source forward, and no command moves them", async () => {
    const code = newCode();
    await run(csv([{ code, state: "Chờ bổ sung" }]));
    const [{ id, last_seq: seq }] = await stored(code);
    const page = await ask("GET", `/ho-so/${id}`, office.staff.receiving_officer);
    expect(page.body).toContain("Hệ thống tập trung của bộ");
    expect(page.body).not.toContain(`action="/ho-so/${id}/`);
    const acted = await ask("POST", `/ho-so/${id}/stop`, office.staff.leader, { seq, reason: "thử", basis: "thử" });
    expect(acted.status).toBe(409);
    expect(acted.body).toContain("Hệ thống tập trung của bộ; ở đây chỉ xem");
    await run(csv([{ code, state: "Từ chối giải quyết", ended: "2026-11-19 16:00" }]));
    expect(await stored(code)).toMatchObject([{ state: "DECIDED", outcome: "refused", last_seq: seq + 1 }]);
  });

  test("the database itself lets nothing beside the import write to one", async () => {
    const code = newCode();
    await run(csv([{ code }]));
    const [{ id }] = await stored(code);
    const moved = db.superuser.query("update dossier set state = 'RETURNED' where id = $1", [id]);
    await expect(moved).rejects.toMatchObject({ code: "MQ001" });
  });

  test.each(["dossier_inquiry", "digital_copy", "original_paper", "result_document", "fee_line", "archive_entry"])(
    "nothing is written beside one: %s",
    async (table) => {
      const code = newCode();
      await run(csv([{ code }]));
      const [{ id }] = await stored(code);
      const written = db.superuser.query(`insert into ${table} (dossier_id) values ($1)`, [id]);
      await expect(written).rejects.toMatchObject({ code: "MQ001" });
    },
  );

  test("what differs is listed by system and day with what to do, and is resolved once, by name, with a reason", async () => {
    const mine = await makeOffice(db.app);
    const [gone, moved] = [newCode(), newCode()];
    await run(csv([{ code: gone }, { code: moved }]), mine, { now: new Date("2026-11-19T10:00:00+07:00") });
    await run(csv([{ code: moved, due: "2026-11-30 17:00" }]), mine);
    const differences = async () =>
      (await ask("GET", "/api/v1/external/differences?system=ministry&day=2026-11-20", mine.staff.leader)).json() as {
        here: number;
        there: number;
        differences: { id: number; code: string; kind: string; here: string; there: string; reason: string | null }[];
      };
    const found = await differences();
    expect(found).toMatchObject({ here: 2, there: 1 });
    expect(found.differences.map(({ code, kind, here, there }) => [code, kind, here, there])).toEqual([
      [gone, "only_here", "processing", null],
      [moved, "due", "2026-11-25", "2026-11-30"],
    ]);
    const id = found.differences[1]?.id;
    const refused = await ask("POST", `${PAGE}/${id}/xong?system=ministry&day=2026-11-19`, mine.staff.leader, {});
    expect(refused.status).toBe(422);
    // The comparison that was looked at is shown again, not the newest one.
    expect(refused.body).not.toContain(`${PAGE}/${id}/xong`);
    expect((await ask("POST", `${PAGE}/${id}/xong`, mine.staff.leader, {})).status).toBe(422);
    expect((await ask("POST", `${PAGE}/${id}/xong`, other.staff.leader, { reason: "không phải của tôi" })).status).toBe(409);
    expect((await ask("POST", `${PAGE}/${id}/xong`, mine.staff.leader, { reason: "Thư xin lỗi số 5" })).status).toBe(303);
    expect((await ask("POST", `${PAGE}/${id}/xong`, mine.staff.leader, { reason: "lần nữa" })).status).toBe(409);
    await run(csv([{ code: moved, due: "2026-11-30 17:00" }]), mine);
    expect((await differences()).differences.find(({ code }) => code === moved)).toMatchObject({ reason: "Thư xin lỗi số 5" });
    const exported = await ask("GET", `${PAGE}/xuat.csv?system=ministry&day=2026-11-20`, mine.staff.leader);
    expect(exported.body).toContain(moved);
    expect(exported.body).toContain("Thư xin lỗi số 5");
  });
});
