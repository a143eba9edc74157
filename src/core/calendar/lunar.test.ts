import { describe, expect, it } from "vitest";
import { plainDateOf } from "../plain-date.ts";
import { hungKingsDay, lunarDay, lunarNewYear } from "./lunar.ts";

const ANCHORS: readonly (readonly [number, string, string])[] = [
  [2014, "2014-01-31", "2014-04-09"],
  [2015, "2015-02-19", "2015-04-28"],
  [2016, "2016-02-08", "2016-04-16"],
  [2017, "2017-01-28", "2017-04-06"],
  [2018, "2018-02-16", "2018-04-25"],
  [2019, "2019-02-05", "2019-04-14"],
  [2020, "2020-01-25", "2020-04-02"],
  [2021, "2021-02-12", "2021-04-21"],
  [2022, "2022-02-01", "2022-04-10"],
  [2023, "2023-01-22", "2023-04-29"],
  [2024, "2024-02-10", "2024-04-18"],
  [2025, "2025-01-29", "2025-04-07"],
  [2026, "2026-02-17", "2026-04-26"],
  [2027, "2027-02-06", "2027-04-16"],
  [2028, "2028-01-26", "2028-04-04"],
  [2029, "2029-02-13", "2029-04-23"],
  [2030, "2030-02-02", "2030-04-12"],
  [2031, "2031-01-23", "2031-04-01"],
];

describe("lunar days of Việt Nam", () => {
  it.each(ANCHORS)("%i: Tết on %s, Hùng Kings' day on %s", (year, newYear, hungKings) => {
    expect(plainDateOf(lunarNewYear(year))).toBe(newYear);
    expect(plainDateOf(hungKingsDay(year))).toBe(hungKings);
  });

  it("Tết of 1985 fell a month before China's, and that of 2007 a day before: the meridian of +07:00 decides", () => {
    expect(plainDateOf(lunarNewYear(1985))).toBe("1985-01-21");
    expect(plainDateOf(lunarNewYear(2007))).toBe("2007-02-17");
  });

  it("a leap second month puts the Hùng Kings' day of 2023 a month later than the count of months would", () => {
    expect(hungKingsDay(2023) - lunarDay(2023, 2, 10)).toBeGreaterThan(45);
  });

  it("a lunar year begins between 20 January and 21 February", () => {
    for (let year = 1901; year <= 2100; year += 1) {
      const text = plainDateOf(lunarNewYear(year)).slice(5);
      expect(text >= "01-20" && text <= "02-21", `${year}-${text}`).toBe(true);
    }
  });

  it("refuses years outside the series and months that are not asked for", () => {
    expect(() => lunarDay(1899, 1, 1)).toThrow(RangeError);
    expect(() => lunarDay(1899, 1, 1)).toThrow("1899");
    expect(() => lunarDay(2101, 1, 1)).toThrow("2101");
    expect(() => lunarDay(2026, 13, 1)).toThrow("13");
    expect(plainDateOf(lunarNewYear(1900))).toBe("1900-01-31");
    expect(plainDateOf(lunarNewYear(2100))).toBe("2100-02-09");
  });
});
