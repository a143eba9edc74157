import { beforeAll, describe, expect, it } from "vitest";
import { setServerTime, testApp } from "../../../test/support/app.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { starterProcedure } from "../../../test/support/office.ts";
import { readPdf } from "../../../test/support/pdf.ts";

let at: Counter;
beforeAll(async () => {
  at = await openCounter();
  setServerTime("2026-11-20T09:00:00+07:00");
  return () => setServerTime(undefined);
});

/** A dossier whose 10.000 đồng are paid, with its refund proposed. */
async function proposed() {
  const { app, superuser } = await testDatabase();
  const procedure = await starterProcedure(app, "2.000884");
  const caseCode = procedure.definition.cases[0]?.code ?? "default";
  const components = procedure.definition.components.map(({ code, required }) => ({ code, original: required ? 1 : 0 }));
  const dossier = await at.receive({ procedureVersionId: procedure.versionId, caseCode, components });
  await at.asks("receiving_officer", "POST", `/api/v1/dossiers/${dossier.id}/payments`, { method: "cash" });
  const asked = { kind: "refund", reason: "Công dân rút hồ sơ" };
  expect((await at.asks("receiving_officer", "POST", `/thu-phi/ho-so/${dossier.id}/de-nghi`, asked)).status).toBe(303);
  const { rows } = await superuser.query("select max(id)::int as id from fee_proposal where dossier_id = $1", [dossier.id]);
  return { ...dossier, proposal: (rows[0] as { id: number }).id };
}
const decide = (id: number, decision: object) => at.asks("leader", "POST", `/thu-phi/de-nghi/${id}/quyet-dinh`, decision);
const payOut = (id: number, how: object) => at.asks("receiving_officer", "POST", `/thu-phi/de-nghi/${id}/chi-tra`, how);
const stateOf = async (id: number) =>
  (await at.asks("leader", "GET", `/api/v1/dossiers/${id}/fees`)).json<{ state: string }>().state;
const panel = async (id: number) => (await at.asks("receiving_officer", "GET", `/ho-so/${id}?mo=fees`)).body;
const refunds = async () => (await at.asks("leader", "GET", "/thu-phi/de-nghi?view=refunds")).body;
async function slip(id: number): Promise<string> {
  const printed = await (
    await testApp()
  ).inject({ url: `/thu-phi/de-nghi/${id}/phieu.pdf`, headers: { authorization: `Bearer ${at.office.staff.leader.token}` } });
  expect(printed.statusCode).toBe(200);
  return readPdf(printed.rawPayload)
    .pages.flatMap((sheet) => sheet.texts.map((piece) => piece.text))
    .join(" ");
}

