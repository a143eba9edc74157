import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HistoryStep, Parties, ReceivedComponent } from "#dossiers";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Member, type Office, type StaffRole } from "../../../test/support/office.ts";
import { type Pdf, readPdf } from "../../../test/support/pdf.ts";
import { actingAs, type Played, playDossier } from "../../../test/support/play-dossier.ts";
import { TEST_PUBLIC_URL, testServer } from "../../../test/support/web.tsx";
import { routes } from "./index.ts";

const PARTIES: Parties = {
  owner: { name: "Trần Nguyễn Bảo Khuê", address: "Tổ 4, khu 2" },
  submitter: { name: "Nguyễn Thị Ánh Tuyết", idNumber: "022185001234", phone: "+84912345678" },
  authorised: { name: "Lê Văn Thành", paper: "giấy ủy quyền số 12/2026" },
};
const COMPONENTS: readonly ReceivedComponent[] = [
  { code: "a", name: "Tờ khai đăng ký khai sinh", required: true, original: 1, certified: 0, photo: 0 },
  { code: "b", name: "Văn bản không nộp", required: false, original: 0, certified: 0, photo: 0 },
];
const at = (time: string): number => Date.parse(`${time}:00+07:00`);

let database: TestDatabase;
let office: Office;
let stranger: Office;
let server: FastifyInstance;
let now = new Date(at("2026-11-16T08:20"));
let dossier: Played;

const step = (role: StaffRole, action: HistoryStep["action"], more: Partial<HistoryStep> = {}): HistoryStep => ({
  action,
  by: actingAs(office, role),
  ...more,
});
const receive = (time = "2026-11-16T08:15"): HistoryStep =>
  step("receiving_officer", {
    name: "receive",
    at: at(time),
    holder: { personId: office.staff.receiving_officer.personId, unitId: office.oneStopId },
  });
const handOver = (time: string): HistoryStep =>
  step("receiving_officer", {
    name: "hand_over",
    at: at(time),
    to: { personId: office.staff.specialist.personId, unitId: office.divisionId },
  });

const play = (steps: readonly [HistoryStep, ...HistoryStep[]], term?: { value: number | null; unit: string }): Promise<Played> =>
  playDossier(database.app, office, { parties: PARTIES, components: COMPONENTS, steps, ...(term === undefined ? {} : { term }) });

const get = (url: string, who?: Pick<Member, "token">) =>
  server.inject({ url, headers: who === undefined ? {} : { authorization: `Bearer ${who.token}` } });

async function print(
  id: number,
  kind: string,
  who: Pick<Member, "token"> = office.staff.receiving_officer,
  query = "",
): Promise<Pdf> {
  const answer = await get(`/ho-so/${id}/phieu/${kind}.pdf${query}`, who);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers["content-type"]).toBe("application/pdf");
  return readPdf(answer.rawPayload);
}

const oneLine = (pdf: Pdf): string => pdf.text.replace(/\s+/g, " ");

beforeAll(async () => {
  database = await testDatabase();
  office = await makeOffice(database.app);
  stranger = await makeOffice(database.app);
  server = await testServer(database, routes, () => now);
  dossier = await play([receive(), handOver("2026-11-16T08:40")]);
});
afterAll(() => server.close());

