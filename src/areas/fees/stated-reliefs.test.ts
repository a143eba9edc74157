import { beforeAll, describe, expect, it } from "vitest";
import { setServerTime, testApp } from "../../../test/support/app.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import type { Member } from "../../../test/support/office.ts";

let at: Counter;
beforeAll(async () => {
  at = await openCounter();
  setServerTime("2026-11-20T09:00:00+07:00");
  return () => setServerTime(undefined);
});

async function submit(who: Member, url: string, fields: Readonly<Record<string, string | readonly string[]>>) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of typeof value === "string" ? [value] : value) body.append(name, one);
  const answer = await (
    await testApp()
  ).inject({
    method: "POST",
    url,
    headers: { authorization: `Bearer ${who.token}`, "content-type": "application/x-www-form-urlencoded" },
    payload: body.toString(),
  });
  return { status: answer.statusCode, location: String(answer.headers.location ?? ""), body: answer.body };
}

const POOR = "Người thuộc hộ nghèo";
const form = (code: string) => ({
  code,
  name: "Đăng ký việc của xã",
  field: "Hộ tịch",
  levels: "commune",
  communeOffice: "1",
  audiences: ["citizen"],
  termUnit: "working_day",
  termValue: "3",
  agencies: "Ủy ban nhân dân xã",
  steps: "Nộp hồ sơ",
  results: "Giấy xác nhận",
  channels: ["counter"],
  compName: ["Tờ khai"],
  compKind: ["form"],
  compRequired: ["no"],
  caseCode: ["A", "B"],
  caseName: ["Trong hạn", "Quá hạn"],
  feeKind: ["charge", "charge", "fee", "charge"],
  feeName: ["Lệ phí", "Lệ phí quá hạn", "Phí cấp trang", "Lệ phí cũ"],
  feeAmount: ["20.000", "50.000", "2.000", "9.000"],
  feeText: ["", "", "", ""],
  feePer: ["", "", "trang", ""],
  feeSteps: ["", "", "3: 1.000; 11: 500", ""],
  feeMost: ["", "", "200.000", ""],
  feeTiming: ["", "after", "", ""],
  feeRequest: ["no", "no", "yes", "no"],
  feeCases: ["A", "B", "", ""],
  feeFrom: ["01/01/2026", "", "", ""],
  feeUntil: ["", "", "", "01/07/2026"],
  feeBasis: ["Nghị quyết 12/2025/NQ-HĐND", "", "", ""],
  feeBudget: ["2771", "", "", ""],
  reliefFee: ["1", "1", "2", "1"],
  reliefChannel: ["online", "", "", ""],
  reliefWho: ["", POOR, POOR, "Người có công"],
  reliefPercent: ["50", "100", "30", "100"],
  reliefBasis: ["Nghị quyết 13", "Nghị quyết 12, Điều 4", "Nghị quyết 12, Điều 5", "Nghị quyết 1/2020"],
  reliefFrom: ["", "01/01/2026", "", ""],
  reliefUntil: ["", "", "", "01/01/2026"],
  source: "Quyết định của tỉnh",
  decisionNo: "QĐ 15/2026",
});

