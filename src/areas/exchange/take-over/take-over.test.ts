import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromTemplate } from "#core/process/templates.ts";
import { setServerTime } from "../../../../test/support/app.ts";
import { type Counter, openCounter } from "../../../../test/support/counter.ts";
import { testDatabase, type TestDatabase } from "../../../../test/support/database.ts";
import { importDossiers } from "../index.ts";

const NOW = "2026-11-24T08:00:00+07:00";
const HEADER =
  "ma_ho_so,hinh_thuc_nop,ngay_tiep_nhan,ngay_hen_tra,ngay_co_ket_qua,ma_thu_tuc,chu_ho_so,trang_thai,ngay_trang_thai,ngay_tra,nguoi_giu,buoc";

let db: TestDatabase;
let at: Counter;
let serial = 0;
beforeAll(async () => {
  db = await testDatabase();
  at = await openCounter();
  setServerTime(NOW);
});
afterAll(() => setServerTime(undefined));

const newCode = (): string => `${at.office.prefix}-CU-${(serial += 1)}`;
const usernameOf = (role: string): string => `${at.office.prefix}.${role}`.toLowerCase();

interface Row {
  readonly code: string;
  readonly state: string;
  readonly due?: string;
  readonly holder?: string;
  readonly step?: string;
  readonly ended?: string;
  readonly returned?: string;
  readonly procedure?: string;
}

function listOf(...rows: readonly Row[]): string {
  const path = join(mkdtempSync(join(tmpdir(), "motcua-take-over-")), "list.csv");
  const lines = rows.map(({ code, state, due = "2026-11-27 17:00", holder = "", step = "", procedure = "1.001193", ...row }) => {
    const told = state === "Chờ bổ sung" ? "2026-11-20 09:00" : "";
    return [
      code,
      "Trực tiếp",
      "2026-11-16 08:00",
      due,
      row.ended ?? "",
      procedure,
      "Nguyễn Văn Minh",
      state,
      told,
      row.returned ?? "",
      holder,
      step,
    ];
  });
  writeFileSync(path, [HEADER, ...lines.map((cells) => cells.join(",")), ""].join("\n"));
  return path;
}

const run = (path: string, more: Partial<Parameters<typeof importDossiers>[1]> = {}) =>
  importDossiers(db.app, {
    path,
    map: "ministry",
    unitCode: at.office.prefix,
    takeOver: {},
    dryRun: false,
    now: new Date(NOW),
    ...more,
  });
const stored = async (code: string) =>
  (
    await db.superuser.query(
      `select d.id, d.origin, d.state, d.outcome, d.due_at, d.due_source, d.paused_at, d.holder_person_id::int as person,
         d.holder_unit_id as unit, d.last_seq as seq, d.flags,
         (select s.step_code from dossier_step s where s.dossier_id = d.id order by s.seq desc limit 1) as step
       from dossier d where d.code = $1`,
      [code],
    )
  ).rows[0];

