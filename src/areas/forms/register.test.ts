import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HistoryStep } from "#dossiers";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Member, type Office, type StaffRole } from "../../../test/support/office.ts";
import { readPdf } from "../../../test/support/pdf.ts";
import { actingAs, type Played, playDossier } from "../../../test/support/play-dossier.ts";
import { testServer } from "../../../test/support/web.tsx";
import { routes } from "./index.ts";

const at = (time: string): number => Date.parse(`${time}:00+07:00`);

let database: TestDatabase;
let office: Office;
let stranger: Office;
let server: FastifyInstance;
let now = new Date(at("2025-12-31T16:00"));
let first: Played;
let last: Played;

const step = (role: StaffRole, action: HistoryStep["action"], more: Partial<HistoryStep> = {}): HistoryStep => ({
  action,
  by: actingAs(office, role),
  ...more,
});
const receive = (time: string): HistoryStep =>
  step("receiving_officer", { name: "receive", at: at(time), holder: { personId: null, unitId: office.oneStopId } });
const toDivision = (time: string): HistoryStep =>
  step("receiving_officer", {
    name: "hand_over",
    at: at(time),
    to: { personId: office.staff.specialist.personId, unitId: office.divisionId },
  });

const play = (name: string, steps: readonly [HistoryStep, ...HistoryStep[]]): Promise<Played> =>
  playDossier(database.app, office, {
    parties: { owner: { name, address: "Tổ 4, khu 2", phone: "+84912345678" } },
    steps,
  });

const get = (url: string, who: Pick<Member, "token"> = office.staff.leader) =>
  server.inject({ url, headers: { authorization: `Bearer ${who.token}` } });
let posted = 0;
const close = (year: number, who: Pick<Member, "token"> = office.staff.leader) => {
  posted += 1;
  return server.inject({
    method: "POST",
    url: `/so-theo-doi/${year}/khoa`,
    headers: {
      authorization: `Bearer ${who.token}`,
      "idempotency-key": `register-close-${year}-${posted}`,
      accept: "application/json",
    },
  });
};
const verdict = async () => (await get("/api/v1/registers/2025")).json<Record<string, unknown>>();

beforeAll(async () => {
  database = await testDatabase();
  office = await makeOffice(database.app);
  stranger = await makeOffice(database.app);
  server = await testServer(database, routes, () => now);
  first = await play("Trần Nguyễn Bảo Khuê", [
    receive("2025-03-10T08:15"),
    toDivision("2025-03-10T08:40"),
    step("specialist", {
      name: "propose",
      at: at("2025-03-11T09:00"),
      proposal: "approve",
      to: { personId: office.staff.leader.personId, unitId: office.staff.leader.unitId },
    }),
    step("leader", { name: "sign", at: at("2025-03-12T09:00"), to: { personId: null, unitId: office.oneStopId } }),
    step("receiving_officer", {
      name: "mark_result_ready",
      at: at("2025-03-12T10:00"),
      holder: { personId: null, unitId: office.oneStopId },
    }),
    step("receiving_officer", { name: "return", at: at("2025-03-12T15:00") }, { payload: { receiverName: "Lê Văn Thành" } }),
  ]);
  await play("Người bị từ chối", [
    step(
      "receiving_officer",
      { name: "refuse_at_intake", at: at("2025-04-01T08:15"), reason: "Không thuộc thẩm quyền" },
      { reason: "Không thuộc thẩm quyền" },
    ),
  ]);
  last = await play("Đỗ Thị Hạnh", [receive("2025-12-30T08:15")]);
});
afterAll(() => server.close());

describe("the register of dossiers (sổ theo dõi hồ sơ, form 06 of Circular 01/2018, 07 of Circular 03/2025)", () => {
  it("has every accepted dossier under a number in the order of receipt, and none that was refused at intake", async () => {
    const pdf = readPdf((await get("/so-theo-doi/2025/so.pdf")).rawPayload);
    const [page] = pdf.pages;
    expect(page?.width).toBeGreaterThan(page?.height ?? 0);
    // A cell breaks its words over lines, beside those of its neighbours.
    const words = new Set(page?.texts.map(({ text: word }) => word));
    for (const word of [
      "Trần Nguyễn",
      "Bảo Khuê",
      "0912345678",
      "10/03/2025",
      "13/03/2025",
      "12/03/2025",
      "Lê Văn Thành",
      "Đỗ Thị Hạnh",
    ])
      expect(words, word).toContain(word);
    const text = pdf.text.replace(/\s+/g, " ");
    for (const wanted of [
      "Mẫu số 07",
      "SỔ THEO DÕI HỒ SƠ",
      "Năm 2025",
      "Số mục: 2 (từ số 1 đến số 2), 1 trang.",
      "Sổ chưa khóa",
      "Trang 1",
    ]) {
      expect(text).toContain(wanted);
    }
    expect(text).not.toContain("Người bị từ chối");
  });

  it("prints a month with the numbers of the year", async () => {
    const text = readPdf((await get("/so-theo-doi/2025/so.pdf?thang=12")).rawPayload).text.replace(/\s+/g, " ");
    for (const words of ["Tháng 12 năm 2025", "Mẫu số 07"]) expect(text).toContain(words);
    const earlier = readPdf((await get("/so-theo-doi/2025/so.pdf?thang=3")).rawPayload).text.replace(/\s+/g, " ");
    for (const words of ["Tháng 03 năm 2025", "Mẫu số 06"]) expect(earlier).toContain(words);
    expect(text).toContain("Số mục: 1 (từ số 2 đến số 2), 1 trang.");
    expect(text).not.toContain("Trần Nguyễn");
    expect((await get("/so-theo-doi/2025/so.pdf?thang=7")).statusCode).toBe(404);
  });

  it("is not closed before its year is over", async () => {
    const answer = await close(2025);
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain("năm chưa kết thúc");
    expect((await get("/api/v1/registers/2025")).json()).toMatchObject({ status: 409, code: "register_open" });
  });
});

