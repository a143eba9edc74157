import { env } from "node:process";
import { describe, expect, it } from "vitest";
import { findCalendarData } from "#platform/reference/calendars.ts";
import { compareWithOracle } from "./compare.ts";

/** The mutation run asks for fewer. */
const CASES = Number(env["ORACLE_CASES"] ?? 20_000);

describe("the legal clock against a second clock that plays time forward minute by minute", () => {
  it(`agrees on every due date, refusal and end of the calendar in ${CASES} random cases`, () => {
    const real = findCalendarData("vn");
    if (real === undefined) throw new Error("the calendar vn does not ship");
    const comparison = compareWithOracle(real, CASES, 20_261_122);
    expect(JSON.stringify(comparison.differences)).toBe("[]");
    expect(comparison.due).toBeGreaterThan(CASES * 0.5);
    expect(comparison.refused).toBeGreaterThan(CASES * 0.05);
    expect(comparison.beyond).toBeGreaterThan(CASES * 0.002);
  });
});
