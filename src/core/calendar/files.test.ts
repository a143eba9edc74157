import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { plainDate } from "#core/plain-date.ts";
import { CALENDAR_FOLDER, findCalendarData } from "#platform/reference/calendars.ts";
import {
  type CalendarData,
  type CalendarDay,
  calendarNotices,
  checkCalendarData,
  compileCalendar,
  proposeYear,
  replaceYears,
  toCalendarFile,
} from "./index.ts";

const DATA = findCalendarData("vn")!;
const dayOn = (on: string): CalendarDay => DATA.days.find((entry) => entry.on === on)!;
const faults = (value: unknown): readonly string[] => {
  const checked = checkCalendarData(value);
  return checked.ok ? [] : checked.error.map(({ code, path }) => `${code} ${path}`);
};
const withDay = (more: Readonly<Record<string, unknown>>) => ({ ...DATA, days: [{ ...dayOn("2026-11-24"), ...more }] });
const withYear = (more: Readonly<Record<string, unknown>>) => ({ ...DATA, years: [{ ...DATA.years[0], ...more }], days: [] });

describe("a calendar file", () => {
  it("that ships is written as the product writes it, so that a change shows as the lines it touches", () => {
    expect(toCalendarFile(DATA)).toBe(readFileSync(join(CALENDAR_FOLDER, "vn.json"), "utf8"));
    expect(faults(DATA)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ["not_an_object ", null],
    ["not_an_object ", [DATA]],
    ["id_malformed id", { ...DATA, id: "VN 1" }],
    ["id_malformed id", { ...DATA, id: 5 }],
    ["id_malformed id", { ...DATA, id: "-vn" }],
    ["text_missing name", { ...DATA, name: { vi: "Lịch" } }],
    ["text_missing name", { ...DATA, name: { vi: "", en: "x" } }],
    ["revision_malformed revision", { ...DATA, revision: 0 }],
    ["revision_malformed revision", { ...DATA, revision: 1.5 }],
    ["revision_malformed revision", { ...DATA, revision: "1" }],
    ["time_zone_unknown timeZone", { ...DATA, timeZone: "Mars/Base" }],
    ["years_missing years", { ...DATA, years: [], days: [] }],
    ["days_missing days", { ...DATA, days: undefined }],
    ["not_an_object years[0]", { ...DATA, years: [5], days: [] }],
    ["year_unreal years[0].year", withYear({ year: 20.5 })],
    ["year_unreal years[0].year", withYear({ year: 1899 })],
    ["year_unreal years[0].year", withYear({ year: 2201 })],
    ["year_unreal years[0].year", withYear({ year: "2014" })],
    ["status_unknown years[0].status", withYear({ status: "sure" })],
    ["not_a_boolean years[0].verified", withYear({ verified: 1 })],
    ["text_missing years[0].note", withYear({ note: "x" })],
    ["years_gap years[1].year", { ...DATA, years: [DATA.years[0], DATA.years[2]], days: [] }],
    ["not_an_object days[0]", { ...DATA, days: [null] }],
    ["date_unreal days[0].on", withDay({ on: "2026-02-30" })],
    ["date_unreal days[0].on", withDay({ on: 5 })],
    ["kind_unknown days[0].kind", withDay({ kind: "feast" })],
    ["confidence_unknown days[0].confidence", withDay({ confidence: "sure" })],
    ["not_a_boolean days[0].verified", withDay({ verified: null })],
    ["text_missing days[0].name", withDay({ name: { vi: "x", en: 5 } })],
    ["source_missing days[0].source", withDay({ source: "  " })],
    ["text_missing days[0].basis", withDay({ basis: "" })],
    ["text_missing days[0].notice", withDay({ notice: 5 })],
    ["date_unreal days[0].announcedOn", withDay({ announcedOn: "2026" })],
    ["date_unreal days[0].swappedWith", withDay({ swappedWith: undefined })],
    ["day_twice days[1].on", { ...DATA, days: [dayOn("2026-11-24"), dayOn("2026-11-24")] }],
    ["days_out_of_order days[1].on", { ...DATA, days: [dayOn("2026-11-24"), dayOn("2026-01-01")] }],
    ["day_outside_years days[0].on", withDay({ on: "2030-11-24" })],
    ["swap_unpaired days[0].swappedWith", { ...DATA, days: [dayOn("2024-04-29")] }],
    [
      "swap_unpaired days[1].swappedWith",
      { ...DATA, days: [{ ...dayOn("2024-04-29"), swappedWith: null }, dayOn("2024-05-04")] },
    ],
  ])("is refused: %s", (fault, value) => {
    expect(faults(value)).toContain(fault);
  });

  it.each<[string, unknown]>([
    ["years_missing years", { ...DATA, years: "2014", days: [] }],
    ["days_missing days", { ...DATA, days: "none" }],
    ["not_an_object years[0]", { ...DATA, years: [5, DATA.years[0]], days: [] }],
    ["day_twice days[1].on", { ...DATA, days: [dayOn("2026-11-24"), dayOn("2026-11-24")] }],
    ["id_malformed id", { ...DATA, id: "vn lịch" }],
    ["id_malformed id", { ...DATA, id: "v".repeat(64) }],
    ["time_zone_unknown timeZone", { ...DATA, timeZone: 7 }],
  ])("has that one fault and no other: %s", (fault, value) => {
    expect(faults(value)).toEqual([fault]);
  });

  it("may have any name of small letters, digits and hyphens, and years from 1900 to 2200", () => {
    for (const id of ["v", "vn", "vn-2", "0x", "v".repeat(63)]) expect(faults({ ...DATA, id })).toEqual([]);
    for (const year of [1900, 2200]) expect(faults(withYear({ year }))).toEqual([]);
  });

  it.each<[unknown, string, string]>([
    [null, "", "null"],
    [{ ...DATA, id: "VN" }, "id", "VN"],
    [{ ...DATA, name: { vi: "Lịch" } }, "name", '{"vi":"Lịch"}'],
    [{ ...DATA, revision: 0 }, "revision", "0"],
    [{ ...DATA, timeZone: "Mars/Base" }, "timeZone", "Mars/Base"],
    [{ ...DATA, years: [], days: [] }, "years", "[]"],
    [{ ...DATA, days: undefined }, "days", "undefined"],
    [withDay({ on: 5 }), "days[0].on", "5"],
    [withDay({ name: "x" }), "days[0].name", "x"],
    [withDay({ source: "  " }), "days[0].source", "  "],
    [withDay({ basis: null, notice: null, verified: true }), "days[0]", "2026-11-24"],
  ])("quotes what it found, case %#", (value, path, found) => {
    const checked = checkCalendarData(value);
    expect(checked.ok || checked.error.find((fault) => fault.path === path)?.value).toBe(found);
  });

  it("a swap of two days off is no swap", () => {
    const days = [dayOn("2024-04-29"), { ...dayOn("2024-05-04"), kind: "swap_off" }];
    expect(faults({ ...DATA, days })).toEqual(["swap_unpaired days[0].swappedWith", "swap_unpaired days[1].swappedWith"]);
  });

  it("a day needs a law only when it is called verified, and a notice will do", () => {
    expect(faults(withDay({ basis: null, notice: null, verified: false }))).toEqual([]);
    expect(faults(withDay({ basis: null, verified: true }))).toEqual([]);
    expect(faults(withDay({ notice: null, verified: true }))).toEqual([]);
    expect(faults(withDay({ basis: null, notice: null, verified: true }))).toEqual(["verified_without_basis days[0]"]);
  });

  it("names what a person should look at", () => {
    const notices = calendarNotices(DATA);
    expect(notices.filter(({ code }) => code === "provisional_year")).toEqual([{ code: "provisional_year", on: "2027" }]);
    expect(notices.filter(({ code }) => code === "weekend_without_day_in_lieu").map(({ on }) => on)).toContain("2027-05-01");
    expect(notices.filter(({ code }) => code === "swap_without_make_up")).toEqual([]);
    expect(notices.filter(({ code }) => code === "unverified")).toHaveLength(
      DATA.days.filter(({ verified }) => !verified).length,
    );
    const holiday = (on: string, kind: CalendarDay["kind"] = "statutory") => ({
      ...dayOn("2026-11-24"),
      on: plainDate(on),
      kind,
    });
    const years = [2020, 2021].map((year) => ({ ...DATA.years[0]!, year }));
    const days = [
      holiday("2020-02-01"),
      holiday("2020-02-02"),
      holiday("2020-02-03", "compensatory"),
      holiday("2020-05-01"),
      holiday("2020-05-02", "swap_off"),
      holiday("2021-05-01"),
      holiday("2021-09-02"),
    ];
    // A Saturday and a Sunday of 2020 with one day in lieu, and a Saturday of 2021 with none.
    const owed = calendarNotices({ ...DATA, years, days }).filter(({ code }) => code === "weekend_without_day_in_lieu");
    expect(owed.map(({ on }) => on)).toEqual(["2020-02-02", "2021-05-01"]);
    const lone = { ...DATA, days: [{ ...dayOn("2024-04-29"), swappedWith: null }] };
    expect(calendarNotices(lone)).toContainEqual({ code: "swap_without_make_up", on: "2024-04-29" });
  });
});

describe("a proposal for a year to come", () => {
  const on = (year: number) => proposeYear(year).days.map((day) => `${day.on} ${day.kind}`);

  it("2026: the days that the law gives, without the swaps that only a notice can make", () => {
    const known = DATA.days.filter(
      (day) => day.on.startsWith("2026") && (day.kind === "statutory" || day.kind === "compensatory"),
    );
    expect(on(2026)).toEqual(known.map((day) => `${day.on} ${day.kind}`));
  });

  it("2028: a holiday on a weekend is made up on the next working day (Labour Code a.111.3)", () => {
    expect(on(2028)).toEqual([
      "2028-01-01 statutory",
      "2028-01-03 compensatory",
      "2028-01-25 statutory",
      "2028-01-26 statutory",
      "2028-01-27 statutory",
      "2028-01-28 statutory",
      "2028-01-29 statutory",
      "2028-01-31 compensatory",
      "2028-04-04 statutory",
      "2028-04-30 statutory",
      "2028-05-01 statutory",
      "2028-05-02 compensatory",
      "2028-09-01 statutory",
      "2028-09-02 statutory",
      "2028-09-04 compensatory",
      "2028-11-24 statutory",
    ]);
  });

  it("2025 has no Culture Day, and the day beside National Day goes with the longer rest", () => {
    expect(on(2025).some((text) => text.startsWith("2025-11-24"))).toBe(false);
    expect(
      [2021, 2022, 2023, 2024, 2025, 2029].map((year) =>
        on(year)
          .find((text) => /-09-0[13] statutory/.test(text))
          ?.slice(5, 10),
      ),
    ).toEqual(["09-03", "09-01", "09-01", "09-03", "09-01", "09-03"]);
  });

  it("says of every day that it is provisional and not verified, and is a sound calendar", () => {
    const { year, days } = proposeYear(2030);
    expect(year).toMatchObject({ year: 2030, status: "provisional", verified: false });
    for (const day of days)
      expect(day).toMatchObject({ confidence: "provisional", verified: false, notice: null, announcedOn: null });
    expect(faults({ ...DATA, years: [year], days })).toEqual([]);
    expect(days.map(({ name }) => name.vi).filter((name) => name.startsWith("Tết Nguyên đán"))).toEqual([
      "Tết Nguyên đán (Giao thừa)",
      "Tết Nguyên đán (Mùng 1)",
      "Tết Nguyên đán (Mùng 2)",
      "Tết Nguyên đán (Mùng 3)",
      "Tết Nguyên đán (Mùng 4)",
    ]);
    expect(days.map(({ name }) => name.en)).toContain("Lunar New Year's Eve");
    expect(days.map(({ name }) => name.en)).toContain("Lunar New Year, day 4");
    expect(days.map(({ name }) => name.en)).toContain("Day off in lieu, Lunar New Year, day 1");
  });
});

describe("an imported year", () => {
  it("replaces that year alone and makes a new revision", () => {
    const { year, days } = proposeYear(2027);
    const merged = replaceYears(DATA, [{ ...year, status: "published" }], days);
    expect(merged.revision).toBe(2);
    expect(merged.years).toHaveLength(DATA.years.length);
    expect(merged.days.filter(({ on }) => on < "2027")).toEqual(DATA.days.filter(({ on }) => on < "2027"));
    expect(merged.days.filter(({ on }) => on >= "2027")).toEqual(days);
    const compiled = compileCalendar(merged);
    expect(compiled.ok && compiled.value.version).toBe("vn-r2@2024-04-12");
  });

  it("stays in order where it replaces a year in the middle", () => {
    const { year, days } = proposeYear(2020);
    const merged = replaceYears(DATA, [year], days.toReversed());
    expect(merged.years.map((entry) => entry.year)).toEqual(DATA.years.map((entry) => entry.year));
    expect(merged.days.map(({ on }) => on)).toEqual(merged.days.map(({ on }) => on as string).toSorted());
    expect(merged.days.filter(({ on }) => on.startsWith("2020-"))).toEqual(days);
  });

  it("adds a year that was not there, in its place", () => {
    const { year, days } = proposeYear(2028);
    const merged: CalendarData = replaceYears(DATA, [year], days);
    expect(merged.years.at(-1)).toEqual(year);
    expect(faults(merged)).toEqual([]);
    expect(faults(replaceYears({ ...DATA, years: [], days: [] }, [year], days))).toEqual([]);
  });
});
