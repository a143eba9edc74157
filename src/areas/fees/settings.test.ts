import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "#platform/db/tx.ts";
import { ask, setServerTime } from "../../../test/support/app.ts";
import { type Counter, openCounter, refusalOf } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { starterProcedure } from "../../../test/support/office.ts";
import { insertAccount } from "./account.store.ts";
import { signConfirmation } from "./confirmation-signature.ts";

let at: Counter;
beforeAll(async () => {
  at = await openCounter();
  setServerTime("2026-11-20T09:00:00+07:00");
  return () => setServerTime(undefined);
});

/** Certification of a signature: 10.000 đồng, collected before. */
async function receiveWithFee(of: Counter = at) {
  const { app } = await testDatabase();
  const procedure = await starterProcedure(app, "2.000884");
  const caseCode = procedure.definition.cases[0]?.code ?? "default";
  const components = procedure.definition.components.map(({ code, required }) => ({ code, original: required ? 1 : 0 }));
  return of.receive({ procedureVersionId: procedure.versionId, caseCode, components });
}
const pay = async (of: Counter = at) => {
  const { id } = await receiveWithFee(of);
  return { id, answer: await of.asks("receiving_officer", "POST", `/api/v1/dossiers/${id}/payments`, { method: "cash" }) };
};
const number = async () => (await pay()).answer.json<{ serial: string; receiptNumber: number }>();
const SERIES = "/thu-phi/ky-hieu-bien-lai";
const range = (serial: string, firstNumber: number, lastNumber: number, from = "20/11/2026") => ({
  form: "01BLP",
  serial,
  firstNumber,
  lastNumber,
  warnBelow: 1,
  from,
  basis: "Thông báo phát hành 01",
});
const register = (fields: object) => at.asks("one_stop_head", "POST", SERIES, fields);

