import { buffer } from "node:stream/consumers";
import Pdf from "pdfkit";
import { beforeAll, describe, expect, it } from "vitest";
import { componentsOf } from "#procedures";
import { testApp } from "../../../test/support/app.ts";
import { type Counter, type Done, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { givePost, type StaffRole } from "../../../test/support/office.ts";

let at: Counter;
let componentCode: string;

beforeAll(async () => {
  at = await openCounter();
  const components = componentsOf(at.procedure.definition, at.procedure.definition.cases[0]?.code ?? "default");
  componentCode = components.find(({ digitise }) => digitise)?.code ?? "";
});

async function scan(name = "chung-sinh.pdf"): Promise<Blob> {
  const document = new Pdf();
  const whole = buffer(document);
  document.text(`Giấy chứng sinh ${name}`);
  document.end();
  return new Blob([new Uint8Array(await whole)]);
}

interface Sent {
  readonly status: number;
  readonly body: string;
  readonly location: string;
}

/** Sends a form of the pages as a member of staff. */
async function post(
  role: StaffRole,
  url: string,
  fields: Readonly<Record<string, string>>,
  file?: readonly [string, Blob],
): Promise<Sent> {
  const server = await testApp();
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (file !== undefined) form.set("scan", file[1], file[0]);
  const encoded = file === undefined ? new Response(new URLSearchParams(fields)) : new Response(form);
  const answer = await server.inject({
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

const digitise = (dossier: Done, fields: Record<string, string>, file?: readonly [string, Blob]) =>
  post("receiving_officer", `/ho-so/${dossier.id}/so-hoa`, { componentCode, way: "scanned", ...fields }, file);
const page = async (role: StaffRole, url: string) => (await at.asks(role, "GET", url)).body;
const copyOf = async (dossier: Done): Promise<string> =>
  /\/so-hoa\/(\d+)"/.exec(await page("specialist", `/ho-so/${dossier.id}`))?.[1] ?? "";

describe("digitising a component", () => {
  it("takes a scan with its number and date, shows its page, and a colleague approves it", async () => {
    const dossier = await at.receive();
    const sent = await digitise(dossier, { documentNo: "12/GCS", issuedOn: "05/11/2026" }, ["chung-sinh.pdf", await scan()]);
    expect(sent).toMatchObject({ status: 303, location: `/ho-so/${dossier.id}?mo=papers` });
    const copy = await copyOf(dossier);
    const shown = await page("specialist", `/ho-so/${dossier.id}/so-hoa/${copy}`);
    expect(shown).toContain("12/GCS");
    expect(shown).toContain("05/11/2026");
    expect(shown).toContain("Chưa quét vi-rút");
    expect((await at.asks("specialist", "GET", `/ho-so/${dossier.id}/so-hoa/${copy}/trang/1`)).headers["content-type"]).toBe(
      "image/jpeg",
    );
    const own = await post("receiving_officer", `/ho-so/${dossier.id}/so-hoa/${copy}/duyet`, { decision: "approved" });
    expect(own.status).toBe(409);
    expect(own.body).toContain("không tự duyệt");
    expect((await post("one_stop_head", `/ho-so/${dossier.id}/so-hoa/${copy}/duyet`, { decision: "approved" })).status).toBe(303);
    expect((await post("one_stop_head", `/ho-so/${dossier.id}/so-hoa/${copy}/duyet`, { decision: "approved" })).status).toBe(409);
  });

  it("refuses a hostile file and keeps what was typed", async () => {
    const dossier = await at.receive();
    const svg = new Blob(['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>']);
    const sent = await digitise(dossier, { documentNo: "77/GCS" }, ["chung-sinh.pdf", svg]);
    expect(sent.status).toBe(422);
    expect(sent.body).toContain("không thuộc loại được nhận");
    expect(sent.body).toContain('value="77/GCS"');
    expect(await copyOf(dossier)).toBe("");
  });

  it("says what each way needs", async () => {
    const dossier = await at.receive();
    expect((await digitise(dossier, {})).body).toContain("Chưa chọn tệp quét");
    expect((await digitise(dossier, { way: "excused" })).body).toContain("Hãy nêu lý do");
    expect((await digitise(dossier, { way: "reused" })).body).toContain("mã hoặc số của kết quả");
    expect((await digitise(dossier, { componentCode: "lạ", way: "excused", reason: "khổ lớn" })).status).toBe(422);
    expect((await digitise(dossier, { way: "from_database", source: "CSDL quốc gia về dân cư" })).status).toBe(303);
  });

  it("reuses an approved copy of the same person by its number", async () => {
    const first = await at.receive();
    await digitise(first, { documentNo: "KQ-2026-1" }, ["ket-qua.pdf", await scan("kết quả")]);
    await post("one_stop_head", `/ho-so/${first.id}/so-hoa/${await copyOf(first)}/duyet`, { decision: "approved" });
    const second = await at.receive();
    expect((await digitise(second, { way: "reused", resultCode: "KQ-2026-1" })).status).toBe(303);
    expect(await page("specialist", `/ho-so/${second.id}/so-hoa/${await copyOf(second)}`)).toContain("ket-qua.pdf");
  });

  it("holds a hand-over back where the agency says so, until each component is scanned or excused (R-01)", async () => {
    const long = "Q".repeat(201);
    const kept = await at.asks("leader", "POST", "/giay-to/quy-dinh-so-hoa", { required: "yes", decisionNo: long });
    expect([kept.status, kept.body.includes(`value="${long}"`)]).toEqual([422, true]);
    expect((await post("leader", "/giay-to/quy-dinh-so-hoa", { required: "yes", decisionNo: "15/QĐ-UBND" })).status).toBe(303);
    const dossier = await at.receive();
    const to = { toPersonId: at.office.staff.specialist.personId };
    const refused = await at.refusalOfAction("receiving_officer", dossier, 1, "hand_over", to);
    expect(refused).toEqual({ status: 409, code: "components_not_digitised" });
    for (const { code, digitise: wanted } of at.procedure.definition.components) {
      if (wanted) await digitise(dossier, { componentCode: code, way: "excused", reason: "Máy quét hỏng" });
    }
    await post("leader", "/giay-to/quy-dinh-so-hoa", { required: "yes", decisionNo: "15/QĐ-UBND" });
    expect((await at.act("receiving_officer", dossier, 1, "hand_over", to)).state).toBe("PROCESSING");
    await post("leader", "/giay-to/quy-dinh-so-hoa", { required: "no", decisionNo: "15/QĐ-UBND" });
  });
});

describe("originals and hand-over sheets", () => {
  it("an original that is held stops the return of the result, and is given back once (R-21)", async () => {
    const dossier = await at.receive();
    await post("receiving_officer", `/ho-so/${dossier.id}/ban-chinh`, { name: "Sổ hộ khẩu", quantity: "1" });
    const shown = await page("receiving_officer", `/ho-so/${dossier.id}`);
    const originalId = /name="originalId" value="(\d+)"/.exec(shown)?.[1] ?? "";
    const held = await at.asks("leader", "GET", `/api/v1/dossiers/${dossier.id}`);
    expect(held.json<{ facts: { custody: { originalsHeld: number } } }>().facts.custody.originalsHeld).toBe(1);
    const settle = (fields: Record<string, string>) =>
      post("receiving_officer", `/ho-so/${dossier.id}/ban-chinh/tra`, { originalId, ...fields });
    expect((await settle({})).status).toBe(422);
    expect((await settle({ givenTo: "Nguyễn Minh An" })).status).toBe(303);
    expect((await settle({ givenTo: "Nguyễn Minh An" })).status).toBe(409);
    expect(await page("receiving_officer", `/ho-so/${dossier.id}`)).toContain("Đã trả cho Nguyễn Minh An");
  });

  it("none is taken once the dossier has ended", async () => {
    const dossier = await at.receive();
    await at.act("leader", dossier, 1, "stop", { reason: "Chủ hồ sơ mất năng lực hành vi", basis: "Nghị định 118/2025" });
    const late = await post("receiving_officer", `/ho-so/${dossier.id}/ban-chinh`, { name: "Sổ hộ khẩu", quantity: "1" });
    expect([late.status, late.body.includes("Hồ sơ đã kết thúc nên không nhận thêm")]).toEqual([409, true]);
    expect(await page("receiving_officer", `/ho-so/${dossier.id}`)).not.toContain(`action="/ho-so/${dossier.id}/ban-chinh"`);
  });

  it("a sheet brings the papers to a unit, which counts them: what is missing stays with the giver", async () => {
    const [one, two] = [await at.receive(), await at.receive()];
    const give = (codes: string, toUnitId = String(at.office.divisionId)) =>
      post("receiving_officer", "/giay-to/ban-giao/moi", { codes, toUnitId });
    const made = await give(`${one.code}\n${two.code}`);
    expect(made.status).toBe(303);
    const sheet = made.location;
    expect((await give(one.code)).body).toContain("đang được bàn giao");
    const printed = await at.asks("leader", "GET", `${sheet}/phieu.pdf`);
    expect(printed.headers["content-type"]).toBe("application/pdf");
    expect((await post("receiving_officer", `${sheet}/nhan`, { arrived: String(one.id) })).status).toBe(403);
    const counted = (await post("specialist", `${sheet}/nhan`, { arrived: String(one.id) })).body;
    expect(counted).toContain("Hãy ghi rõ hồ sơ thiếu");
    const ticked = (counted.match(/<input[^>]*name="arrived"[^>]*>/g) ?? []).filter((box) => / checked/.test(box));
    expect(ticked.map((box) => /value="(\d+)"/.exec(box)?.[1])).toEqual([String(one.id)]);
    expect((await post("specialist", `${sheet}/nhan`, { arrived: String(one.id), remark: "Chưa thấy bản giấy" })).status).toBe(
      303,
    );
    expect((await post("specialist", `${sheet}/nhan`, { arrived: String(one.id) })).status).toBe(409);
    const custody = async ({ id }: Done) =>
      (await at.asks("leader", "GET", `/api/v1/dossiers/${id}`)).json<{ facts: { custody: unknown } }>().facts.custody;
    expect(await custody(one)).toMatchObject({ place: "unit", unitId: at.office.divisionId });
    expect(await custody(two)).toMatchObject({ place: "unit", unitId: at.office.oneStopId });
    expect((await give(one.code)).body).toContain("không ở đơn vị bạn");
    expect((await give("H00-không-có")).body).toContain("Không tìm thấy hồ sơ");
  });

  it("are written by whoever has such a post in the dossier's own agency, not by who only sees it by another post", async () => {
    const own = await openCounter();
    const { app } = await testDatabase();
    const { receiving_officer: officer } = own.office.staff;
    // The officer of one commune is a leader of the other: sees its dossiers, and is no officer of it.
    await givePost(app, officer.personId, at.office.divisionId, "leader");
    const dossier = await at.receive();
    const seen = await own.asks("receiving_officer", "GET", `/ho-so/${dossier.id}`);
    expect(seen.status).toBe(200);
    expect(seen.body).not.toContain(`/ho-so/${dossier.id}/ban-chinh"`);
    for (const [path, body] of [
      ["so-hoa", { componentCode, way: "excused", reason: "Khổ lớn" }],
      ["ban-chinh", { name: "Sổ hộ khẩu", quantity: "1" }],
      ["mat-giay-hen", { declaredBy: "Nguyễn Minh An", idNumber: "001206001234", relation: "owner" }],
    ] as const)
      expect((await own.asks("receiving_officer", "POST", `/ho-so/${dossier.id}/${path}`, body)).status, path).toBe(403);
  });

  it("another agency sees none of it", async () => {
    const other = await openCounter();
    const dossier = await at.receive();
    await digitise(dossier, {}, ["a.pdf", await scan()]);
    const copy = await copyOf(dossier);
    for (const url of [
      `/ho-so/${dossier.id}/so-hoa/${copy}`,
      `/ho-so/${dossier.id}/so-hoa/${copy}/tep`,
      `/ho-so/${dossier.id}/so-hoa/${copy}/trang/1`,
    ]) {
      expect((await other.asks("leader", "GET", url)).status).toBe(404);
    }
  });
});