describe("open dossiers of a system that an office leaves", () => {
  test("get an owner and the due date of the list, and run to their end here", async () => {
    const { specialist, leader } = at.office.staff;
    const code = newCode();
    expect(await run(listOf({ code, state: "Đang xử lý", holder: usernameOf("specialist") }))).toMatchObject({
      taken: 1,
      rejected: [],
    });
    const dossier = await stored(code);
    expect(dossier).toMatchObject({
      origin: "taken_over",
      state: "PROCESSING",
      person: specialist.personId,
      due_at: new Date("2026-11-27T10:00:00Z"),
      due_source: "Hệ thống tập trung của bộ",
      step: null,
    });
    const proposed = await at.act("specialist", dossier, dossier.seq, "propose", {
      toPersonId: leader.personId,
      proposal: "approve",
    });
    const signed = await at.act("leader", dossier, proposed.seq, "sign", { documentNo: "12/QĐ" });
    expect(signed.state).toBe("DECIDED");
    const returned = await at.act("receiving_officer", dossier, signed.seq, "return", {
      receiverName: "Nguyễn Văn Minh",
      relation: "owner",
    });
    expect(returned.state).toBe("RETURNED");
    expect((await stored(code)).due_at).toEqual(new Date("2026-11-27T10:00:00Z"));
  });

  test("wait at the counter where the list names nobody, received or decided; what has ended comes as a record", async () => {
    const [received, decided, ended] = [newCode(), newCode(), newCode()];
    const report = await run(
      listOf(
        { code: received, state: "Đã tiếp nhận" },
        { code: decided, state: "Đã có kết quả", ended: "2026-11-20 15:00" },
        { code: ended, state: "Đã trả kết quả", ended: "2026-11-19 15:00", returned: "2026-11-20 09:00" },
      ),
    );
    expect(report).toMatchObject({ taken: 3, rejected: [] });
    const found = await at.asks("receiving_officer", "GET", `/ho-so?q=${received.toLowerCase()}`);
    expect(found.body).toContain(received);
    const counter = { person: null, unit: at.office.oneStopId, origin: "taken_over" };
    expect(await stored(received)).toMatchObject({ ...counter, state: "ACCEPTED" });
    expect(await stored(decided)).toMatchObject({ ...counter, state: "DECIDED", outcome: "approved" });
    expect(await stored(ended)).toMatchObject({ state: "RETURNED", person: null });
    const { id, seq } = await stored(decided);
    expect(
      await at.act("receiving_officer", { id }, seq, "return", { receiverName: "Nguyễn Minh", relation: "owner" }),
    ).toMatchObject({
      state: "RETURNED",
    });
  });

  test("that wait for the applicant stand still, and go back to their officer when the answer comes", async () => {
    const code = newCode();
    await run(listOf({ code, state: "Chờ bổ sung", holder: usernameOf("specialist") }));
    const dossier = await stored(code);
    expect(dossier).toMatchObject({ state: "SUPPLEMENT_WAIT", person: null, unit: at.office.oneStopId });
    expect(dossier.paused_at).toEqual(new Date("2026-11-20T02:00:00Z"));
    await at.act("receiving_officer", dossier, dossier.seq, "receive_supplement");
    expect(await stored(code)).toMatchObject({
      state: "PROCESSING",
      person: at.office.staff.specialist.personId,
      paused_at: null,
    });
  });

  test("what cannot be placed is listed with its reason, or goes to the stand-in, and nothing is silent", async () => {
    const [nobody, stranger, unfit] = [newCode(), newCode(), newCode()];
    const path = listOf(
      { code: nobody, state: "Đang xử lý" },
      { code: stranger, state: "Đang xử lý", holder: "khong.co" },
      { code: unfit, state: "Đang xử lý", holder: usernameOf("receiving_officer") },
    );
    const refused = await run(path, { dryRun: true });
    expect(refused.rejected.map(({ reason, line }) => [line, reason])).toEqual([
      [2, "no_officer"],
      [3, "unknown_officer"],
      [4, "officer_unfit"],
    ]);
    expect(await stored(nobody)).toBeUndefined();
    const given = await run(path, { takeOver: { standIn: usernameOf("division_head") } });
    expect(given).toMatchObject({ taken: 3, rejected: [] });
    expect(given.flagged.holder_replaced.map(({ sourceId }) => sourceId)).toEqual([stranger, unfit]);
    expect(await stored(unfit)).toMatchObject({ person: at.office.staff.division_head.personId, flags: ["holder_replaced"] });
    await expect(run(path, { takeOver: { standIn: "khong.co" } })).rejects.toMatchObject({ code: "stand_in_unknown" });
    await expect(run(path, { map: "wabo" })).rejects.toMatchObject({ code: "take_over_needs_external" });
  });

  test("without a due date in the list have the one that our clock counts, or are refused where it has no term", async () => {
    const [counted, none] = [newCode(), newCode()];
    await db.superuser.query(
      `with p as (insert into procedure (code) values ('9.800001') on conflict (code) do update set code = excluded.code returning id)
       insert into procedure_version (procedure_id, version, during, status, name, field, levels, commune_office, audiences, term_unit, has_detail,
         definition, source, content_hash, origin, verified)
       select p.id, 1, daterange(null, null), 'published', 'Không rõ hạn', 'Thử', '{commune}', true, '{}', 'unknown', false,
         v.definition, 'test', 'x', 'office', false from p, (select definition from procedure_version limit 1) v`,
    );
    const holder = usernameOf("specialist");
    const report = await run(
      listOf(
        { code: counted, state: "Đang xử lý", due: "", holder },
        { code: none, state: "Đang xử lý", due: "", holder, procedure: "9.800001" },
      ),
    );
    expect(report).toMatchObject({ taken: 1, rejected: [{ line: 3, reason: "no_due_date" }] });
    const it = await stored(counted);
    expect(it.due_source).toBeNull();
    expect(it.due_at).toBeInstanceOf(Date);
  });

  test("that were shown read-only are ours from then on; the second run changes nothing", async () => {
    const [one, waiting] = [newCode(), newCode()];
    const rows = [
      { code: one, state: "Đã tiếp nhận" },
      { code: waiting, state: "Chờ bổ sung" },
    ];
    await run(listOf(...rows), { takeOver: undefined });
    const { id } = await stored(one);
    const { specialist, leader } = at.office.staff;
    expect(
      (await at.refusalOfAction("receiving_officer", { id }, 1, "hand_over", { toPersonId: specialist.personId })).code,
    ).toBe("handled_elsewhere");
    const holder = usernameOf("specialist");
    const path = listOf(
      { code: one, state: "Đang xử lý", holder, due: "2026-12-01 17:00" },
      { code: waiting, state: "Chờ bổ sung", holder },
    );
    expect(await run(path, { dryRun: true })).toMatchObject({ taken: 2 });
    const report = await run(path);
    expect(report).toMatchObject({ taken: 2, alreadyThere: 0, rejected: [], flagged: { due_kept: [{ sourceId: one }] } });
    const mine = await stored(one);
    expect(mine).toMatchObject({ origin: "taken_over", state: "PROCESSING", person: specialist.personId });
    expect(mine.due_at).toEqual(new Date("2026-11-27T10:00:00Z"));
    const events = await db.superuser.query("select count(*)::int as n from dossier_event");
    expect(await run(path)).toMatchObject({ taken: 0, alreadyThere: 2 });
    expect(await run(path, { takeOver: undefined })).toMatchObject({ taken: 0, alreadyThere: 2 });
    expect((await db.superuser.query("select count(*)::int as n from dossier_event")).rows).toEqual(events.rows);
    await at.act("specialist", mine, mine.seq, "propose", { toPersonId: leader.personId, proposal: "approve" });
    const back = await stored(waiting);
    await at.act("receiving_officer", back, back.seq, "receive_supplement");
    expect(await stored(waiting)).toMatchObject({ state: "PROCESSING", person: specialist.personId });
  });
});