/** A procedure of the form, published; answers its version. */
async function publish(code: string): Promise<number> {
  const made = await submit(at.office.staff.administrator, "/quan-tri/thu-tuc/moi", form(code));
  expect(made.status, made.body.slice(0, 3000)).toBe(303);
  const id = Number(/phien-ban\/(\d+)/.exec(made.location)?.[1]);
  const done = await submit(at.office.staff.administrator, `/quan-tri/thu-tuc/phien-ban/${id}/cong-bo`, { from: "20/11/2026" });
  expect(done.status, /class="errors?[^]*?<\/ul>/.exec(done.body)?.[0] ?? done.body).toBe(303);
  return id;
}
const receive = (version: number, caseCode: string, more: object = {}) =>
  at.receive({ procedureVersionId: version, caseCode, components: [], ...more });
const feesOf = async (id: number) =>
  (await at.asks("leader", "GET", `/api/v1/dossiers/${id}/fees`)).json<{
    state: string;
    outstandingVnd: number;
    lines: { id: number; name: string; assessedVnd: number; waivedVnd: number; timing: string; budgetCode: string }[];
  }>();
const proposals = async (id: number) =>
  (
    await (
      await testDatabase()
    ).superuser.query(
      "select id::int, kind, amount_vnd::int as amount, reason, basis from fee_proposal where dossier_id = $1 order by id",
      [id],
    )
  ).rows as { id: number; kind: string; amount: number; reason: string; basis: string }[];

describe("fees of a version", () => {
  it("are edited by the page, stand on the public page, and decide what a dossier owes by case and day", async () => {
    const version = await publish("1.904001");
    const page = (await at.asks("leader", "GET", "/thu-tuc/1.904001")).body;
    for (const words of ["Lệ phí quá hạn", "2.000 đồng/trang", "từ thứ 3: 1.000 đồng", "nhiều nhất 200.000 đồng", "Giảm 50 %"])
      expect(page).toContain(words);
    expect(page).toContain(`Miễn: ${POOR} (Nghị quyết 12, Điều 4; từ 01/01/2026)`);
    const [first, second] = [await receive(version, "A"), await receive(version, "B")];
    expect((await feesOf(first.id)).lines).toMatchObject([
      { name: "Lệ phí", assessedVnd: 20_000, timing: "before", budgetCode: "2771" },
    ]);
    expect((await feesOf(second.id)).lines).toMatchObject([{ name: "Lệ phí quá hạn", assessedVnd: 50_000, timing: "after" }]);
    const edited = await at.asks("administrator", "GET", `/quan-tri/thu-tuc/phien-ban/${version}`);
    expect(edited.body).toContain("Nghị quyết 12/2025/NQ-HĐND");
  });

  it("say who pays less: chosen at receipt it is proposed with its basis, and a leader decides", async () => {
    const version = await publish("1.904002");
    const shown = (await at.asks("receiving_officer", "GET", `/ho-so/tiep-nhan/${version}`)).body;
    const offered = [POOR, "Người có công"].map((who) => shown.includes(`<option value="${who}"`));
    expect(offered).toEqual([true, false]);
    const dossier = await receive(version, "A", { feeRelief: POOR });
    const [proposed] = await proposals(dossier.id);
    expect(proposed).toMatchObject({ kind: "exempt", amount: 20_000, reason: POOR, basis: "Nghị quyết 12, Điều 4" });
    expect((await feesOf(dossier.id)).state).toBe("due");
    await at.asks("leader", "POST", `/thu-phi/de-nghi/${proposed?.id}/quyet-dinh`, { decision: "approved" });
    expect(await feesOf(dossier.id)).toMatchObject({ state: "waived", outstandingVnd: 0 });
    const refused = at.asks(
      "receiving_officer",
      "POST",
      "/api/v1/dossiers",
      at.receipt({ procedureVersionId: version, caseCode: "A", components: [], feeRelief: "Người có công" }),
    );
    expect((await refused).json()).toMatchObject({ code: "relief_not_stated" });
  });

  it("are proposed from the dossier's page too, the amount by the per cent of the version", async () => {
    const version = await publish("1.904003");
    const dossier = await receive(version, "B");
    const panel = (await at.asks("receiving_officer", "GET", `/ho-so/${dossier.id}`)).body;
    expect(panel).toContain(`Lệ phí quá hạn: ${POOR}, 30 %`);
    const line = (await feesOf(dossier.id)).lines[0]?.id;
    const url = `/thu-phi/ho-so/${dossier.id}/de-nghi`;
    const other = { kind: "exempt", lineId: line, relief: "Ai đó" };
    expect((await at.asks("receiving_officer", "POST", url, other)).status).toBe(422);
    expect((await at.asks("receiving_officer", "POST", url, { ...other, relief: POOR })).status).toBe(303);
    const [proposed] = await proposals(dossier.id);
    expect(proposed).toMatchObject({ kind: "discount", amount: 15_000, basis: "Nghị quyết 12, Điều 5" });
    const decide = `/thu-phi/de-nghi/${proposed?.id}/quyet-dinh`;
    expect((await at.asks("leader", "POST", decide, { decision: "approved" })).status).toBe(303);
    const twice = await at.asks("receiving_officer", "POST", url, { ...other, relief: POOR });
    expect([twice.status, twice.body.includes("cho đúng đối tượng đó")]).toEqual([409, true]);
  });

  it("are refused where they make no sense, with the row", async () => {
    const wrong: [string, Record<string, readonly string[]>, string][] = [
      ["steps", { feeSteps: ["", "", "3: một", ""] }, "Khoản thu 3: bậc"],
      ["falling steps", { feeSteps: ["", "", "5: 1; 4: 2", ""] }, "Khoản thu 3: bậc"],
      ["case", { feeCases: ["X", "", "", ""] }, "trường hợp X"],
      ["no basis", { reliefBasis: ["Nghị quyết 13", "", "b", "b"] }, "Mức miễn, giảm 2"],
      ["both", { reliefWho: ["ai", POOR, POOR, "x"] }, "Mức miễn, giảm 1"],
      ["of none", { reliefFee: ["9", "1", "2", "1"] }, "Mức miễn, giảm 1"],
      ["period", { feeUntil: ["01/01/2026", "", "", ""] }, "phải sau ngày bắt đầu"],
    ];
    for (const [what, change, words] of wrong) {
      const answer = await submit(at.office.staff.administrator, "/quan-tri/thu-tuc/moi", { ...form("1.904009"), ...change });
      expect([what, answer.status, answer.body.includes(words)]).toEqual([what, 422, true]);
      expect(answer.body).toContain("Lệ phí quá hạn");
    }
  });
});