describe("printing the receipt of a dossier", () => {
  it("says what was received, for whom, by whom, and when the result is due", async () => {
    const pdf = await print(dossier.id, "receipt");
    const text = oneLine(pdf);
    for (const wanted of [
      `Mã hồ sơ: ${dossier.code}`,
      "Tiếp nhận hồ sơ của: Nguyễn Thị Ánh Tuyết",
      "Số CCCD/Hộ chiếu: 022185001234",
      "Số điện thoại: 0912 345 678",
      "Chủ hồ sơ: Trần Nguyễn Bảo Khuê",
      "Người được ủy quyền: Lê Văn Thành (theo giấy ủy quyền số 12/2026)",
      "Tờ khai đăng ký khai sinh",
      "03 ngày làm việc",
      "08 giờ 15 phút, ngày 16/11/2026",
      "ngày 19/11/2026",
      office.staff.receiving_officer.name,
    ]) {
      expect(text).toContain(wanted);
    }
    expect(text).not.toContain("Văn bản không nộp");
    expect(text.toLowerCase()).toContain(`ủy ban nhân dân xã ${office.prefix.toLowerCase()}`);
  });

  it("carries the tracking address and the one to rate at, each with the dossier's own secret (R-39)", async () => {
    expect((await print(dossier.id, "receipt")).links).toEqual([
      `${TEST_PUBLIC_URL}/t/${dossier.secret}`,
      `${TEST_PUBLIC_URL}/danh-gia/${dossier.secret}`,
    ]);
  });

  it("is offered by the API too", async () => {
    const answer = await get(`/api/v1/dossiers/${dossier.id}/slips/receipt`, office.staff.specialist);
    expect(answer.statusCode).toBe(200);
    expect(readPdf(answer.rawPayload).text).toContain(dossier.code);
  });

  it("shows the new appointment beside the first when the clock has moved since, and the first receipt stays as it was", async () => {
    const paused = await play([
      receive(),
      handOver("2026-11-16T08:40"),
      step(
        "specialist",
        {
          name: "request_supplement",
          at: at("2026-11-17T09:00"),
          holder: { personId: null, unitId: office.oneStopId },
          reason: "Thiếu giấy",
        },
        { reason: "Thiếu giấy" },
      ),
      step("receiving_officer", {
        name: "receive_supplement",
        at: at("2026-11-20T09:00"),
        holder: { personId: null, unitId: office.divisionId },
      }),
    ]);
    const renewed = oneLine(await print(paused.id, "receipt"));
    expect(renewed).toContain("5. Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 26/11/2026");
    expect(renewed).toContain("Giấy đã cấp lần đầu hẹn 17 giờ 00 phút, ngày 19/11/2026");
    const first = oneLine(await print(paused.id, "receipt", office.staff.receiving_officer, "?event=1"));
    expect(first).toContain("5. Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 19/11/2026");
    expect(first).not.toContain("26/11/2026");
    expect((await get(`/ho-so/${paused.id}/phieu/receipt.pdf?event=2`, office.staff.receiving_officer)).statusCode).toBe(409);
  });

  it("a dossier that stopped by itself is told by whoever led the office that day, not by the system (slip 05 of 2025)", async () => {
    const system = { accountId: null, personId: null, name: "Hệ thống", role: "system", unitId: office.oneStopId } as const;
    const waiting = { personId: null, unitId: office.oneStopId };
    const expired = await play([
      receive(),
      handOver("2026-11-16T08:40"),
      step(
        "specialist",
        { name: "request_supplement", at: at("2026-11-17T09:00"), holder: waiting, reason: "Thiếu giấy" },
        { reason: "Thiếu giấy" },
      ),
      { action: { name: "expire_supplement", at: at("2026-12-29T09:00") }, by: system },
    ]);
    const text = oneLine(await print(expired.id, "stop"));
    expect(text).toContain(office.staff.leader.name);
    expect(text).not.toContain("Hệ thống");
  });

  it("states that there is no fixed day for a procedure without a term", async () => {
    const open = await play([receive()], { value: null, unit: "none" });
    expect((await print(open.id, "receipt")).text.split("Không có ngày hẹn trả cụ thể theo quy định")).toHaveLength(3);
  });
});

describe("reprints", () => {
  it("are marked with their number, but a browser that fetches the file again is still at the same print", async () => {
    const fresh = await play([receive()]);
    now = new Date(at("2026-11-16T08:20"));
    expect((await print(fresh.id, "receipt")).text).not.toContain("BẢN IN LẠI");
    now = new Date(at("2026-11-16T08:25"));
    expect((await print(fresh.id, "receipt")).text).not.toContain("BẢN IN LẠI");
    expect((await print(fresh.id, "receipt", office.staff.one_stop_head)).text).toContain("BẢN IN LẠI LẦN 1 · 08:25 16/11/2026");
    now = new Date(at("2026-11-17T10:00"));
    expect((await print(fresh.id, "receipt")).text).toContain("BẢN IN LẠI LẦN 2 · 10:00 17/11/2026");
  });

  it("leave who printed what in the audit trail", async () => {
    const { rows } = await database.superuser.query<{ action: string; account_id: number }>(
      "select action, account_id from audit where subject = $1 and action = 'forms.print_slip' order by id limit 1",
      [`dossier:${dossier.id}`],
    );
    expect(rows).toEqual([{ action: "forms.print_slip", account_id: office.staff.receiving_officer.accountId }]);
  });
});