describe("where the procedure runs by a process", () => {
  test("dossiers are placed in its steps, by code or name; what waits to be signed is proposed again", async () => {
    const definition = fromTemplate("with_head", 8);
    const body = { procedure: at.procedure.code, ownerUnitId: at.office.agencyId, definition };
    const made = (await at.asks("one_stop_head", "POST", "/api/v1/processes", body)).json<{ versionId: number }>();
    const { revision } = (await at.asks("one_stop_head", "GET", `/api/v1/processes/${made.versionId}`)).json<{
      revision: number;
    }>();
    const publish = { revision, from: "2026-11-24", overrideReason: "Thử nghiệm" };
    expect((await at.asks("one_stop_head", "POST", `/api/v1/processes/${made.versionId}/publish`, publish)).status).toBe(200);
    const [received, named, assumed, signing, wrong, unfit] = Array.from({ length: 6 }, newCode) as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const holder = usernameOf("specialist");
    const work = definition.steps.find(({ kind }) => kind === "process");
    const report = await run(
      listOf(
        { code: received, state: "Đã tiếp nhận" },
        { code: named, state: "Đang xử lý", holder, step: work?.name.vi ?? "" },
        { code: assumed, state: "Đang xử lý", holder },
        { code: signing, state: "Đang xử lý", holder: usernameOf("division_head"), step: "ky" },
        { code: wrong, state: "Đang xử lý", holder, step: "Bước lạ" },
        { code: unfit, state: "Đang xử lý", holder, step: "tra-ket-qua" },
      ),
    );
    expect(report).toMatchObject({ taken: 4, rejected: [{ reason: "unknown_step" }, { reason: "step_unfit" }] });
    expect((await stored(received)).step).toBe("tiep-nhan");
    expect((await stored(named)).step).toBe(work?.code);
    expect(report.flagged.step_assumed.map(({ sourceId }) => sourceId)).toEqual([assumed]);
    expect(report.flagged.placed_before_sign.map(({ sourceId }) => sourceId)).toEqual([signing]);
    const it = await stored(received);
    const moved = await at.asks("receiving_officer", "POST", `/api/v1/dossiers/${it.id}/steps`, {
      seq: it.seq,
      action: "tiep-nhan-tiep",
    });
    expect(moved.status, moved.body).toBe(200);
    expect((await stored(received)).step).toBe(work?.code);
  });
});
