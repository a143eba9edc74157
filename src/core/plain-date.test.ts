import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  civilOf,
  daysBetween,
  daysInMonth,
  epochDayOf,
  formatVietnamese,
  isLeapYear,
  isRealDate,
  parsePlainDate,
  plainDate,
  plainDateOf,
  toEpochDay,
  weekdayOf,
} from "./plain-date.ts";

const anyDay = fc.integer({ min: -719_162, max: 2_932_896 });

describe("plain dates", () => {
  it("agree with the platform's own calendar over all years", () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const date = new Date(day * 86_400_000);
        expect(civilOf(day)).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
        expect(weekdayOf(day)).toBe((date.getUTCDay() + 6) % 7);
        expect(toEpochDay(plainDateOf(day))).toBe(day);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ["1970-01-01", 0],
    ["2000-02-29", 11_016],
    ["2026-11-22", 20_779],
    ["1969-12-31", -1],
  ])("%s is epoch day %i", (text, day) => {
    expect(toEpochDay(plainDate(text))).toBe(day);
    expect(plainDateOf(day)).toBe(text);
  });

  it.each(["2026-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32", "1900-02-29", "0000-01-01"])(
    "%s does not exist",
    (text) => {
      expect(parsePlainDate(text)).toEqual({ ok: false, error: { code: "date_not_real", text } });
      expect(() => plainDate(text)).toThrow(text);
    },
  );

  it.each(["2026-2-9", "20260209", "09/02/2026", "2026-02-09T00:00", "", "2026-02-09 ", "x2026-02-09"])(
    "%j is not written as a date",
    (text) => {
      expect(parsePlainDate(text)).toEqual({ ok: false, error: { code: "date_malformed", text } });
    },
  );

  it("2024-02-29 and 2000-02-29 exist", () => {
    expect(parsePlainDate("2024-02-29")).toEqual({ ok: true, value: "2024-02-29" });
    expect(parsePlainDate("2000-02-29").ok).toBe(true);
  });

  it("knows leap years and the lengths of months", () => {
    expect([1900, 2000, 2023, 2024].map(isLeapYear)).toEqual([false, true, false, true]);
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((month) => daysInMonth(2023, month))).toEqual([
      31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]);
    expect([daysInMonth(2024, 2), daysInMonth(2024, 0), daysInMonth(2024, 13)]).toEqual([29, 0, 0]);
    expect([isRealDate(1, 1, 1), isRealDate(9999, 12, 31), isRealDate(0, 1, 1), isRealDate(10_000, 1, 1)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("a month ends on the corresponding day, or the last where there is none (Civil Code a.148.3)", () => {
    const of = (text: string, months: number) => plainDateOf(addMonths(toEpochDay(plainDate(text)), months));
    expect(of("2026-01-31", 1)).toBe("2026-02-28");
    expect(of("2024-01-31", 1)).toBe("2024-02-29");
    expect(of("2026-01-15", 1)).toBe("2026-02-15");
    expect(of("2026-11-30", 3)).toBe("2027-02-28");
    expect(of("2026-12-31", 12)).toBe("2027-12-31");
    expect(of("2026-03-31", -1)).toBe("2026-02-28");
    expect(of("2026-12-01", 1)).toBe("2027-01-01");
    expect(of("2026-11-01", 1)).toBe("2026-12-01");
  });

  it("adds days, counts between and writes dates the Vietnamese way", () => {
    expect(addDays(plainDate("2026-12-31"), 1)).toBe("2027-01-01");
    expect(addDays(plainDate("2026-03-01"), -1)).toBe("2026-02-28");
    expect(daysBetween(plainDate("2026-11-20"), plainDate("2026-12-07"))).toBe(17);
    expect(formatVietnamese(plainDate("2026-11-02"))).toBe("02/11/2026");
    expect(epochDayOf(2026, 11, 22)).toBe(20_779);
  });
});