describe("the other slips of a dossier", () => {
  it("asks for what the officer listed", async () => {
    const waiting = await play([
      step(
        "receiving_officer",
        { name: "request_intake_supplement", at: at("2026-11-16T08:15"), holder: { personId: null, unitId: office.oneStopId } },
        { reason: "Thiếu giấy chứng sinh", payload: { items: ["Giấy chứng sinh"] } },
      ),
    ]);
    const text = oneLine(await print(waiting.id, "supplement_request"));
    expect(text).toContain("1Giấy chứng sinh");
    expect(text).toContain("Lý do: Thiếu giấy chứng sinh");
  });

  it("refuses with the reason that was given", async () => {
    const refused = await play([
      step(
        "receiving_officer",
        { name: "refuse_at_intake", at: at("2026-11-16T08:15"), reason: "Không thuộc thẩm quyền" },
        { reason: "Không thuộc thẩm quyền" },
      ),
    ]);
    expect(oneLine(await print(refused.id, "refusal"))).toContain("Lý do: Không thuộc thẩm quyền");
  });

  it("lists the hand-overs with both sides and how the result stood to its day", async () => {
    const decided = await play([
      receive(),
      handOver("2026-11-16T08:40"),
      step("specialist", {
        name: "propose",
        at: at("2026-11-17T09:00"),
        proposal: "approve",
        to: { personId: office.staff.leader.personId, unitId: office.staff.leader.unitId },
      }),
      step("leader", { name: "sign", at: at("2026-11-18T09:00"), to: { personId: null, unitId: office.oneStopId } }),
    ]);
    const pdf = await print(decided.id, "control");
    const text = oneLine(pdf);
    expect(text).toContain("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ");
    for (const number of ["1. Giao", "2. Giao", "3. Giao"]) expect(text).toContain(number);
    expect(text).not.toContain("4. Giao");
    expect(text.split("Trước hạn")).toHaveLength(2);
  });

  it("is refused where the event has not happened", async () => {
    const answer = await get(`/api/v1/dossiers/${dossier.id}/slips/refusal`, office.staff.receiving_officer);
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ code: "slip_not_applicable" });
  });

  it("is refused for a kind that does not exist", async () => {
    expect((await get(`/api/v1/dossiers/${dossier.id}/slips/postcard`, office.staff.receiving_officer)).statusCode).toBe(422);
  });

  it("is refused, unrecorded, for a day without a known form", async () => {
    const old = await play([receive("2017-05-04T08:15")]);
    const answer = await get(`/api/v1/dossiers/${old.id}/slips/receipt`, office.staff.receiving_officer);
    expect(answer.json()).toMatchObject({ code: "form_not_known" });
    const { rowCount } = await database.superuser.query("select from slip_print where dossier_id = $1", [old.id]);
    expect(rowCount).toBe(0);
  });
});

describe("who may print", () => {
  const receipt = (): string => `/api/v1/dossiers/${dossier.id}/slips/receipt`;

  it("is nobody of another agency: the dossier does not exist for them", async () => {
    expect((await get(receipt(), stranger.staff.receiving_officer)).statusCode).toBe(404);
  });

  it("is no administrator, and nobody who is not signed in", async () => {
    expect((await get(receipt(), office.staff.administrator)).statusCode).toBe(403);
    expect((await get(receipt())).statusCode).toBe(401);
    expect((await get(`/ho-so/${dossier.id}/phieu/receipt.pdf`)).headers.location).toMatch(/^\/dang-nhap\?next=/);
  });
});
