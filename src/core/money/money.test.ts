import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allocate,
  amountFor,
  assessFees,
  type FeeRule,
  type LineBalance,
  outstandingBefore,
  outstandingOf,
  paymentStateOf,
} from "./fee-rules.ts";
import { book, bookWithoutLine, checkBooking, reverseBooking } from "./ledger.ts";
import { countNotes, DENOMINATIONS, groupThousands, MOST_VND, readVnd, vndInWords } from "./vnd.ts";

describe("amounts of money", () => {
  it.each([
    ["50000", 50_000],
    ["50.000", 50_000],
    ["1,250,000", 1_250_000],
    ["50 000 đ", 50_000],
    ["0", 0],
  ])("reads %s as people type it", (typed, amount) => {
    expect(readVnd(typed)).toEqual({ ok: true, value: amount });
  });
  it.each(["", "-5", "5.5", "1.23", "50.00", "1.000,000", "năm", "9999999999999999"])("refuses %j: no whole đồng", (typed) => {
    expect(readVnd(typed).ok).toBe(false);
  });
  it("reads what it writes, for any amount", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MOST_VND }), (amount) => {
        expect(readVnd(groupThousands(amount))).toEqual({ ok: true, value: amount });
      }),
    );
  });
  it.each([
    [0, "Không đồng"],
    [5, "Năm đồng"],
    [15, "Mười lăm đồng"],
    [21, "Hai mươi mốt đồng"],
    [101, "Một trăm linh một đồng"],
    [8_000, "Tám nghìn đồng"],
    [50_000, "Năm mươi nghìn đồng"],
    [1_005_000, "Một triệu không trăm linh năm nghìn đồng"],
    [1_234_555, "Một triệu hai trăm ba mươi bốn nghìn năm trăm năm mươi lăm đồng"],
    [2_000_000_000, "Hai tỷ đồng"],
    [3_000_000_010, "Ba tỷ không trăm mười đồng"],
  ])("says %i in words", (amount, words) => {
    expect(vndInWords(amount)).toBe(words);
  });
  it("says different amounts in different words", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MOST_VND }), fc.integer({ min: 0, max: MOST_VND }), (a, b) => {
        expect(vndInWords(a) === vndInWords(b)).toBe(a === b);
      }),
    );
  });
  it("counts notes", () => {
    expect(countNotes({ 500_000: 2, 20_000: 3, 200: 1 })).toBe(1_060_200);
    expect(DENOMINATIONS.toSorted((a, b) => b - a)).toEqual([...DENOMINATIONS]);
  });
});

const line = (lineId: number, more: Partial<LineBalance> = {}): LineBalance => ({
  lineId,
  timing: "before",
  assessedVnd: 100,
  waivedVnd: 0,
  paidVnd: 0,
  refundedVnd: 0,
  ...more,
});

const RULES: readonly FeeRule[] = [
  { kind: "charge", amountVnd: 0 },
  { kind: "charge", amountVnd: null, text: "Theo nghị quyết" },
  {
    kind: "fee",
    amountVnd: 50_001,
    discounts: [
      { channel: "online", percent: 50, basis: "Nghị quyết", from: "2025-01-01", until: "2027-01-01" },
      { channel: "online", percent: 20, basis: "Nghị quyết cũ" },
    ],
  },
  { kind: "fee", amountVnd: 8_000, timing: "after", cases: ["copy"] },
];

