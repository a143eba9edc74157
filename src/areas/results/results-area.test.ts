import { buffer } from "node:stream/consumers";
import Pdf from "pdfkit";
import { beforeAll, describe, expect, it } from "vitest";
import { setServerTime, testApp } from "../../../test/support/app.ts";
import { type Counter, type Done, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import type { StaffRole } from "../../../test/support/office.ts";

let at: Counter;

beforeAll(async () => {
  await testDatabase();
  at = await openCounter();
});

/** Sends a form of the pages as a member of staff. */
async function post(role: StaffRole, url: string, fields: Readonly<Record<string, string>>, file?: Blob) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (file !== undefined) form.set("file", file, "ket-qua.pdf");
  const encoded = new Response(file === undefined ? new URLSearchParams(fields) : form);
  const answer = await (
    await testApp()
  ).inject({
    method: "POST",
    url,
    headers: {
      authorization: `Bearer ${at.office.staff[role].token}`,
      "content-type": encoded.headers.get("content-type") ?? "",
    },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  return { status: answer.statusCode, body: answer.body, location: String(answer.headers.location ?? "") };
}

const page = async (role: StaffRole, url: string) => (await at.asks(role, "GET", url)).body;

async function atWork(): Promise<Done> {
  const dossier = await at.receive();
  return at.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: at.office.staff.specialist.personId });
}

async function pdf(): Promise<Blob> {
  const document = new Pdf();
  const whole = buffer(document);
  document.text("Ket qua");
  document.end();
  return new Blob([new Uint8Array(await whole)]);
}

/** Drafts, reviews and signs; answers the path of the result. */
async function signed(dossier: Done, file?: Blob): Promise<string> {
  const { location } = await post("specialist", `/ho-so/${dossier.id}/ket-qua`, { kind: "result", title: "Trích lục thử" }, file);
  expect((await post("specialist", location, { action: "send_to_review", version: "1" })).status).toBe(303);
  const sent = await post("leader", `${location}/ky`, { version: "1" });
  expect(sent.status, sent.body).toBe(303);
  return location;
}

const numberOf = async (path: string): Promise<string> => /(\d{4}\/\d{4})/.exec(await page("leader", path))?.[1] ?? "";
const codeOf = async (path: string): Promise<string> => /KQ(-[0-9A-Z]{4}){3}/.exec(await page("leader", path))?.[0] ?? "";

