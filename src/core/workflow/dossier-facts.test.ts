import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEvent, foldEvents } from "./dossier-event.ts";
import {
  APOLOGY_STATES,
  applyFact,
  CUSTODY_PLACES,
  DELIVERY_STATES,
  type FactEvent,
  NO_FACTS,
  PAYMENT_STATES,
  SYNC_STATES,
} from "./dossier-facts.ts";
import { decideTransition } from "./transition.ts";

const AT = Date.parse("2026-11-20T09:00:00+07:00");
const HOLDER = { personId: 1, unitId: 2 };
const received = { type: "received", at: AT, holder: HOLDER } as const;
const money = fc.integer({ min: 0, max: 10_000_000 });

const anyFact: fc.Arbitrary<FactEvent> = fc.oneof(
  fc.record({ state: fc.constantFrom(...PAYMENT_STATES), owedBefore: money, owedAfter: money }).map((payment) => ({
    type: "payment_changed" as const,
    at: AT,
    payment,
  })),
  fc.constantFrom(...CUSTODY_PLACES).map((place) => ({
    type: "custody_changed" as const,
    at: AT,
    custody: { place, unitId: 2, personId: null, originalsHeld: 0 },
  })),
  fc.constantFrom(...DELIVERY_STATES).map((delivery) => ({ type: "delivery_changed" as const, at: AT, delivery })),
  fc
    .tuple(fc.constantFrom("portal", "tax"), fc.constantFrom(...SYNC_STATES))
    .map(([system, sync]) => ({ type: "sync_changed" as const, at: AT, system, sync })),
  fc
    .tuple(fc.constantFrom(...APOLOGY_STATES), fc.boolean())
    .map(([apology, late]) => ({ type: "apology_changed" as const, at: AT, apology, late })),
);

describe("the states beside the legal one", () => {
  it("never move it: whoever saw the last event of the way may still act", () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 20 }), (facts) => {
        const before = foldEvents([received]);
        const after = foldEvents([received, ...facts]);
        expect({ ...after, facts: NO_FACTS, seq: 1 }).toEqual(before);
        expect(after?.seq).toBe(1 + facts.length);
      }),
    );
  });
  it("are independent of one another: each is what its own events say, in whatever order the others came", () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 20 }), (facts) => {
        const all = facts.reduce(applyFact, NO_FACTS);
        const alone = (type: FactEvent["type"]) => facts.filter((event) => event.type === type).reduce(applyFact, NO_FACTS);
        expect(all).toEqual({
          payment: alone("payment_changed").payment,
          custody: alone("custody_changed").custody,
          delivery: alone("delivery_changed").delivery,
          sync: alone("sync_changed").sync,
          apology: alone("apology_changed").apology,
        });
      }),
    );
  });
  it("count the failures of each other system until it acknowledges", () => {
    const sync = (system: string, ...states: readonly (typeof SYNC_STATES)[number][]) =>
      states.map((state) => ({ type: "sync_changed", at: AT, system, sync: state }) as const);
    const twice = [...sync("portal", "sent", "failed", "pending", "failed"), ...sync("tax", "sent")].reduce(applyFact, NO_FACTS);
    expect(twice.sync).toEqual({ portal: { state: "failed", tries: 2 }, tax: { state: "sent", tries: 0 } });
    expect(sync("portal", "acknowledged").reduce(applyFact, twice).sync["portal"]).toEqual({ state: "acknowledged", tries: 0 });
  });
  it("keep a late letter late, whatever comes after it (R-17)", () => {
    const late = applyFact(NO_FACTS, { type: "apology_changed", at: AT, apology: "sent", late: true });
    expect(applyFact(late, { type: "apology_changed", at: AT, apology: "drafting" }).apology.late).toBe(true);
  });
});

describe("what they hold back", () => {
  const owing = (owedBefore: number, owedAfter: number) =>
    ({ type: "payment_changed", at: AT, payment: { state: "due", owedBefore, owedAfter } }) as const;
  const handOver = (...facts: readonly FactEvent[]) =>
    decideTransition(foldEvents([received, ...facts]), { name: "hand_over", at: AT, to: HOLDER }, AT);
  const giveBack = (...facts: readonly FactEvent[]) => {
    const decided = applyEvent(foldEvents([received, ...facts]), {
      type: "decided",
      at: AT,
      outcome: "approved",
      holder: HOLDER,
    });
    return decideTransition(decided, { name: "return", at: AT }, AT);
  };
  it("a fee that is collected before keeps the dossier at the counter, one that is collected after does not", () => {
    expect(handOver(owing(8000, 0))).toMatchObject({ error: { code: "payment_due", amount: 8000 } });
    expect(handOver(owing(0, 8000)).ok).toBe(true);
  });
  it("nothing is returned while anything is owed, and it is once that is paid", () => {
    expect(giveBack(owing(0, 5000))).toMatchObject({ error: { code: "payment_due", amount: 5000 } });
    expect(giveBack(owing(0, 5000), owing(0, 0)).ok).toBe(true);
  });
  it("nothing is returned while the office keeps originals (R-21)", () => {
    const kept = (originalsHeld: number) =>
      ({ type: "custody_changed", at: AT, custody: { place: "unit", unitId: 2, personId: null, originalsHeld } }) as const;
    expect(giveBack(kept(2))).toMatchObject({ error: { code: "originals_held", count: 2 } });
    expect(giveBack(kept(2), kept(0)).ok).toBe(true);
  });
  it("lateness holds nothing back (R-41): no due date is among what an action is decided from", () => {
    expect(giveBack().ok).toBe(true);
    expect(Object.keys(foldEvents([received]) ?? {})).not.toContain("dueAt");
  });
});