describe("series of receipts", () => {
  it("go on without an end until an office registers its own; then its numbers alone, one range after the other", async () => {
    expect(await number()).toMatchObject({ serial: "BL-26E", receiptNumber: 1 });
    expect((await register(range("XA/26E", 5, 4))).status).toBe(422);
    expect((await register(range("XA/26E", 1, 5, "19/11/2026"))).status).toBe(422);
    expect((await register(range("XA/26E", 101, 102))).status).toBe(303);
    expect((await register(range("XA/26E", 102, 200))).body).toContain("trùng với dải đã đăng ký");
    expect((await register(range("XB/26E", 1, 1, "21/11/2026"))).status).toBe(303);
    expect(await number()).toMatchObject({ serial: "XA/26E", receiptNumber: 101 });
    const warned = await receiveWithFee();
    expect((await at.asks("receiving_officer", "GET", `/ho-so/${warned.id}`)).body).toContain("Sắp hết số biên lai: còn 1 số");
    expect(await number()).toMatchObject({ serial: "XA/26E", receiptNumber: 102 });
    const { id, answer } = await pay();
    expect(await refusalOf(Promise.resolve(answer))).toEqual({ status: 409, code: "series_exhausted" });
    expect(answer.json<{ title: string }>().title).toContain("đăng ký dải số mới");
    expect((await at.asks("leader", "GET", `/api/v1/dossiers/${id}/fees`)).json()).toMatchObject({ outstandingVnd: 10_000 });
    expect((await at.asks("one_stop_head", "GET", SERIES)).body).toContain("Hết số biên lai");
    setServerTime("2026-11-21T09:00:00+07:00");
    expect(await number()).toMatchObject({ serial: "XB/26E", receiptNumber: 1 });
    expect((await pay()).answer.status).toBe(409);
    setServerTime("2026-11-20T09:00:00+07:00");
  });

  it("two who collect at once never share the last number, and a bank's money is taken though no number is left", async () => {
    const other = await openCounter();
    setServerTime("2026-11-20T09:00:00+07:00");
    const last = {
      form: "01BLP",
      serial: "XC/26E",
      firstNumber: 7,
      lastNumber: 7,
      warnBelow: 0,
      from: "20/11/2026",
      basis: "TB 2",
    };
    expect((await other.asks("one_stop_head", "POST", SERIES, last)).status).toBe(303);
    const two = [await receiveWithFee(other), await receiveWithFee(other), await receiveWithFee(other)] as const;
    const answers = await Promise.all(
      two
        .slice(0, 2)
        .map(({ id }) => other.asks("receiving_officer", "POST", `/api/v1/dossiers/${id}/payments`, { method: "cash" })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    const { app } = await testDatabase();
    const { agencyId, provinceId } = other.office;
    const account = { bankBin: "970415", accountNo: `66${agencyId}00001` };
    const confirmationKey = "s".repeat(40);
    await inTransaction(app, { accountId: null, agencies: [agencyId] }, (tx) =>
      insertAccount(tx, {
        ...account,
        agencyId,
        provinceId,
        bankName: "Bank",
        holder: "UBND",
        confirmationKey,
        activeFrom: "2026-01-01",
      }),
    );
    expect((await other.asks("receiving_officer", "POST", `/thu-phi/ho-so/${two[2].id}/ma-qr`, {})).status).toBe(303);
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query("select reference from fee_request where dossier_id = $1", [two[2].id]);
    const content = (rows[0] as { reference: string }).reference;
    const data = { ...account, transactionId: `NR-${two[2].id}`, amount: 10_000, content, paidAt: "2026-11-20T09:00:00+07:00" };
    const said = await ask("POST", "/api/v1/payments/confirmations", undefined, {
      data,
      signature: signConfirmation(confirmationKey, data),
    });
    expect(said.json()).toMatchObject({ outcome: "unmatched", problem: "no_receipt" });
    expect((await other.asks("receiving_officer", "GET", "/thu-phi/chua-khop")).body).toContain("Hết số biên lai lúc tiền vào");
  });

  it("end by their last day, once, by the head of their own office alone", async () => {
    const { superuser } = await testDatabase();
    expect((await register(range("XD/26E", 1, 90))).status).toBe(303);
    const { rows } = await superuser.query("select id from fee_receipt_series where serial = 'XD/26E'");
    const end = `${SERIES}/${(rows[0] as { id: number }).id}/ket-thuc`;
    const other = await openCounter();
    setServerTime("2026-11-20T09:00:00+07:00");
    expect((await other.asks("one_stop_head", "POST", end, { lastDay: "20/11/2026" })).status).toBe(409);
    expect((await at.asks("receiving_officer", "POST", end, { lastDay: "20/11/2026" })).status).toBe(403);
    expect((await at.asks("one_stop_head", "POST", end, { lastDay: "19/11/2026" })).status).toBe(422);
    expect((await at.asks("one_stop_head", "POST", end, { lastDay: "20/11/2026" })).status).toBe(303);
    expect((await at.asks("one_stop_head", "POST", end, { lastDay: "20/11/2026" })).status).toBe(409);
    expect((await at.asks("one_stop_head", "GET", SERIES)).body).toContain("Thông báo phát hành 01");
  });
});

describe("numbers and accounts that cannot serve", () => {
  it("are refused: numbers below those that come first, and the account of another agency", async () => {
    expect((await register(range("XE/26E", 101, 200))).status).toBe(303);
    const below = await register(range("XE/26E", 1, 100));
    expect([below.status, below.body.includes("đến số 101, nên các số thấp hơn")]).toEqual([409, true]);
    const bank = { bankBin: "970436", bankName: "Vietcombank", accountNo: `97${at.office.agencyId}0002`, holder: "UBND" };
    expect((await at.asks("one_stop_head", "POST", "/thu-phi/tai-khoan", bank)).status).toBe(303);
    const other = await openCounter();
    setServerTime("2026-11-20T09:00:00+07:00");
    const taken = await other.asks("one_stop_head", "POST", "/thu-phi/tai-khoan", bank);
    expect([taken.status, taken.body.includes("Một cơ quan khác")]).toEqual([409, true]);
    expect((await other.asks("one_stop_head", "POST", "/thu-phi/tai-khoan", { ...bank, accountNo: "979990003" })).status).toBe(
      303,
    );
  });
});

describe("codes of budget contents", () => {
  const CODES = "/quan-tri/ma-noi-dung-thu";
  const add = (fields: object) => at.asks("administrator", "POST", CODES, { source: "TT 324", from: "20/11/2026", ...fields });
  /** Of a charge that an officer adds to a dossier of that field. */
  const budgetCode = async () => {
    const { id } = await receiveWithFee();
    const line = { kind: "charge", name: "Lệ phí thêm", amountVnd: "5.000" };
    expect((await at.asks("receiving_officer", "POST", `/thu-phi/ho-so/${id}/khoan`, line)).status).toBe(303);
    return (await at.asks("leader", "GET", `/api/v1/dossiers/${id}/fees`)).json<{ lines: { budgetCode: string | null }[] }>()
      .lines[1]?.budgetCode;
  };

  it("kept by the page go before the shipped ones from their day on, until they end", async () => {
    expect(await budgetCode()).toBeNull();
    expect((await add({ code: "27", name: "x" })).status).toBe(422);
    expect((await add({ code: "2799", name: "x", field: "Chứng thực" })).body).toContain("phải điền cùng nhau");
    const right = { code: "2799", name: "Phí chứng thực mới", field: "Chứng thực", kind: "charge" };
    expect((await add(right)).status).toBe(303);
    expect((await add(right)).body).toContain("đã có tên");
    expect(await budgetCode()).toBe("2799");
    const page = (await at.asks("administrator", "GET", CODES)).body;
    expect(page).toContain("Phí chứng thực mới");
    const end = new RegExp(`${CODES}/\\d+/ket-thuc`).exec(page)?.[0] ?? "";
    expect((await at.asks("one_stop_head", "POST", end, { lastDay: "20/11/2026" })).status).toBe(403);
    expect((await at.asks("administrator", "POST", end, { lastDay: "20/11/2026" })).status).toBe(303);
    expect((await at.asks("administrator", "POST", end, { lastDay: "20/11/2026" })).status).toBe(409);
    setServerTime("2026-11-21T09:00:00+07:00");
    expect(await budgetCode()).toBeNull();
    setServerTime("2026-11-20T09:00:00+07:00");
  });

  it("are one for the fees of a field at a time, and end by their own last day at the latest", async () => {
    const first = { code: "2798", name: "Lệ phí một", field: "Lĩnh vực thử mã", kind: "charge", to: "30/11/2026" };
    expect((await add(first)).status).toBe(303);
    const second = { ...first, code: "2797", name: "Lệ phí hai" };
    expect((await add(second)).body).toContain("đã có mã khác");
    expect((await add({ ...second, from: "01/12/2026", to: "" })).status).toBe(303);
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query("select id from fee_content_code where code = '2798'");
    const end = `${CODES}/${(rows[0] as { id: number }).id}/ket-thuc`;
    expect((await at.asks("administrator", "POST", end, { lastDay: "01/12/2026" })).status).toBe(409);
    expect((await at.asks("administrator", "POST", end, { lastDay: "25/11/2026" })).status).toBe(303);
  });
});
