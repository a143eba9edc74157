import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Counter, type Done, openCounter } from "../../../test/support/counter.ts";
import { setServerTime } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { starterProcedure } from "../../../test/support/office.ts";
import { readQr } from "../../../test/support/qr.ts";

let at: Counter;

beforeAll(async () => {
  at = await openCounter();
  setServerTime("2026-11-18T09:00:00+07:00");
  return () => setServerTime(undefined);
});

/** Certification of a signature: 10.000 đồng, content 2716. */
async function receive(unitId = at.office.oneStopId): Promise<Done> {
  const { app } = await testDatabase();
  const { versionId, definition } = await starterProcedure(app, "2.000884");
  const components = definition.components.map(({ code, required }) => ({ code, original: required ? 1 : 0 }));
  return at.receive({ unitId, procedureVersionId: versionId, caseCode: definition.cases[0]?.code ?? "default", components });
}

const form = (role: Parameters<Counter["asks"]>[0], url: string, body: object) => at.asks(role, "POST", url, body);
const pay = (role: Parameters<Counter["asks"]>[0], id: number, body: object) =>
  at.asks(role, "POST", `/api/v1/dossiers/${id}/payments`, body);

interface Report {
  readonly netVnd: number;
  readonly ledgerVnd: number;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly totals: readonly (string | number)[];
}
const report = async (kind: string): Promise<Report> =>
  (await at.asks("leader", "GET", `/api/v1/reports/fees?kind=${kind}&from=2026-11-01&to=2026-11-30`)).json<Report>();

async function giveBack(id: number, amountVnd: number): Promise<void> {
  const { superuser } = await testDatabase();
  await form("receiving_officer", `/thu-phi/ho-so/${id}/de-nghi`, { kind: "refund", reason: "Rút hồ sơ", amountVnd });
  const { rows } = await superuser.query("select max(id)::int as id from fee_proposal where dossier_id = $1", [id]);
  const proposal = (rows[0] as { id: number }).id;
  await form("leader", `/thu-phi/de-nghi/${proposal}/quyet-dinh`, { decision: "approved" });
  expect((await form("receiving_officer", `/thu-phi/de-nghi/${proposal}/chi-tra`, { method: "cash" })).status).toBe(303);
}

describe("the reports on fees", () => {
  it("settle with agencies by unit and field, count each cashier's day, and name the content of the budget (R-25)", async () => {
    const [one, two, three] = [await receive(), await receive(), await receive()];
    await pay("receiving_officer", one.id, { method: "cash" });
    await pay("receiving_officer", two.id, { method: "transfer", reference: "FT2" });
    await pay("one_stop_head", three.id, { method: "cash", amountVnd: 4_000 });
    await giveBack(one.id, 3_000);
    // A second fee, of another kind: still the same dossier.
    const line = { kind: "charge", name: "Lệ phí thêm", amountVnd: "2.000" };
    expect((await form("receiving_officer", `/thu-phi/ho-so/${two.id}/khoan`, line)).status).toBe(303);
    expect((await pay("receiving_officer", two.id, { method: "transfer", reference: "FT3" })).status).toBe(201);

    const settlement = await report("settlement");
    // unit, field, kind, dossiers, collected, refunded, net
    expect(settlement.rows.map((row) => row.slice(3)).toSorted((a, b) => Number(a[0]) - Number(b[0]))).toEqual([
      [1, 2_000, 0, 2_000],
      [3, 24_000, 3_000, 21_000],
    ]);
    expect(settlement.rows.map((row) => row[1])).toEqual(["Chứng thực", "Chứng thực"]);
    expect(settlement.totals.slice(3)).toEqual([3, 26_000, 3_000, 23_000]);

    const contents = await report("contents");
    expect(contents.rows[0]?.[0]).toBe("2716");
    expect(contents.totals.slice(3)).toEqual([3, 26_000, 3_000, 23_000]);

    const cashiers = await report("cashiers");
    const { receiving_officer: officer, one_stop_head: head } = at.office.staff;
    const days = new Map(cashiers.rows.map((row) => [row[1], row]));
    expect(days.size, JSON.stringify(cashiers.rows)).toBe(2);
    // day, cashier, receipts, cash in, cash out, counted, difference, deposit, transfers
    expect(days.get(officer.name)?.slice(3)).toEqual([10_000, 3_000, "–", "–", 0, 12_000, expect.any(String)]);
    expect(days.get(head.name)?.slice(3, 5)).toEqual([4_000, 0]);
    for (const { netVnd, ledgerVnd } of [settlement, contents, cashiers]) expect([netVnd, ledgerVnd]).toEqual([23_000, 23_000]);
  });

  it("come to the ledger whatever is paid in parts, given back and voided", async () => {
    const step = fc.record({
      part: fc.integer({ min: 1, max: 10_000 }),
      method: fc.constantFrom("cash", "transfer"),
      after: fc.constantFrom("keep", "refund", "void"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), async (steps) => {
        for (const { part, method, after } of steps) {
          const { id } = await receive();
          const reference = method === "transfer" ? { reference: `P${id}` } : {};
          const paid = (await pay("receiving_officer", id, { method, amountVnd: part, ...reference })).json<{
            receiptId: number;
          }>();
          if (after === "refund") await giveBack(id, part);
          if (after === "void")
            await form("receiving_officer", `/thu-phi/bien-lai/${paid.receiptId}/huy`, { reason: "Nhập sai" });
        }
        const list = await report("list");
        const sums = list.totals.slice(5).reduce<number>((sum, cell) => sum + Number(cell), 0);
        expect([sums, list.netVnd]).toEqual([list.ledgerVnd, list.ledgerVnd]);
      }),
      { numRuns: 4 },
    );
  });
});

describe("the payment code on the page", () => {
  it("is read by an independent reader as the office's account, the amount owed and the reference", async () => {
    const { id } = await receive();
    const bank = { bankBin: "970436", bankName: "Vietcombank", accountNo: `98${at.office.agencyId}0001`, holder: "UBND" };
    expect((await form("one_stop_head", "/thu-phi/tai-khoan", bank)).status).toBe(303);
    expect((await form("receiving_officer", `/thu-phi/ho-so/${id}/ma-qr`, {})).status).toBe(303);
    const page = await at.asks("receiving_officer", "GET", `/thu-phi/ho-so/${id}/ma-qr`);
    const reference = /MC[0-9A-Z]{8}/.exec(page.body)?.[0] ?? "";
    expect(page.body).toContain(`/thu-phi/ho-so/${id}/ma-qr.svg?r=${reference}`);
    const svg = (await at.asks("receiving_officer", "GET", `/thu-phi/ho-so/${id}/ma-qr.svg`)).body;
    const squares = [...svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => ({
      x: Number(x),
      y: Number(y),
      width: 1,
      height: 1,
    }));
    const read = readQr(squares) ?? "";
    expect(read).toContain("970436");
    expect(read).toContain(bank.accountNo);
    expect(read).toContain("540510000");
    expect(read).toContain(reference);
  });
});
