import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "#platform/db/tx.ts";
import { setServerTime } from "../../../test/support/app.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { insertMovement, type MovementDraft } from "./ledger.store.ts";

let at: Counter;
const scope = () => ({ accountId: null, agencies: [at.office.agencyId] });

const draft = (more: Partial<MovementDraft>): MovementDraft => ({
  provinceId: at.office.provinceId,
  agencyId: at.office.agencyId,
  kind: "deposit",
  day: "2026-11-20",
  at: new Date("2026-11-20T02:00:00Z"),
  cashierId: at.office.staff.receiving_officer.personId,
  actorName: "Thu ngân",
  accountId: null,
  entries: [
    { account: "bank", amountVnd: 5_000 },
    { account: "cash", amountVnd: -5_000 },
  ],
  ...more,
});
const write = async (more: Partial<MovementDraft>): Promise<number> =>
  inTransaction((await testDatabase()).app, scope(), (tx) => insertMovement(tx, draft(more)));
const runs = async (statement: string): Promise<string> => {
  const { app } = await testDatabase();
  const client = await app.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('app.agencies', $1, true)", [`{${at.office.agencyId}}`]);
    await client.query(statement);
    return "done";
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await client.query("rollback");
    client.release();
  }
};

beforeAll(async () => {
  at = await openCounter();
  setServerTime("2026-11-20T09:00:00+07:00");
  return () => setServerTime(undefined);
});

describe("the ledger", () => {
  it("takes no booking that does not balance, nor one without entries", async () => {
    const lopsided = [
      { account: "bank" as const, amountVnd: 5_000 },
      { account: "cash" as const, amountVnd: -4_999 },
    ];
    await expect(write({ entries: lopsided })).rejects.toMatchObject({ constraint: "fee_entry_balances" });
    await expect(write({ entries: [] })).rejects.toMatchObject({ constraint: "fee_movement_booked" });
  });
  it.each(["fee_line", "fee_movement", "fee_entry", "fee_closing"])("lets nobody change or delete a row of %s", async (table) => {
    expect(await runs(`update ${table} set agency_id = agency_id`)).toBe("42501");
    expect(await runs(`delete from ${table}`)).toBe("42501");
  });
  it("shows a transaction of another agency nothing", async () => {
    await write({});
    const { app } = await testDatabase();
    const seen = await inTransaction(app, { accountId: null, agencies: [999_999] }, (tx) =>
      tx.selectFrom("fee_movement").select("id").execute(),
    );
    expect(seen).toEqual([]);
  });
});

describe("closing a day", () => {
  const close = (body: object) => at.asks("one_stop_head", "POST", "/thu-phi/chot-ca", body);

  it("needs an explanation for a difference, books it, and takes no more cash that day", async () => {
    const head = at.office.staff.one_stop_head.personId;
    const cash = (amountVnd: number) => [
      { account: "cash" as const, amountVnd },
      { account: "difference" as const, amountVnd: -amountVnd },
    ];
    await write({ kind: "difference", reason: "mở quỹ", cashierId: head, entries: cash(120_000) });
    expect((await close({ day: "2026-11-20", "notes.n50000": "2" })).status).toBe(422);
    const done = await close({ day: "2026-11-20", "notes.n50000": "2", explanation: "Thiếu một tờ 20.000" });
    expect(done.status, done.body).toBe(303);
    const { superuser } = await testDatabase();
    const left = await superuser.query(
      "select sum(amount_vnd)::int as left from fee_entry where account = 'cash' and cashier_id = $1",
      [head],
    );
    expect(left.rows[0]).toEqual({ left: 0 });
    expect((await close({ day: "2026-11-20", "notes.n50000": "2" })).status).toBe(409);
    const late = { kind: "pay" as const, method: "cash" as const, cashierId: head, entries: cash(1_000) };
    await expect(write(late)).rejects.toMatchObject({ constraint: "fee_day_open" });
  });
  it("is not done for a day to come", async () => {
    expect((await close({ day: "2026-11-21" })).status).toBe(422);
  });
  it("prints its minutes", async () => {
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query("select id from fee_closing where agency_id = $1", [at.office.agencyId]);
    const printed = await at.asks("leader", "GET", `/thu-phi/chot-ca/${rows[0].id}.pdf`);
    expect([printed.status, printed.headers["content-type"]]).toEqual([200, "application/pdf"]);
  });
});