describe("a refund", () => {
  it("is proposed, approved, paid out under a number of the year, with its slip at every step and its place in the report", async () => {
    const [one, two] = [await proposed(), await proposed()];
    expect(await slip(one.proposal)).toContain("Chờ duyệt");
    expect(await refunds()).toContain(one.code);
    for (const { proposal } of [one, two]) expect((await decide(proposal, { decision: "approved" })).status).toBe(303);
    expect(await slip(one.proposal)).toContain("Đã duyệt, chờ chi");
    const unpaid = await payOut(one.proposal, { method: "transfer", reference: "U".repeat(101), paidTo: "Trần Thị Ba" });
    expect([unpaid.status, unpaid.body.includes("Trần Thị Ba")]).toEqual([422, true]);
    expect((await payOut(one.proposal, { method: "transfer", reference: "UNC 12", paidTo: "Trần Thị Bình" })).status).toBe(303);
    expect((await payOut(two.proposal, { method: "cash" })).status).toBe(303);
    expect((await payOut(one.proposal, { method: "cash" })).status).toBe(409);
    const printed = await slip(one.proposal);
    for (const words of ["1/2026", "Trần Thị Bình", "UNC 12", "Mười nghìn đồng", one.code]) expect(printed).toContain(words);
    expect(await slip(two.proposal)).toContain("2/2026");
    expect(await slip(two.proposal)).toContain("Nguyễn Minh An");
    expect(await stateOf(one.id)).toBe("refunded");
    const list = await refunds();
    expect(list).toContain("1/2026 · Trần Thị Bình");
    const report = (await at.asks("leader", "GET", "/api/v1/reports/fees?kind=refunds")).json<{
      totals: unknown[];
      rows: unknown[][];
    }>();
    expect(report.totals.slice(-3)).toEqual([20_000, 20_000, 20_000]);
    expect(report.rows.map((row) => row[4])).toContain("Đã chi trả · 20/11/2026 · 1/2026");
    expect((await at.asks("leader", "GET", "/thu-phi?kind=refunds")).body).toContain("Khớp sổ cái");
  });

  it("without its reason is sent back with that form alone open, in that section alone, and no two fields with one name", async () => {
    const { id, proposal } = await proposed();
    const again = { kind: "refund", amountVnd: "9.000", reason: "" };
    expect(await panel(id)).not.toContain("Đề nghị hoàn trả");
    expect((await decide(proposal, { decision: "refused", reason: "Hồ sơ đã giải quyết xong" })).status).toBe(303);
    const { status, body } = await at.asks("receiving_officer", "POST", `/thu-phi/ho-so/${id}/de-nghi`, again);
    expect([status, body.includes("Chưa ghi lý do"), body.includes('value="9.000"')]).toEqual([422, true, true]);
    const ids = [...body.matchAll(/ id="([^"]+)"/g)].map((found) => found[1]);
    expect(ids.filter((one, index) => ids.indexOf(one) !== index)).toEqual([]);
    const open = [...body.matchAll(/<details[^>]*class="drawer"[^>]*>/g)].filter(([tag]) => / open/.test(tag));
    expect(open).toHaveLength(1);
  });

  it("stands in a column of its own, so that what is outstanding follows from the row", async () => {
    const { id, proposal } = await proposed();
    expect(await panel(id)).not.toContain('data-label="Đã hoàn trả"');
    expect((await decide(proposal, { decision: "approved" })).status).toBe(303);
    expect((await payOut(proposal, { method: "cash" })).status).toBe(303);
    const body = await panel(id);
    const cell = (label: string) => new RegExp(`data-label="${label}"><div>([^<]*)`).exec(body)?.[1]?.replaceAll(/\D/g, "");
    expect(["Phải thu", "Đã thu", "Đã hoàn trả", "Còn phải thu"].map(cell)).toEqual(["10000", "10000", "10000", "0"]);
  });

  it("that is refused needs its reason, gives nothing back, and stays in the list with it", async () => {
    const { id, proposal, code } = await proposed();
    expect(await stateOf(id)).toBe("refund_requested");
    const refused = await decide(proposal, { decision: "refused" });
    // The one form that was refused is what the summary of errors leads to.
    expect([refused.status, refused.body.includes('href="#f-reason"'), refused.body.includes('id="f-reason"')]).toEqual([
      422,
      true,
      true,
    ]);
    expect((await decide(proposal, { decision: "refused", reason: "Hồ sơ đã giải quyết xong" })).status).toBe(303);
    expect(await stateOf(id)).toBe("paid");
    expect((await payOut(proposal, { method: "cash" })).status).toBe(409);
    const list = await refunds();
    expect([list.includes(code), list.includes("Hồ sơ đã giải quyết xong")]).toEqual([true, true]);
    expect(await slip(proposal)).toContain("Hồ sơ đã giải quyết xong");
  });

  it("that is approved keeps the entry from being voided until the money is paid out", async () => {
    const dossier = await proposed();
    expect((await decide(dossier.proposal, { decision: "approved" })).status).toBe(303);
    const reason = { reason: "Nhập nhầm hồ sơ" };
    expect(await at.refusalOfAction("one_stop_head", dossier, 1, "void", reason)).toMatchObject({ code: "paid_before_void" });
    expect((await payOut(dossier.proposal, { method: "cash" })).status).toBe(303);
    expect((await at.act("one_stop_head", dossier, 1, "void", reason)).state).toBe("VOIDED");
  });

  it("of another agency is nobody's here, and an exemption has no such slip", async () => {
    const { proposal } = await proposed();
    const other = await openCounter();
    setServerTime("2026-11-20T09:00:00+07:00");
    expect((await other.asks("leader", "GET", `/thu-phi/de-nghi/${proposal}/phieu.pdf`)).status).toBe(404);
    expect((await at.asks("leader", "GET", "/thu-phi/de-nghi?view=reliefs")).body).not.toContain("Công dân rút hồ sơ");
  });
});
