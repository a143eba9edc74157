import { describe, expect, it } from "vitest";
import { findCalendarData } from "#platform/reference/calendars.ts";
import { compareWithOracle } from "./compare.ts";

describe("the legal clock against a second clock that plays time forward minute by minute", () => {
  it("agrees on every due date, refusal and end of the calendar in 20,000 random cases", () => {
    const real = findCalendarData("vn");
    if (real === undefined) throw new Error("the calendar vn does not ship");
    const comparison = compareWithOracle(real, 20_000, 20_261_122);
    expect(comparison.differences).toEqual([]);
    expect(comparison.due).toBeGreaterThan(10_000);
    expect(comparison.refused).toBeGreaterThan(1000);
    expect(comparison.beyond).toBeGreaterThan(50);
  });
});
