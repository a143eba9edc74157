import { buffer } from "node:stream/consumers";
import Pdf from "pdfkit";
import { beforeAll, describe, expect, it } from "vitest";
import { setServerTime, testApp } from "../../../test/support/app.ts";
import { type Counter, type Done, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { starterProcedure } from "../../../test/support/office.ts";
import { readPdf } from "../../../test/support/pdf.ts";
import { confirmPayment, findAccount } from "#fees";
import { execute } from "#platform/db/command.ts";
import { readStatement } from "./read-statement.ts";

let at: Counter;
const POST = "Bưu điện tỉnh";
beforeAll(async () => {
  at = await openCounter();
  setServerTime("2026-11-20T09:00:00+07:00");
  return () => setServerTime(undefined);
});

/** A decided dossier that owes 12.000 đồng, to be paid when its result is handed out. */
async function decidedOwing(): Promise<Done> {
  const { app } = await testDatabase();
  const procedure = await starterProcedure(app);
  const dossier = await at.receive({ procedureVersionId: procedure.versionId });
  const line = { kind: "fee", name: "Phí cấp bản sao", amountVnd: "12.000", timing: "after" };
  expect((await at.asks("receiving_officer", "POST", `/thu-phi/ho-so/${dossier.id}/khoan`, line)).status).toBe(303);
  const { specialist, leader } = at.office.staff;
  const { seq } = (await at.asks("leader", "GET", `/api/v1/dossiers/${dossier.id}`)).json<{ seq: number }>();
  let done = await at.act("receiving_officer", dossier, seq, "hand_over", { toPersonId: specialist.personId });
  done = await at.act("specialist", dossier, done.seq, "propose", { proposal: "approve", toPersonId: leader.personId });
  return at.act("leader", dossier, done.seq, "sign");
}

async function post(url: string, fields: Readonly<Record<string, string>>, file?: { name: string; field: string; blob: Blob }) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (file !== undefined) form.set(file.field, file.blob, file.name);
  const encoded = new Response(form);
  const answer = await (
    await testApp()
  ).inject({
    method: "POST",
    url,
    headers: {
      authorization: `Bearer ${at.office.staff.receiving_officer.token}`,
      "content-type": encoded.headers.get("content-type") ?? "",
    },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  return { status: answer.statusCode, body: answer.body, location: String(answer.headers["location"] ?? "") };
}

async function proof() {
  const document = new Pdf();
  const whole = buffer(document);
  document.text("Da nhan");
  document.end();
  return { name: "phieu.pdf", field: "proof", blob: new Blob([new Uint8Array(await whole)]) };
}
const csv = (content: string) => ({ name: "bang-ke.csv", field: "file", blob: new Blob([content]) });
const ship = (id: number, slipNo: string, more: object = {}) =>
  at.asks("receiving_officer", "POST", `/ho-so/${id}/buu-gui`, { slipNo, carrier: POST, address: "Số 1 phố Huế", ...more });
async function deliver(id: number, more: Record<string, string> = {}) {
  const page = (await at.asks("receiving_officer", "GET", `/ho-so/${id}`)).body;
  const end = /\/ho-so\/\d+\/buu-gui\/\d+\/ket-thuc/.exec(page)?.[0] ?? "";
  return post(end, { outcome: "delivered", receivedBy: "Lê Thị Hoa", ...more }, await proof());
}
const fees = async (id: number) =>
  (await at.asks("leader", "GET", `/api/v1/dossiers/${id}/fees`)).json<{
    state: string;
    outstandingVnd: number;
    receipts: { id: number }[];
  }>();
const report = async (kind: string) =>
  (await at.asks("leader", "GET", `/api/v1/reports/fees?kind=${kind}`)).json<{
    netVnd: number;
    ledgerVnd: number;
    totals: unknown[];
    rows: unknown[][];
  }>();
const list = async (query: string) => (await at.asks("receiving_officer", "GET", `/giay-to/buu-gui?${query}`)).body;

describe("money that the post collects", () => {
  it("is paid at the door, held by the post, handed over by its statement, and the ledger agrees all the way", async () => {
    const dossier = await decidedOwing();
    const tooMuch = await ship(dossier.id, "COD1VN", { codVnd: "12.001" });
    expect([tooMuch.status, tooMuch.body.includes("nhiều hơn số còn phải thu (12.000 đ)")]).toEqual([422, true]);
    expect((await ship(dossier.id, "COD1VN", { codVnd: "12.000", postageVnd: "25.000" })).status).toBe(303);
    expect(await fees(dossier.id)).toMatchObject({ state: "due", outstandingVnd: 12_000 });
    expect((await deliver(dossier.id, { collectedVnd: "13.000" })).body).toContain("lớn hơn số nhờ bưu chính thu (12.000 đ)");
    expect((await deliver(dossier.id)).status).toBe(303);
    const paid = await fees(dossier.id);
    expect(paid).toMatchObject({ state: "paid", outstandingVnd: 0 });
    const receipt = await at.asks("receiving_officer", "POST", `/thu-phi/bien-lai/${paid.receipts[0]?.id}/huy`, { reason: "x" });
    expect([receipt.status, receipt.body.includes("Bưu chính đã thu tiền này")]).toEqual([409, true]);
    expect(await list("view=owed")).toContain("Bưu chính còn giữ 12.000 đ");
    expect((await report("carriers")).totals.slice(-3)).toEqual([12_000, 0, 12_000]);
    const statement =
      "slip_no,delivered_on,amount_vnd\nCOD1VN,20/11/2026,12.000\nLA1VN,20/11/2026,5000\n,20/11/2026,7000\nCOD1VN,x,1\nB,1,abc\n";
    const taken = await post("/giay-to/buu-gui/doi-soat", { carrier: POST, statementNo: "BK01" }, csv(statement));
    expect(taken.status).toBe(303);
    const { body } = await at.asks("receiving_officer", "GET", taken.location);
    for (const words of [
      "Khớp",
      "Không có số hiệu này",
      "Thiếu số hiệu bưu gửi.",
      "Số hiệu này đã có ở dòng trên.",
      "không phải số nguyên",
    ])
      expect(body).toContain(words);
    expect((await report("carriers")).totals.slice(-3)).toEqual([12_000, 12_000, 0]);
    const { netVnd, ledgerVnd } = await report("list");
    expect([netVnd, ledgerVnd]).toEqual([12_000, 12_000]);
    expect(await list("view=owed")).not.toContain("COD1VN");
    const again = await post("/giay-to/buu-gui/doi-soat", { carrier: POST, statementNo: "BK01" }, csv(statement));
    expect([again.status, again.body.includes("đã được nhập")]).toEqual([409, true]);
    expect((await at.asks("receiving_officer", "GET", `${taken.location}/tep`)).body).toBe(statement);
  });

  it("that differs waits for a person; what was not recorded as delivered is found when it is", async () => {
    const [short, late] = [await decidedOwing(), await decidedOwing()];
    for (const [dossier, slip] of [
      [short, "COD2VN"],
      [late, "COD3VN"],
    ] as const)
      expect((await ship(dossier.id, slip, { codVnd: "12.000" })).status).toBe(303);
    await deliver(short.id);
    const lines = "Số hiệu bưu gửi;Tiền thu hộ\nCOD2VN;10.000\nCOD3VN;12.000\n";
    const { location } = await post("/giay-to/buu-gui/doi-soat", { carrier: POST, statementNo: "BK02" }, csv(lines));
    const open = (await at.asks("receiving_officer", "GET", location)).body;
    expect(open).toContain("Lệch số tiền");
    expect(open).toContain("Chưa ghi đã phát");
    const line = /name="line" value="(\d+)"/.exec(open)?.[1];
    expect((await at.asks("receiving_officer", "POST", `${location}/chap-nhan`, { line })).status).toBe(422);
    expect(
      (await at.asks("receiving_officer", "POST", `${location}/chap-nhan`, { line, note: "Bưu điện trả nốt kỳ sau" })).status,
    ).toBe(303);
    expect((await at.asks("receiving_officer", "POST", `${location}/chap-nhan`, { line, note: "x" })).status).toBe(409);
    expect(await list("q=cod2vn")).toContain("Bưu chính còn giữ 2.000 đ");
    await deliver(late.id);
    expect((await at.asks("receiving_officer", "POST", `${location}/doi-lai`, {})).status).toBe(303);
    expect((await at.asks("receiving_officer", "GET", location)).body).not.toContain("Chưa ghi đã phát");
    expect(await list("q=COD3VN")).toContain("Đã chuyển trả đủ");
    const other = await openCounter();
    setServerTime("2026-11-20T09:00:00+07:00");
    expect((await other.asks("receiving_officer", "GET", location)).status).toBe(404);
  });

  it("for a fee that was paid meanwhile is held for the payer, in no list of fees, until it is given back under a number", async () => {
    const dossier = await decidedOwing();
    await ship(dossier.id, "COD5VN", { codVnd: "12.000" });
    const paid = { method: "cash", amountVnd: "7.000" };
    expect((await at.asks("receiving_officer", "POST", `/thu-phi/ho-so/${dossier.id}/thu`, paid)).status).toBe(303);
    const before = await report("list");
    expect((await deliver(dossier.id)).status).toBe(303);
    expect(await fees(dossier.id)).toMatchObject({ state: "refund_requested", outstandingVnd: 0, heldVnd: 7000 });
    const after = await report("list");
    expect([after.netVnd - before.netVnd, after.ledgerVnd - before.ledgerVnd]).toEqual([5000, 5000]);
    expect(await list("q=COD5VN")).toContain("Bưu chính còn giữ 12.000 đ");
    const waiting = (await at.asks("receiving_officer", "GET", "/thu-phi/chua-khop")).body;
    expect(waiting).toContain("Bưu điện tỉnh · COD5VN");
    const held = /\/thu-phi\/chua-khop\/giu-ho\/\d+/.exec(waiting)?.[0] ?? "";
    const back = { method: "transfer", paidTo: "Lê Thị Hoa", reference: "UNC 7" };
    expect((await (await openCounter()).asks("receiving_officer", "POST", held, back)).status).toBe(404);
    setServerTime("2026-11-20T09:00:00+07:00");
    expect((await at.asks("receiving_officer", "POST", held, { ...back, method: "gold" })).status).toBe(422);
    expect((await at.asks("receiving_officer", "POST", held, back)).status).toBe(303);
    expect((await at.asks("receiving_officer", "POST", held, back)).status).toBe(409);
    expect(await fees(dossier.id)).toMatchObject({ state: "paid", heldVnd: 0 });
    const end = await report("list");
    expect([end.netVnd, end.ledgerVnd]).toEqual([after.netVnd, after.ledgerVnd]);
    expect((await at.asks("receiving_officer", "GET", `/ho-so/${dossier.id}`)).body).toContain("Đã trả Lê Thị Hoa 7.000 đ");
    const slip = await at.asks("leader", "GET", `${held}/phieu.pdf`);
    expect([slip.status, slip.headers["content-type"]]).toEqual([200, "application/pdf"]);
  });

  it("for a fee that was paid in full meanwhile is held whole, and the post hands it over as any other", async () => {
    const dossier = await decidedOwing();
    await ship(dossier.id, "COD6VN", { codVnd: "12.000" });
    await at.asks("receiving_officer", "POST", `/thu-phi/ho-so/${dossier.id}/thu`, { method: "cash" });
    expect((await deliver(dossier.id)).status).toBe(303);
    expect(await fees(dossier.id)).toMatchObject({ heldVnd: 12_000, receipts: [expect.anything()] });
    const lines = "slip_no,amount_vnd\nCOD6VN,12.000\n";
    const { location } = await post("/giay-to/buu-gui/doi-soat", { carrier: POST, statementNo: "BK03" }, csv(lines));
    expect((await at.asks("receiving_officer", "GET", location)).body).toContain("Khớp");
    const { netVnd, ledgerVnd } = await report("list");
    expect(netVnd).toBe(ledgerVnd);
  });

  it("is booked once: a slip that a later statement repeats moves nothing", async () => {
    const dossier = await decidedOwing();
    await ship(dossier.id, "COD7VN", { codVnd: "12.000" });
    await deliver(dossier.id);
    const lines = csv("slip_no,amount_vnd\nCOD7VN,12.000\n");
    await post("/giay-to/buu-gui/doi-soat", { carrier: POST, statementNo: "BK04" }, lines);
    const booked = async () => {
      const { rows } = await (
        await testDatabase()
      ).superuser.query("select count(*)::int as n from fee_movement where agency_id = $1", [at.office.agencyId]);
      return rows[0].n as number;
    };
    const before = await booked();
    const { location } = await post("/giay-to/buu-gui/doi-soat", { carrier: POST, statementNo: "BK05" }, lines);
    const { body } = await at.asks("receiving_officer", "GET", location);
    expect(body).toContain("Đã chuyển trả trước đó");
    expect(body).toContain("nêu nhiều hơn số ghi sổ 12.000 đ");
    expect(await booked()).toBe(before);
  });

  it("that the bank confirms is the statement's, once; what came beyond it is the post's", async () => {
    const account = await at.asks("one_stop_head", "POST", "/thu-phi/tai-khoan", {
      bankBin: "970415",
      accountNo: `88${at.office.agencyId}00001`,
      holder: "UBND",
      bankName: "VietinBank",
    });
    expect(account.status, account.body).toBe(303);
    const { app } = await testDatabase();
    const { agencyId } = at.office;
    const call = { name: "test", scope: { accountId: null, agencies: [agencyId] }, actorKey: "test", input: null, agencyId };
    const park = (transactionId: string, amount: number) =>
      execute(app, call, async (tx, unit) => {
        const known = await findAccount(tx, agencyId);
        if (known === undefined) throw new Error("no account");
        const { bankBin, accountNo } = known;
        const money = { transactionId, bankBin, accountNo, amount, content: "Buu dien chuyen tien thu ho" };
        const taken = await confirmPayment(tx, unit, known, { ...money, paidAt: "2026-11-20T10:00:00+07:00" }, new Date());
        return taken.confirmation;
      });
    const settle = (id: number) =>
      at.asks("receiving_officer", "POST", `/thu-phi/chua-khop/${id}`, { how: "statement", statement: "BK01-BK05" });
    const before = await report("list");
    const remitted = 12_000 * 3 + 10_000 + 12_000;
    const first = await park("CK-1", remitted + 500);
    expect((await settle(first)).status).toBe(303);
    const after = await report("list");
    expect([after.netVnd, after.ledgerVnd]).toEqual([before.netVnd, before.ledgerVnd]);
    const { rows } = await (
      await testDatabase()
    ).superuser.query(
      `select e.account, sum(e.amount_vnd)::int as vnd from fee_movement m join fee_entry e on e.movement_id = m.id
       where m.agency_id = $1 and m.kind in ('remit', 'match') group by 1 order by 1`,
      [at.office.agencyId],
    );
    expect(rows).toEqual([
      { account: "bank", vnd: 0 },
      { account: "carrier", vnd: -remitted - 500 },
      { account: "unmatched", vnd: remitted + 500 },
    ]);
    const second = await park("CK-2", 1000);
    const refused = await settle(second);
    expect([refused.status, refused.body.includes("Hãy nhập bảng kê của bưu chính trước")]).toEqual([409, true]);
  });

  it("is no money where the post did not collect it: the fee stays owed", async () => {
    const dossier = await decidedOwing();
    await ship(dossier.id, "COD4VN", { codVnd: "12.000" });
    expect((await deliver(dossier.id, { collectedVnd: "0" })).status).toBe(303);
    expect(await fees(dossier.id)).toMatchObject({ state: "due", outstandingVnd: 12_000 });
  });
});

describe("the list of shipments", () => {
  it("marks what is late, by its own day or by the days of the data, and prints the minutes of a day", async () => {
    const [soon, whenever] = [await decidedOwing(), await decidedOwing()];
    expect((await ship(soon.id, "L1VN", { expectedOn: "19/11/2026" })).status).toBe(422);
    await ship(soon.id, "L1VN", { expectedOn: "21/11/2026", postageVnd: "20.000" });
    await ship(whenever.id, "L2VN", { codVnd: "12.000" });
    expect(await list("view=late")).not.toContain("L1VN");
    setServerTime("2026-11-22T09:00:00+07:00");
    const late = await list("view=late");
    expect([late.includes("L1VN"), late.includes("L2VN")]).toEqual([true, false]);
    setServerTime("2026-11-27T09:00:00+07:00");
    expect(await list("view=late")).toContain("L2VN");
    const file = (
      await at.asks("receiving_officer", "GET", `/giay-to/buu-gui/xuat.csv?view=late&carrier=${encodeURIComponent(POST)}`)
    ).body;
    expect(file.split("\n").filter((row) => row.includes("VN")).length).toBe(2);
    const query = new URLSearchParams({ carrier: POST, day: "20/11/2026" });
    const printed = await (
      await testApp()
    ).inject({
      url: `/giay-to/buu-gui/bien-ban.pdf?${query}`,
      headers: { authorization: `Bearer ${at.office.staff.receiving_officer.token}` },
    });
    const words = readPdf(printed.rawPayload)
      .pages.flatMap((sheet) => sheet.texts.map((piece) => piece.text))
      .join(" ");
    expect(words).toContain("L1VN");
    expect(words).toContain("thu hộ 96.000 đ");
    expect((await at.asks("leader", "GET", `/giay-to/buu-gui/bien-ban.pdf?carrier=x&day=2026-11-20`)).status).toBe(404);
    setServerTime("2026-11-20T09:00:00+07:00");
  });

  it("has what is to be sent: decided, wanted by post, and not sent or come back", async () => {
    const dossier = await decidedOwing();
    const { superuser } = await testDatabase();
    const wants = `update dossier set attributes = attributes || '{"delivery":"post"}' where id = $1`;
    await superuser.query(wants, [dossier.id]);
    expect(await list("view=to_send")).toContain(dossier.code);
    await ship(dossier.id, "S1VN");
    expect(await list("view=to_send")).not.toContain(dossier.code);
    expect(await list(`q=${dossier.code}`)).toContain("S1VN");
  });
});

it("a statement without its columns, or without lines, is refused whole", () => {
  for (const content of ["", "slip_no,amount_vnd\n", "a,b\n1,2\n", 'slip_no,amount_vnd\n"x,1\n'])
    expect(() => readStatement(content)).toThrow(expect.objectContaining({ code: "statement_unreadable" }));
  expect(readStatement("﻿amount_vnd\tslip_no\n1,000\tA\n1.00\tB\n5\n")).toEqual([
    { line: 2, slipNo: "A", amountVnd: 1000 },
    { line: 3, problem: "amount" },
    { line: 4, problem: "columns" },
  ]);
});