describe("a result document", () => {
  it("is drafted with the dossier's facts, signed by another person, issued, and checked by anyone without a citizen's name", async () => {
    const path = await signed(await atWork());
    expect(await page("specialist", path)).toContain("Đã ký");
    const code = await codeOf(path);
    const before = await (await testApp()).inject({ url: `/kiem-tra-van-ban/${code}` });
    expect(before.body).toContain("Không có văn bản nào đã phát hành");
    expect((await post("receiving_officer", path, { action: "issue", version: "1" })).status).toBe(303);
    const checked = await (await testApp()).inject({ url: `/kiem-tra-van-ban/${code.toLowerCase()}` });
    expect(checked.body).toContain("có thật và còn hiệu lực");
    expect(checked.body).not.toContain("Nguyễn Minh An");
    const check = async (typed: string) =>
      (await testApp()).inject({ url: `/kiem-tra-van-ban/${typed}`, remoteAddress: "10.9.9.9" });
    for (let miss = 0; miss < 30; miss += 1) expect((await check("KQ-0000-0000-0000")).statusCode).toBe(200);
    expect((await check(code)).statusCode).toBe(429);
  });

  it("is not signed by its writer, nor while a gap of the template is open (R-16)", async () => {
    const dossier = await atWork();
    const { location } = await post("specialist", `/ho-so/${dossier.id}/ket-qua`, { kind: "refusal" });
    const gap = await post("specialist", location, { action: "send_to_review", version: "1" });
    expect(gap.status).toBe(422);
    expect(gap.body).toContain("ly_do");
    expect((await post("leader", `${location}/ky`, { version: "1" })).status).toBe(409);
  });

  it("has numbers without a gap; one that is voided stays taken: 0001, 0002 (void), 0003", async () => {
    const paths = [await signed(await atWork()), await signed(await atWork())];
    const numbers = await Promise.all(paths.map(numberOf));
    expect((await post("leader", paths[1] ?? "", { action: "void", version: "1", reason: "Sai người" })).status).toBe(303);
    numbers.push(await numberOf(await signed(await atWork())));
    const [one = 0, two = 0, three = 0] = numbers.map((number) => Number(number.slice(0, 4)));
    expect([two - one, three - two]).toEqual([1, 1]);
  });

  it("is corrected by a new version with its reason; the old one holds until then and stays checkable (R-23)", async () => {
    const path = await signed(await atWork());
    await post("receiving_officer", path, { action: "issue", version: "1" });
    const old = (await at.asks("leader", "GET", `${path}/ban/1/tep.pdf`)).body;
    expect((await post("specialist", path, { action: "correct", version: "1" })).status).toBe(422);
    expect((await post("specialist", path, { action: "correct", version: "1", reason: "Sai chính tả tên đệm" })).status).toBe(
      303,
    );
    const code = await codeOf(path);
    const versions = async () =>
      (await (await testApp()).inject({ url: `/api/v1/public/results/${code}` })).json<{
        versions: { version: number; state: string }[];
      }>().versions;
    expect((await versions()).map(({ state }) => state)).toEqual(["issued"]);
    await post("specialist", path, { action: "send_to_review", version: "2", body: "Nội dung đúng" });
    await post("leader", `${path}/ky`, { version: "2" });
    await post("receiving_officer", path, { action: "issue", version: "2" });
    expect((await versions()).map(({ version, state }) => [version, state])).toEqual([
      [1, "replaced"],
      [2, "issued"],
    ]);
    expect((await at.asks("leader", "GET", `${path}/ban/1/tep.pdf`)).body).toBe(old);
  });

  it("that was uploaded ready stands at the head of the signed file byte for byte", async () => {
    const file = await pdf();
    const path = await signed(await atWork(), file);
    const answer = await (
      await testApp()
    ).inject({ url: `${path}/ban/1/tep.pdf`, headers: { authorization: `Bearer ${at.office.staff.leader.token}` } });
    const sent = Buffer.from(await file.arrayBuffer());
    expect(answer.rawPayload.subarray(0, sent.length - 1).equals(sent.subarray(0, -1))).toBe(true);
  });

  it("is required for the return only where the agency decided so", async () => {
    const dossier = await atWork();
    const decided = await at.act("specialist", dossier, dossier.seq, "propose", {
      toPersonId: at.office.staff.leader.personId,
      proposal: "approve",
    });
    const done = await at.act("leader", dossier, decided.seq, "sign", {});
    const ready = await at.act("receiving_officer", dossier, done.seq, "mark_result_ready", {});
    const back = { receiverName: "Nguyễn Minh An", relation: "owner" };
    await post("one_stop_head", "/ket-qua/quy-dinh", { required: "yes", decisionNo: "12/QĐ-UBND" });
    expect(await at.refusalOfAction("receiving_officer", dossier, ready.seq, "return", back)).toEqual({
      status: 409,
      code: "result_document_required",
    });
    await post("one_stop_head", "/ket-qua/quy-dinh", { required: "no", decisionNo: "13/QĐ-UBND" });
    expect((await at.act("receiving_officer", dossier, ready.seq, "return", back)).state).toBe("RETURNED");
  });
});

