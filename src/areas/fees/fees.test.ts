import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "#platform/db/tx.ts";
import { type Counter, type Done, openCounter, refusalOf } from "../../../test/support/counter.ts";
import { setServerTime } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { starterProcedure } from "../../../test/support/office.ts";
import { readPdf } from "../../../test/support/pdf.ts";
import { ask } from "../../../test/support/app.ts";
import { insertAccount, findAccount } from "./account.store.ts";
import { signConfirmation } from "./confirmation-signature.ts";
import { findOpenRequest } from "./request.store.ts";

let at: Counter;

/** Certification of a signature: 10.000 đồng, collected before. */
async function receiveWithFee(): Promise<Done> {
  const { app } = await testDatabase();
  const procedure = await starterProcedure(app, "2.000884");
  const caseCode = procedure.definition.cases[0]?.code ?? "default";
  const components = procedure.definition.components.map(({ code, required }) => ({ code, original: required ? 1 : 0 }));
  return at.receive({ procedureVersionId: procedure.versionId, caseCode, components });
}

interface Fees {
  readonly state: string;
  readonly outstandingVnd: number;
  readonly paidVnd: number;
  readonly DuocThanhToanTrucTuyen: number;
  readonly lines: readonly {
    id: number;
    assessedVnd: number;
    waivedVnd: number;
    paidVnd: number;
    refundedVnd: number;
    budgetCode: string;
  }[];
  readonly receipts: readonly { id: number; number: number; voided: boolean; amountVnd: number }[];
}
const feesOf = async (id: number): Promise<Fees> => (await at.asks("leader", "GET", `/api/v1/dossiers/${id}/fees`)).json<Fees>();
const pay = (id: number, body: object = { method: "cash" }, key?: string) =>
  at.asks("receiving_officer", "POST", `/api/v1/dossiers/${id}/payments`, body, key);
const form = (role: Parameters<Counter["asks"]>[0], url: string, body: object) => at.asks(role, "POST", url, body);
const report = async (kind = "list") =>
  (await at.asks("leader", "GET", `/api/v1/reports/fees?kind=${kind}`)).json<{
    netVnd: number;
    ledgerVnd: number;
    totals: (string | number)[];
    rows: unknown[][];
  }>();
const rows = async <T>(query: string, values: unknown[] = []): Promise<T[]> =>
  (await (await testDatabase()).superuser.query(query, values)).rows as T[];

async function openAccount(): Promise<{ bankBin: string; accountNo: string; key: string }> {
  const { app } = await testDatabase();
  const { agencyId, provinceId } = at.office;
  return inTransaction(app, { accountId: null, agencies: [agencyId] }, async (tx) => {
    const key = "k".repeat(40);
    const known = await findAccount(tx, agencyId);
    const accountNo = known?.accountNo ?? `77${agencyId}00001`;
    const account = { agencyId, provinceId, bankBin: "970415", bankName: "VietinBank", holder: "UBND", confirmationKey: key };
    if (known === undefined) await insertAccount(tx, { ...account, accountNo, activeFrom: "2026-01-01" });
    return { bankBin: "970415", accountNo, key };
  });
}
async function confirm(data: { transactionId: string; amount: number; content: string }, key?: string) {
  const account = await openAccount();
  const whole = { ...data, bankBin: account.bankBin, accountNo: account.accountNo, paidAt: "2026-11-20T09:30:00+07:00" };
  return ask("POST", "/api/v1/payments/confirmations", undefined, {
    data: whole,
    signature: signConfirmation(key ?? account.key, whole),
  });
}
async function requestCode(id: number): Promise<{ reference: string; amountVnd: number }> {
  await openAccount();
  expect((await form("receiving_officer", `/thu-phi/ho-so/${id}/ma-qr`, {})).status).toBe(303);
  const { app } = await testDatabase();
  const found = await inTransaction(app, { accountId: null, agencies: [at.office.agencyId] }, (tx) => findOpenRequest(tx, id));
  if (found === undefined) throw new Error("no request");
  return found;
}

beforeAll(async () => {
  at = await openCounter();
  setServerTime("2026-11-20T09:00:00+07:00");
  return () => setServerTime(undefined);
});

