import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  agenciesScore,
  attitudeScore,
  contactScore,
  type IndexNumber,
  indexOf,
  isBurst,
  OFFICER_INDICES,
  officerClass,
  oneStopScore,
  onlineScore,
  reachScore,
  type Score,
  type Scores,
  sumUp,
  totalOf,
  UNIT_INDICES,
  unitClass,
} from "./indices.rules.ts";

const scores = fc.array(fc.constantFrom<Score>(0, 1, 2), { minLength: 1, maxLength: 400 });
const each = (given: readonly Score[]) => given.map((score) => ({ score, count: 1 }));
const eachOf = (given: Readonly<Partial<Record<IndexNumber, readonly Score[]>>>): Scores =>
  Object.fromEntries(Object.entries(given).map(([index, list]) => [index, each(list)]));

describe("the indices of Circular 01/2018", () => {
  it("O4: each is the mean of its dossiers, rounded half up to one decimal; an officer's five come to 7.2", () => {
    const given = { 1: [2, 1, 0, 2], 2: [2, 2, 1, 1], 3: [2, 0, 1, 2], 4: [2, 2, 2, 1], 7: [2, 1, 0, 2] } as const;
    const { indices, total, missing } = sumUp(eachOf(given), OFFICER_INDICES);
    expect([...indices.values()]).toEqual([1.3, 1.5, 1.3, 1.8, 1.3]);
    expect([total, officerClass(total), missing]).toEqual([7.2, "full", []]);
  });

  it("O5: they are rounded before they are summed, and 14.95 becomes 15.0 or 14.9 by its parts", () => {
    // 4 × 1.75 + 7.95 = 14.95 unrounded. Each rounded up: 15.2; a sum that is rounded at the end would be 15.0 or 14.9.
    expect(totalOf([1.8, 1.8, 1.8, 1.8, 1.6, 1.6, 1.6, 1.5, 1.5])).toBe(15);
    expect([unitClass(15), unitClass(14.9)]).toEqual(["excellent", "good"]);
    const up = sumUp(Object.fromEntries(UNIT_INDICES.map((index) => [index, each([2, 2, 2, 1])])), UNIT_INDICES);
    expect([up.total, unitClass(up.total)]).toEqual([16.2, "excellent"]);
  });

  it("one without scores is missing, named, and adds nothing", () => {
    const { total, missing } = sumUp(eachOf({ 1: [2], 3: [1, 2] }), OFFICER_INDICES);
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
        const index = indexOf(each(given)) ?? -1;
        return index >= 0 && index <= 2 && Math.abs(index - mean) <= 0.05 + 1e-9;
      }),
    );
  });

  it("are the same whether alike dossiers are counted together or one by one", () => {
    fc.assert(
      fc.property(scores, (given) => {
        const together = ([0, 1, 2] as const).map((score) => ({ score, count: given.filter((one) => one === score).length }));
        return indexOf(together) === indexOf(each(given));
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

describe("what a dossier or a unit scores", () => {
  it("index 2 is the lowest of the agency in charge and of those that it asked", () => {
    expect(agenciesScore("early", null)).toBe(2);
    expect([agenciesScore("early", "late"), agenciesScore("late", "early"), agenciesScore("early", "on_time")]).toEqual([
      0, 0, 1,
    ]);
  });

  it("index 4 is 2 from afar and 1 for who came to the one-stop shop", () => {
    expect([reachScore(false), reachScore(true)]).toEqual([2, 1]);
  });

  it("index 5 asks for 20 % of the procedures of a province, 50 % of a district, all of a commune", () => {
    const of = (level: string, within: number, atDoor = true) => oneStopScore(level, 10, within, atDoor);
    expect([of("province", 2), of("province", 1), of("department", 2)]).toEqual([2, 1, 2]);
    expect([of("district", 5), of("district", 4), of("commune", 10), of("commune", 9)]).toEqual([2, 1, 2, 1]);
    expect([of("commune", 9, false), oneStopScore("commune", 0, 0, false)]).toEqual([0, undefined]);
  });

  it("index 9 asks for 20 % of the procedures and 30 % of the dossiers online and none of them late", () => {
    const shares = { posted: 10, offeredOnline: 2, received: 100, receivedOnline: 30, onlineLate: 0 };
    expect(onlineScore(shares)).toBe(2);
    expect(onlineScore({ ...shares, receivedOnline: 29 })).toBe(1);
    expect(onlineScore({ ...shares, offeredOnline: 1 })).toBe(1);
    expect(onlineScore({ ...shares, receivedOnline: 14 })).toBe(0);
    expect(onlineScore({ ...shares, onlineLate: 1 })).toBe(0);
    expect(onlineScore({ ...shares, offeredOnline: 0 })).toBe(0);
    expect([onlineScore({ ...shares, posted: 0 }), onlineScore({ ...shares, received: 0 })]).toEqual([undefined, undefined]);
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
