import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  attitudeScore,
  contactScore,
  indexOf,
  isBurst,
  OFFICER_INDICES,
  officerClass,
  type Score,
  sumUp,
  totalOf,
  UNIT_INDICES,
  unitClass,
} from "./indices.rules.ts";

const scores = fc.array(fc.constantFrom<Score>(0, 1, 2), { minLength: 1, maxLength: 400 });

describe("the indices of Circular 01/2018", () => {
  it("O4: each is the mean of its dossiers, rounded half up to one decimal; an officer's five come to 7.2", () => {
    const given = { 1: [2, 1, 0, 2], 2: [2, 2, 1, 1], 3: [2, 0, 1, 2], 4: [2, 2, 2, 1], 7: [2, 1, 0, 2] } as const;
    const { indices, total, missing } = sumUp(given, OFFICER_INDICES);
    expect([...indices.values()]).toEqual([1.3, 1.5, 1.3, 1.8, 1.3]);
    expect([total, officerClass(total), missing]).toEqual([7.2, "full", []]);
  });

  it("O5: they are rounded before they are summed, and 14.95 becomes 15.0 or 14.9 by its parts", () => {
    // 4 × 1.75 + 7.95 = 14.95 unrounded. Each rounded up: 15.2; a sum that is rounded at the end would be 15.0 or 14.9.
    expect(totalOf([1.8, 1.8, 1.8, 1.8, 1.6, 1.6, 1.6, 1.5, 1.5])).toBe(15);
    expect([unitClass(15), unitClass(14.9)]).toEqual(["excellent", "good"]);
    const up = sumUp(Object.fromEntries(UNIT_INDICES.map((index) => [index, [2, 2, 2, 1]])), UNIT_INDICES);
    expect([up.total, unitClass(up.total)]).toEqual([16.2, "excellent"]);
  });

  it("one without scores is missing, named, and adds nothing", () => {
    const { total, missing } = sumUp({ 1: [2], 3: [1, 2] }, OFFICER_INDICES);
    expect([total, missing]).toEqual([3.5, [2, 4, 7]]);
  });

  it("classes change at their bounds", () => {
    expect([4.9, 5, 3.5, 3.4].map(officerClass)).toEqual(["most", "full", "most", "below"]);
    expect([15, 14.9, 12, 11.9, 9, 6, 5.9].map(unitClass)).toEqual([
      "excellent",
      "good",
      "good",
      "fair",
      "fair",
      "average",
      "weak",
    ]);
  });

  it("lie between 0 and 2 and within half a tenth of the mean, whatever the scores", () => {
    fc.assert(
      fc.property(scores, (given) => {
        const mean = given.reduce<number>((sum, score) => sum + score, 0) / given.length;
        const index = indexOf(given) ?? -1;
        return index >= 0 && index <= 2 && Math.abs(index - mean) <= 0.05 + 1e-9;
      }),
    );
  });

  it("sums do not depend on the order, and are whole tenths", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 9 }), (tenths) => {
        const parts = tenths.map((one) => one / 10);
        const sum = tenths.reduce((total, one) => total + one, 0) / 10;
        return totalOf(parts) === sum && totalOf(parts.toReversed()) === sum;
      }),
    );
  });

  it("index 3 counts contacts, index 7 falls to 0 by a complaint", () => {
    expect([0, 1, 2, 5].map(contactScore)).toEqual([2, 1, 0, 0]);
    expect([attitudeScore("early", false), attitudeScore("on_time", false), attitudeScore("early", true)]).toEqual([2, 1, 0]);
  });
});

describe("a burst", () => {
  const at = (seconds: number): Date => new Date(1_000_000_000_000 + seconds * 1000);
  it("is five from one device within ten minutes, or within two at a kiosk", () => {
    const earlier = [at(0), at(60), at(120), at(180)];
    expect([isBurst(earlier, at(240), false), isBurst(earlier.slice(1), at(240), false)]).toEqual([true, false]);
    expect([isBurst(earlier, at(240), true), isBurst(earlier, at(119), true)]).toEqual([false, true]);
    expect(isBurst(earlier, at(601), false)).toBe(false);
  });
});