describe("the fees of a dossier", () => {
  it("of so many pages: 2.000 each, from the third 1.000, 200.000 at most (Circular 226/2016)", () => {
    const rule = { amountVnd: 2_000, steps: [{ from: 3, amountVnd: 1_000 }], mostVnd: 200_000 };
    expect([0, 1, 2, 3, 10, 198, 199, 5_000].map((pages) => amountFor(rule, pages))).toEqual([
      0, 2_000, 4_000, 5_000, 12_000, 200_000, 200_000, 200_000,
    ]);
  });
  it("that are asked for, or counted, are not assessed by themselves", () => {
    const rules = [
      { kind: "fee", amountVnd: 8_000, onRequest: true },
      { kind: "fee", amountVnd: 2_000, per: "trang" },
    ] as const;
    expect(assessFees(rules, { caseCode: "default", channel: "counter", on: "2026-11-20" })).toEqual([]);
  });
  it("are those of its case with a stated amount; the others are left to an officer", () => {
    expect(assessFees(RULES, { caseCode: "default", channel: "counter", on: "2026-11-20" })).toMatchObject([
      { kind: "fee", amountVnd: 50_001, discountVnd: 0, timing: "before" },
    ]);
    expect(assessFees(RULES, { caseCode: "copy", channel: "counter", on: "2026-11-20" })).toHaveLength(2);
  });
  it("depend on the channel: half online while that act is in force, less after it, never rounded against the act", () => {
    const online = (on: string) => assessFees(RULES, { caseCode: "default", channel: "online", on })[0]?.discountVnd;
    expect([online("2024-12-31"), online("2025-01-01"), online("2026-12-31"), online("2027-01-01")]).toEqual([
      10_000, 25_000, 25_000, 10_000,
    ]);
  });
  const balances = fc.array(
    fc.record({
      timing: fc.constantFrom("before" as const, "after" as const),
      assessedVnd: fc.integer({ min: 1, max: 1_000_000 }),
      waived: fc.integer({ min: 0, max: 100 }),
      paid: fc.integer({ min: 0, max: 100 }),
    }),
    { minLength: 1, maxLength: 8 },
  );
  const linesOf = (drawn: readonly { timing: "before" | "after"; assessedVnd: number; waived: number; paid: number }[]) =>
    drawn.map(({ timing, assessedVnd, waived, paid }, index) => {
      const waivedVnd = Math.floor((assessedVnd * waived) / 100);
      return line(index, { timing, assessedVnd, waivedVnd, paidVnd: Math.floor(((assessedVnd - waivedVnd) * paid) / 100) });
    });
  it("a payment is shared out without loss, no line is overpaid, and what comes first is paid first", () => {
    fc.assert(
      fc.property(balances, fc.double({ min: 0, max: 1, noNaN: true }), (drawn, part) => {
        const lines = linesOf(drawn);
        const owed = lines.reduce((sum, one) => sum + outstandingOf(one), 0);
        const amount = Math.floor(owed * part);
        const shares = allocate(amount, lines) ?? [];
        expect(shares.reduce((sum, one) => sum + one.amountVnd, 0)).toBe(amount);
        for (const share of shares) {
          const of = lines.find((one) => one.lineId === share.lineId);
          expect(share.amountVnd).toBeGreaterThan(0);
          expect(share.amountVnd).toBeLessThanOrEqual(of === undefined ? -1 : outstandingOf(of));
        }
        const paidAfter = shares.some((share) => lines[share.lineId]?.timing === "after");
        const paidBefore = shares
          .filter((one) => lines[one.lineId]?.timing === "before")
          .reduce((sum, one) => sum + one.amountVnd, 0);
        if (paidAfter) expect(paidBefore).toBe(outstandingBefore(lines, "hand_over"));
        expect(allocate(owed + 1, lines)).toBeUndefined();
      }),
    );
  });
  it("come to none, due, partly, paid, waived, refund requested, refunded", () => {
    expect(paymentStateOf([], false)).toBe("none");
    expect(paymentStateOf([line(1)], false)).toBe("due");
    expect(paymentStateOf([line(1, { paidVnd: 40 })], false)).toBe("partly");
    expect(paymentStateOf([line(1, { paidVnd: 40, waivedVnd: 60 })], false)).toBe("paid");
    expect(paymentStateOf([line(1, { waivedVnd: 100 })], false)).toBe("waived");
    expect(paymentStateOf([line(1, { paidVnd: 100 })], true)).toBe("refund_requested");
    expect(paymentStateOf([line(1, { paidVnd: 100, refundedVnd: 100 })], false)).toBe("refunded");
    expect(paymentStateOf([line(1, { paidVnd: 100, refundedVnd: 50 })], false)).toBe("paid");
  });
  it("what is collected after blocks the return, not the hand-over", () => {
    const lines = [line(1, { paidVnd: 100 }), line(2, { timing: "after" })];
    expect([outstandingBefore(lines, "hand_over"), outstandingBefore(lines, "return")]).toEqual([0, 100]);
  });
});

describe("a booking", () => {
  const shares = fc.array(fc.record({ lineId: fc.nat(), amountVnd: fc.integer({ min: 1, max: 1_000_000 }) }), { minLength: 1 });
  it("balances, and so does what takes it back; together they are nothing", () => {
    fc.assert(
      fc.property(shares, (drawn) => {
        const entries = book("cash", "receivable", drawn);
        const back = reverseBooking(entries);
        expect([checkBooking(entries).ok, checkBooking(back).ok, checkBooking([...entries, ...back]).ok]).toEqual([
          true,
          true,
          true,
        ]);
        expect([...entries, ...back].reduce((sum, one) => sum + one.amountVnd, 0)).toBe(0);
      }),
    );
  });
  it("is refused one-sided, unbalanced, in parts of a đồng, or of nothing", () => {
    expect(checkBooking([{ account: "cash", amountVnd: 5 }])).toEqual({ ok: false, error: "empty" });
    expect(
      checkBooking([
        { account: "cash", amountVnd: 5 },
        { account: "bank", amountVnd: -4 },
      ]),
    ).toEqual({ ok: false, error: "unbalanced" });
    expect(
      checkBooking([
        { account: "cash", amountVnd: 0.5 },
        { account: "bank", amountVnd: -0.5 },
      ]),
    ).toEqual({ ok: false, error: "not_whole" });
    expect(checkBooking(bookWithoutLine("bank", "cash", 0)).ok).toBe(false);
  });
});