describe("a closed register", () => {
  beforeAll(async () => {
    now = new Date(at("2026-01-05T08:00"));
    expect((await close(2025, office.staff.receiving_officer)).statusCode).toBe(403);
    expect((await close(2025)).statusCode).toBe(303);
  });

  it("carries its hash on the print and on the page, and whoever has its content can compute it", async () => {
    const { sha256, entries, closedBy } = await verdict();
    const content = await get("/so-theo-doi/2025/noi-dung.jsonl");
    expect(createHash("sha256").update(content.rawPayload).digest("hex")).toBe(sha256);
    expect([entries, closedBy]).toEqual([2, office.staff.leader.name]);
    const text = readPdf((await get("/so-theo-doi/2025/so.pdf")).rawPayload).text.replace(/\s+/g, "");
    expect(text).toContain(String(sha256));
    // On the page it may break between its parts.
    expect((await get("/so-theo-doi/2025")).body.replaceAll(/<wbr ?\/?>/g, "")).toContain(String(sha256));
  });

  it("is closed once", async () => {
    const answer = await close(2025);
    expect(answer.statusCode).toBe(409);
    expect((await close(2024)).statusCode).toBe(404);
  });

  it("still agrees after its dossiers went on and were corrected in the new year", async () => {
    now = new Date(at("2026-02-01T08:00"));
    await database.superuser.query(
      `insert into dossier_event (province_id, agency_id, dossier_id, seq, type, occurred_at, actor_name, state, ended_at)
       select province_id, agency_id, id, last_seq + 1, 'withdrawn', '2026-01-06T02:00Z', 'x', 'WITHDRAWN', '2026-01-06T02:00Z' from dossier where id = $1`,
      [last.id],
    );
    await database.superuser.query(
      `with kept as (
         insert into dossier_version (agency_id, dossier_id, version, parties, components, replaced_at, replaced_by, reason)
         select agency_id, id, 1, parties, components, '2026-01-07T02:00Z', 'x', 'gõ nhầm' from dossier where id = $1)
       update dossier set parties = jsonb_set(parties, '{owner,name}', '"Đỗ Thị Hành"') where id = $1`,
      [last.id],
    );
    expect(await verdict()).toMatchObject({ agrees: true, differences: [] });
    expect((await get("/so-theo-doi/2025?doi-chieu=1")).body).toContain("Sổ khớp");
    expect((await get("/so-theo-doi/2025")).body).toContain("Đỗ Thị Hành");
  });

  it("says which entries were changed behind its back, and does not call that agreement", async () => {
    await database.superuser.query(
      `update dossier set parties = jsonb_set(parties, '{owner,name}', '"Người khác"') where id = $1`,
      [first.id],
    );
    const added = await play("Người ghi lùi ngày", [receive("2025-06-02T08:15")]);
    const { agrees, differences } = await verdict();
    expect(agrees).toBe(false);
    expect(differences).toEqual(
      expect.arrayContaining([
        { code: first.code, what: "changed" },
        { code: added.code, what: "added" },
      ]),
    );
    const { body } = await get("/so-theo-doi/2025?doi-chieu=1");
    expect(body).toContain("Sổ không khớp");
    expect(body).toContain(added.code);
  });

  it("cannot be rewritten by the application, nor kept under another hash", async () => {
    const update = "update dossier_register set content = 'x', sha256 = $1";
    const hash = createHash("sha256").update("x").digest("hex");
    await expect(database.app.query(update, [hash])).rejects.toThrow(/permission denied/);
    await expect(database.superuser.query("update dossier_register set content = content || ' '")).rejects.toThrow(
      /check constraint/,
    );
  });

  it("is nobody else's", async () => {
    expect((await get("/api/v1/registers/2025", stranger.staff.leader)).statusCode).toBe(409);
    expect((await get("/so-theo-doi/2025", stranger.staff.leader)).statusCode).toBe(404);
    expect((await get("/so-theo-doi", office.staff.administrator)).statusCode).toBe(403);
  });
});