describe("collecting", () => {
  it("what is collected before holds the hand-over back, with the amount, until it is paid (R-24)", async () => {
    const dossier = await receiveWithFee();
    expect(await feesOf(dossier.id)).toMatchObject({ state: "due", outstandingVnd: 10_000, lines: [{ budgetCode: "2716" }] });
    const to = { toPersonId: at.office.staff.specialist.personId };
    expect(await at.refusalOfAction("receiving_officer", dossier, 1, "hand_over", to)).toMatchObject({ code: "payment_due" });
    const paid = await pay(dossier.id);
    expect(paid.status, paid.body).toBe(201);
    expect(await feesOf(dossier.id)).toMatchObject({
      state: "paid",
      outstandingVnd: 0,
      paidVnd: 10_000,
      DuocThanhToanTrucTuyen: 2,
    });
    expect((await at.act("receiving_officer", dossier, 1, "hand_over", to)).state).toBe("PROCESSING");
  });
  it("a second press takes nothing twice; a second payment finds nothing to take", async () => {
    const { id } = await receiveWithFee();
    const key = `pay-${id}-once`;
    const [one, two] = await Promise.all([pay(id, { method: "cash" }, key), pay(id, { method: "cash" }, key)]);
    expect(one.json()).toEqual(two.json());
    expect(await refusalOf(pay(id))).toEqual({ status: 409, code: "nothing_outstanding" });
    expect((await feesOf(id)).receipts).toHaveLength(1);
  });
  it("in parts, never more than is owed", async () => {
    const { id } = await receiveWithFee();
    expect((await pay(id, { method: "transfer", amountVnd: "4.000", reference: "FT1" })).status).toBe(201);
    expect(await feesOf(id)).toMatchObject({ state: "partly", outstandingVnd: 6_000 });
    expect(await refusalOf(pay(id, { method: "cash", amountVnd: 6_001 }))).toEqual({
      status: 422,
      code: "more_than_outstanding",
    });
  });
  it("two cashiers at once: one takes it, the other is told", async () => {
    const { id } = await receiveWithFee();
    const answers = await Promise.all([
      pay(id),
      at.asks("one_stop_head", "POST", `/api/v1/dossiers/${id}/payments`, { method: "cash" }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
  });
  it("receipts are numbered without gaps, whatever is refused between them, and print three marked copies", async () => {
    const numbers: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      const { id } = await receiveWithFee();
      const done = (await pay(id)).json<{ receiptNumber: number; receiptId: number }>();
      await pay(id);
      numbers.push(done.receiptNumber);
    }
    expect(numbers).toEqual([numbers[0], (numbers[0] ?? 0) + 1, (numbers[0] ?? 0) + 2]);
    const [{ id = 0 } = {}] = await rows<{ id: number }>("select max(id)::int as id from fee_receipt where agency_id = $1", [
      at.office.agencyId,
    ]);
    const { drawReceiptSheet } = await import("./receipt.slip.ts");
    const { findReceipt } = await import("./receipt.store.ts");
    const { app } = await testDatabase();
    const receipt = await inTransaction(app, { accountId: null, agencies: [at.office.agencyId] }, (tx) => findReceipt(tx, id));
    if (receipt === undefined) throw new Error("no receipt");
    const office = { agency: "UBND xã A", oneStopShop: "Trung tâm", place: "A" };
    const pdf = readPdf(
      await drawReceiptSheet({
        receipt,
        office,
        code: "H1",
        procedureName: "Chứng thực",
        contentName: () => "Phí chứng thực",
        printedAt: new Date(),
        url: "https://a.vn/t/x",
      }),
    );
    expect(pdf.pages).toHaveLength(3);
    const words = pdf.pages.map((sheet) => sheet.texts.map((piece) => piece.text).join(" "));
    expect(words.map((page) => /Liên [123]/.exec(page)?.[0])).toEqual(["Liên 1", "Liên 2", "Liên 3"]);
    expect(words[0]).toContain("Mười nghìn đồng");
  });
  it("an administrator sees none of it, another agency finds no dossier", async () => {
    const { id } = await receiveWithFee();
    expect((await at.asks("administrator", "GET", `/api/v1/dossiers/${id}/fees`)).status).toBe(403);
    const other = await openCounter();
    expect((await other.asks("receiving_officer", "POST", `/api/v1/dossiers/${id}/payments`, { method: "cash" })).status).toBe(
      404,
    );
  });
});

describe("a bank's confirmation", () => {
  it("pays the dossier whose reference it carries, once, and issues the receipt", async () => {
    const { id } = await receiveWithFee();
    const { reference, amountVnd } = await requestCode(id);
    const money = { transactionId: `FT-${id}`, amount: amountVnd, content: `NGUYEN VAN A ck ${reference}` };
    const [first, again] = [await confirm(money), await confirm(money)];
    expect(first.json(), first.body).toMatchObject({ outcome: "matched", problem: null });
    expect(again.json()).toEqual(first.json());
    expect((await confirm({ ...money, transactionId: `FT-${id}&amount=1` })).status).toBe(422);
    expect(await feesOf(id)).toMatchObject({ state: "paid", paidVnd: 10_000, DuocThanhToanTrucTuyen: 1 });
    expect(await refusalOf(confirm({ ...money, amount: 1 }))).toEqual({ status: 422, code: "confirmation_differs" });
  });
  it("is refused with another key, and says nothing of whose account it is", async () => {
    expect(await refusalOf(confirm({ transactionId: "x", amount: 5, content: "" }, "another key"))).toEqual({
      status: 401,
      code: "bad_signature",
    });
  });
  it("of another amount, an unknown reference or none is parked, and a person matches it or sends it back", async () => {
    const { id, code } = await receiveWithFee();
    const { reference } = await requestCode(id);
    const wrong = (await confirm({ transactionId: `W-${id}`, amount: 9_000, content: reference })).json<{
      confirmation: number;
    }>();
    expect(wrong).toMatchObject({ outcome: "unmatched", problem: "wrong_amount" });
    const stray = (await confirm({ transactionId: `S-${id}`, amount: 7_000, content: "cam on" })).json<{
      confirmation: number;
    }>();
    expect(stray).toMatchObject({ outcome: "unmatched", problem: "no_reference" });
    expect((await feesOf(id)).outstandingVnd).toBe(10_000);
    const settle = (money: { confirmation: number }, body: object) =>
      form("one_stop_head", `/thu-phi/chua-khop/${money.confirmation}`, body);
    expect((await settle(wrong, { how: "match", code })).status).toBe(303);
    expect(await feesOf(id)).toMatchObject({ state: "partly", outstandingVnd: 1_000 });
    expect((await settle(wrong, { how: "match", code })).status).toBe(409);
    const returned = await settle(stray, { how: "return", reason: " " });
    expect([returned.status, /<details class="fold" open[^]*id="f-reason"/.test(returned.body)]).toEqual([422, true]);
    expect((await settle(stray, { how: "return", reason: "Chuyển nhầm" })).status).toBe(303);
    expect(await report()).toSatisfy((totals: { netVnd: number; ledgerVnd: number }) => totals.netVnd === totals.ledgerVnd);
  });
});

describe("taking off and giving back", () => {
  const propose = (id: number, body: object) => form("receiving_officer", `/thu-phi/ho-so/${id}/de-nghi`, body);
  const proposalOf = async (id: number): Promise<number> =>
    (await rows<{ id: number }>("select max(id)::int as id from fee_proposal where dossier_id = $1", [id]))[0]?.id ?? 0;

  it("an exemption needs its legal basis and a leader who did not propose it", async () => {
    const { id } = await receiveWithFee();
    const [line] = (await feesOf(id)).lines;
    expect((await propose(id, { kind: "exempt", lineId: line?.id, reason: "Hộ nghèo" })).status).toBe(422);
    expect((await propose(id, { kind: "exempt", lineId: line?.id, reason: "Hộ nghèo", basis: "Luật PLP, Đ.10" })).status).toBe(
      303,
    );
    expect((await feesOf(id)).state).toBe("due");
    const decide = `/thu-phi/de-nghi/${await proposalOf(id)}/quyet-dinh`;
    expect((await form("receiving_officer", decide, { decision: "approved" })).status).toBe(403);
    expect((await form("leader", decide, { decision: "approved" })).status).toBe(303);
    expect(await feesOf(id)).toMatchObject({ state: "waived", outstandingVnd: 0 });
    expect((await form("leader", decide, { decision: "refused", reason: "x" })).status).toBe(409);
  });
  it("a refund is requested, approved, paid out; the list and the ledger agree at every step", async () => {
    const { id } = await receiveWithFee();
    await pay(id);
    expect((await propose(id, { kind: "refund", reason: "Rút hồ sơ", amountVnd: "10.001" })).status).toBe(422);
    expect((await propose(id, { kind: "refund", reason: "Rút hồ sơ" })).status).toBe(303);
    expect((await feesOf(id)).state).toBe("refund_requested");
    const proposal = await proposalOf(id);
    expect((await form("receiving_officer", `/thu-phi/de-nghi/${proposal}/chi-tra`, { method: "cash" })).status).toBe(409);
    expect((await form("leader", `/thu-phi/de-nghi/${proposal}/quyet-dinh`, { decision: "approved" })).status).toBe(303);
    expect((await form("receiving_officer", `/thu-phi/de-nghi/${proposal}/chi-tra`, { method: "cash" })).status).toBe(303);
    expect(await feesOf(id)).toMatchObject({ state: "refunded", paidVnd: 0 });
    const { netVnd, ledgerVnd } = await report();
    expect(netVnd).toBe(ledgerVnd);
  });
  it("a receipt is voided on its day: its number stays, the fee is owed again; later it is a refund", async () => {
    const { id } = await receiveWithFee();
    const { receiptId } = (await pay(id)).json<{ receiptId: number }>();
    expect((await form("receiving_officer", `/thu-phi/bien-lai/${receiptId}/huy`, { reason: "Sai tên" })).status).toBe(303);
    expect(await feesOf(id)).toMatchObject({ state: "due", outstandingVnd: 10_000, receipts: [{ voided: true }] });
    const second = (await pay(id)).json<{ receiptId: number }>();
    setServerTime("2026-11-21T09:00:00+07:00");
    expect((await form("receiving_officer", `/thu-phi/bien-lai/${second.receiptId}/huy`, { reason: "x" })).status).toBe(409);
    setServerTime("2026-11-20T10:00:00+07:00");
  });
});