describe("certification (Decree 23/2015)", () => {
  const certify = (input: Record<string, unknown>, role: StaffRole = "receiving_officer") =>
    at.asks(role, "POST", "/api/v1/certifications", {
      lines: [{ documentType: "Bằng tốt nghiệp", pages: 4, copies: 3 }],
      ...input,
    });

  it("receives, charges, enters and returns in one go, by a scanned card", async () => {
    const answer = await certify({ requester: "036095001234|1|Trần Thị Bích|04091995|Nữ|Xóm 5|01012022" });
    expect(answer.status, answer.body).toBe(201);
    const { dossierId, feeVnd, number } = answer.json<{ dossierId: number; feeVnd: number; number: string }>();
    expect(feeVnd).toBe(3 * (2 * 2_000 + 2 * 1_000));
    expect(number).toMatch(/^1 – 01\/\d{4}-SCT\/BS$/);
    const dossier = (await at.asks("leader", "GET", `/api/v1/dossiers/${dossierId}`)).body;
    expect(dossier).toContain('"RETURNED"');
  });

  it("finds the same person again by the number alone, and asks for the name of a stranger", async () => {
    expect((await certify({ requester: "036095001234" })).json<{ requester: string }>().requester).toBe("Trần Thị Bích");
    expect((await certify({ requester: "036095009999" })).status).toBe(422);
  });

  it("gives one number to each type of document, and a void entry keeps its own", async () => {
    const lines = [
      { documentType: "Giấy khai sinh", pages: 1, copies: 2 },
      { documentType: "Căn cước", pages: 1, copies: 1 },
    ];
    const { number } = (await certify({ requester: "036095001234", lines })).json<{ number: string }>();
    expect(number).toMatch(/^3, 4 – /);
    const year = new Date().getFullYear();
    const entry = /muc\/(\d+)\/gach/.exec(await page("receiving_officer", `/chung-thuc/so/${year}/BS`))?.[1];
    const bare = await post("receiving_officer", `/chung-thuc/so/muc/${entry}/gach`, { reason: "" });
    expect([bare.status, bare.body.includes(`muc/${entry}/gach`)]).toEqual([422, true]);
    const voided = await post("receiving_officer", `/chung-thuc/so/muc/${entry}/gach`, { reason: "Ghi nhầm" });
    expect([voided.status, voided.location]).toEqual([303, `/chung-thuc/so/${year}/BS`]);
    expect((await certify({ requester: "036095001234" })).json<{ number: string }>().number).toMatch(/^5 – /);
  });

  it("is closed on 31 December and not before, with its hash, and takes nothing afterwards", async () => {
    const year = new Date().getFullYear();
    const close = () => post("leader", `/chung-thuc/so/${year}/BS/khoa`, {});
    at = await openCounter();
    setServerTime(`${year}-12-30T03:00:00Z`);
    expect((await close()).status).toBe(409);
    at = await openCounter();
    setServerTime(`${year}-12-31T03:00:00Z`);
    expect((await certify({ requester: "Trần Thị Bích" }, "one_stop_head")).status).toBe(201);
    expect(await close()).toMatchObject({ status: 303, location: expect.stringContaining("/chung-thuc/so/") as string });
    expect((await certify({ requester: "Trần Thị Bích" })).status).toBe(409);
    setServerTime(undefined);
  });
});

describe("blank forms", () => {
  const series = { kind: "Phôi giấy khai sinh", series: "KS26" };

  it("are taken in once, used once, and add up", async () => {
    expect(
      (await post("receiving_officer", "/phoi/nhap", { ...series, from: "1", to: "100", deliveryNote: "BB 01" })).status,
    ).toBe(303);
    expect(
      (await post("receiving_officer", "/phoi/nhap", { ...series, from: "100", to: "110", deliveryNote: "BB 02" })).status,
    ).toBe(409);
    expect((await post("specialist", "/phoi/ghi", { ...series, from: "1", to: "3", state: "used" })).status).toBe(303);
    expect((await post("specialist", "/phoi/ghi", { ...series, from: "3", to: "4", state: "used" })).status).toBe(409);
    expect((await post("specialist", "/phoi/ghi", { ...series, from: "4", to: "4", state: "spoiled" })).status).toBe(422);
    expect(
      (await post("specialist", "/phoi/ghi", { ...series, from: "4", to: "4", state: "spoiled", reason: "Kẹt máy in" })).status,
    ).toBe(303);
    const shown = await page("leader", "/phoi");
    expect(shown).toContain("Khớp");
    expect(shown).toContain("Kẹt máy in");
  });
});
