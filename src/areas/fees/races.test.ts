import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "#platform/db/tx.ts";
import { ask, setServerTime } from "../../../test/support/app.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { starterProcedure } from "../../../test/support/office.ts";
import { insertAccount } from "./account.store.ts";
import { signConfirmation } from "./confirmation-signature.ts";

let at: Counter;
let account = { bankBin: "970415", accountNo: "" };
const KEY = "r".repeat(40);

beforeAll(async () => {
  at = await openCounter();
  setServerTime("2026-11-20T09:00:00+07:00");
  const { app } = await testDatabase();
  const { agencyId, provinceId } = at.office;
  account = { ...account, accountNo: `44${agencyId}00001` };
  await inTransaction(app, { accountId: null, agencies: [agencyId] }, (tx) =>
    insertAccount(tx, {
      ...account,
      agencyId,
      provinceId,
      bankName: "Bank",
      holder: "UBND",
      confirmationKey: KEY,
      activeFrom: "2026-01-01",
    }),
  );
  return () => setServerTime(undefined);
});

async function asked(): Promise<{ id: number; code: string; reference: string; page: string }> {
  const { app, superuser } = await testDatabase();
  const procedure = await starterProcedure(app, "2.000884");
  const caseCode = procedure.definition.cases[0]?.code ?? "default";
  const components = procedure.definition.components.map(({ code, required }) => ({ code, original: required ? 1 : 0 }));
  const { id, code } = await at.receive({ procedureVersionId: procedure.versionId, caseCode, components });
  expect((await at.asks("receiving_officer", "POST", `/thu-phi/ho-so/${id}/ma-qr`, {})).status).toBe(303);
  const { rows } = await superuser.query(
    "select r.reference, d.tracking_secret as secret from fee_request r join dossier d on d.id = r.dossier_id where d.id = $1 order by r.id desc",
    [id],
  );
  const { reference, secret } = rows[0] as { reference: string; secret: string };
  return { id, code, reference, page: `/t/${secret}` };
}
const confirm = (transactionId: string, content: string, key?: string) => {
  const data = { ...account, transactionId, amount: 10_000, content, paidAt: "2026-11-20T09:00:00+07:00" };
  return ask("POST", "/api/v1/payments/confirmations", undefined, { data, signature: signConfirmation(KEY, data) }, key);
};
const count = async (query: string, values: unknown[]): Promise<number> =>
  ((await (await testDatabase()).superuser.query(query, values)).rows[0] as { n: number }).n;
const booked = (id: number) =>
  count("select count(*)::int as n from fee_movement where dossier_id = $1 and kind in ('pay', 'match')", [id]);

describe("a code that waits", () => {
  it("asks no longer once the fee is paid another way: neither counter nor citizen is shown it, late money waits for a person", async () => {
    const { id, reference, page } = await asked();
    expect((await ask("GET", page)).body).toContain(reference);
    await at.asks("receiving_officer", "POST", `/api/v1/dossiers/${id}/payments`, { method: "cash" });
    expect((await ask("GET", page)).body).not.toContain(reference);
    expect((await at.asks("receiving_officer", "GET", `/ho-so/${id}`)).body).not.toContain("Đang chờ chuyển khoản");
    expect((await confirm(`LATE-${id}`, reference)).json()).toMatchObject({ outcome: "unmatched", problem: "already_paid" });
  });

  it("confirmed twice at once, under two keys, is one payment", async () => {
    const { id, reference } = await asked();
    const answers = await Promise.all([
      confirm(`TWO-${id}`, reference, `confirmation-a-${id}-of-two`),
      confirm(`TWO-${id}`, reference, `confirmation-b-${id}-of-two`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.json()).toEqual(answers[1]?.json());
    expect(await booked(id)).toBe(1);
  });

  it("for an account that the office has left is not shown; money that still comes to it is taken by its old key", async () => {
    const { id, reference, page } = await asked();
    const next = { bankBin: "970436", bankName: "Ngân hàng khác", accountNo: `45${at.office.agencyId}00001`, holder: "UBND" };
    expect((await at.asks("one_stop_head", "POST", "/thu-phi/tai-khoan", next)).status).toBe(303);
    expect((await ask("GET", page)).body).not.toContain(reference);
    expect((await at.asks("receiving_officer", "GET", `/thu-phi/ho-so/${id}/ma-qr.svg`)).status).toBe(409);
    expect((await confirm(`OLD-${id}`, reference)).json()).toMatchObject({ outcome: "matched" });
    expect(await booked(id)).toBe(1);
  });
});

it("money that nobody explains is settled once, though two settle it at once", async () => {
  const { confirmation } = (await confirm("STRAY-1", "cam on")).json<{ confirmation: number }>();
  const settle = (reason: string) =>
    at.asks("one_stop_head", "POST", `/thu-phi/chua-khop/${confirmation}`, { how: "return", reason });
  const answers = await Promise.all([settle("Chuyển nhầm"), settle("Chuyển nhầm lần nữa")]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 409]);
  const back =
    "select count(*)::int as n from fee_movement where agency_id = $1 and kind = 'refund_pay' and reference = 'STRAY-1'";
  expect(await count(back, [at.office.agencyId])).toBe(1);
});

it("what a person matched to its dossier is found in the list under the code's way of paying", async () => {
  const { id, code } = await asked();
  await at.asks("receiving_officer", "POST", `/thu-phi/ho-so/${id}/ma-qr`, { amountVnd: "4.000" });
  const { confirmation } = (await confirm(`M-${id}`, "khong ma")).json<{ confirmation: number }>();
  expect((await at.asks("one_stop_head", "POST", `/thu-phi/chua-khop/${confirmation}`, { how: "match", code })).status).toBe(303);
  const rows = (await at.asks("leader", "GET", "/api/v1/reports/fees?method=qr")).json<{ rows: string[][] }>().rows;
  expect(rows.map((row) => row[1])).toContain(code);
});
