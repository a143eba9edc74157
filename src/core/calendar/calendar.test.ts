import { describe, expect, it } from "vitest";
import { plainDate, toEpochDay } from "#core/plain-date.ts";
import { findCalendarData, getCalendar } from "#platform/reference/calendars.ts";
import {
  announcementDates,
  type CalendarData,
  calendarVersion,
  compileCalendar,
  coversDay,
  daysKnownAt,
  findWorkingDay,
  findWorkingDayFrom,
  isWorkingDay,
  parseHours,
  parseWeek,
  provisionalYears,
  workingDaysThrough,
  workingMinutesUntil,
} from "./index.ts";

const DATA = findCalendarData("vn")!;
const VN = getCalendar("vn");
const day = (text: string): number => toEpochDay(plainDate(text));
const isOff = (text: string): boolean => !isWorkingDay(VN, day(text));

describe("the calendar that ships", () => {
  it("reaches from 2014, built from the law, to 2027, provisional", () => {
    expect(VN.firstDay).toBe(day("2014-01-01"));
    expect(VN.lastDay).toBe(day("2027-12-31"));
    expect(DATA.years.map(({ status }) => status)).toEqual([
      "built_from_law",
      ...Array.from({ length: 12 }, () => "published"),
      "provisional",
    ]);
    expect(DATA.years.every(({ verified }) => !verified)).toBe(true);
    expect(provisionalYears(VN)).toEqual([2027]);
    expect(VN.provisionalFrom).toBe(day("2027-01-01"));
  });

  it("has as many working days a year as the days off leave", () => {
    const count = (year: number) =>
      workingDaysThrough(VN, day(`${year}-12-31`)) - workingDaysThrough(VN, day(`${year}-01-01`) - 1);
    expect([2015, 2020, 2021, 2022, 2023, 2024, 2025, 2026].map(count)).toEqual([250, 252, 250, 249, 249, 251, 250, 249]);
  });

  it("knows that 24 November is a day off from 2026, not before (28/2026/QH16)", () => {
    expect([isOff("2025-11-24"), isOff("2026-11-24"), isOff("2027-11-24")]).toEqual([false, true, true]);
  });

  it("invents no notice: a swap without a known date of announcement is not verified", () => {
    const swaps = DATA.days.filter(({ kind }) => kind === "swap_off" || kind === "make_up_work");
    expect(swaps.filter(({ verified }) => verified).map(({ on }) => on)).toEqual(["2024-04-29", "2024-05-04"]);
    for (const swap of swaps) expect(swap.verified).toBe(swap.announcedOn !== null && swap.notice !== null);
    expect(DATA.days.filter(({ on, verified }) => verified && (on < "2015" || on >= "2027"))).toEqual([]);
  });

  it("has one version more for each announcement that is known", () => {
    expect(announcementDates(DATA)).toEqual(["2024-04-12"]);
    expect(calendarVersion(DATA, undefined)).toBe("vn-r1@2024-04-12");
    expect(calendarVersion(DATA, plainDate("2024-04-12"))).toBe("vn-r1@2024-04-12");
    expect(calendarVersion(DATA, plainDate("2024-04-11"))).toBe("vn-r1@law");
  });

  it("leaves out a swap before its announcement, and nothing else", () => {
    const missing = DATA.days.filter((entry) => !daysKnownAt(DATA, plainDate("2024-04-11")).includes(entry)).map(({ on }) => on);
    expect(missing).toEqual(["2024-04-29", "2024-05-04"]);
    expect(daysKnownAt(DATA, plainDate("2024-04-12"))).toHaveLength(DATA.days.length);
    expect(daysKnownAt(DATA, plainDate("2014-01-01")).some(({ on }) => on === "2025-01-27")).toBe(true);
    expect(daysKnownAt(DATA, undefined)).toBe(DATA.days);
  });
});

describe("compilation", () => {
  it("counts working days and finds them again", () => {
    expect(findWorkingDay(VN, 1)).toBe(day("2014-01-02"));
    expect(findWorkingDay(VN, 0)).toBeUndefined();
    expect(findWorkingDay(VN, VN.workingDays.length + 1)).toBeUndefined();
    expect(findWorkingDayFrom(VN, day("2026-11-20"))).toBe(day("2026-11-20"));
    expect(findWorkingDayFrom(VN, day("2026-11-21"))).toBe(day("2026-11-23"));
    expect(findWorkingDayFrom(VN, VN.firstDay)).toBe(day("2014-01-02"));
    expect(workingDaysThrough(VN, VN.firstDay - 1)).toBe(0);
    expect(isWorkingDay(VN, VN.firstDay)).toBe(false);
    VN.workingDays.forEach((working, index) => expect(workingDaysThrough(VN, working)).toBe(index + 1));
  });

  it("covers its years and no day beyond", () => {
    expect([VN.firstDay - 1, VN.firstDay, VN.lastDay, VN.lastDay + 1].map((at) => coversDay(VN, at))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it("counts working minutes within the hours only", () => {
    const base = workingMinutesUntil(VN, day("2026-11-20"), 0);
    const done = [449, 450, 451, 690, 700, 780, 781, 1020, 1439].map(
      (minute) => workingMinutesUntil(VN, day("2026-11-20"), minute) - base,
    );
    expect(done).toEqual([0, 0, 1, 240, 240, 240, 241, 480, 480]);
    expect(workingMinutesUntil(VN, day("2026-11-21"), 600) - base).toBe(480);
    expect(VN.minutesBefore[1440]).toBe(480);
  });

  it("keeps a day that ends at midnight", () => {
    const night = getCalendar("vn", undefined, { hours: [["22:00", "24:00"]] });
    expect([night.dayMinutes, night.closingMinute, night.minutesBefore[1440], night.minuteDone[120]]).toEqual([
      120, 1440, 120, 1440,
    ]);
  });

  it("tells the week in its usual order, however it was written", () => {
    const calendar = getCalendar("vn", undefined, { week: ["sat", "mon"] });
    expect(calendar.week).toEqual(["mon", "sat"]);
    expect(VN.week).toEqual(["mon", "tue", "wed", "thu", "fri"]);
    expect(VN.intervals).toEqual([
      { from: 450, to: 690 },
      { from: 780, to: 1020 },
    ]);
  });

  it.each([
    [[], "hours_empty", ""],
    [[["7:30", "11:30"]], "hours_malformed", "7:30-11:30"],
    [[["07:30", "11:60"]], "hours_malformed", "07:30-11:60"],
    [[["07:30x", "11:30"]], "hours_malformed", "07:30x-11:30"],
    [[["x07:30", "11:30"]], "hours_malformed", "x07:30-11:30"],
    [[["24:00", "24:00"]], "hours_reversed", "24:00-24:00"],
    [[["11:30", "11:30"]], "hours_reversed", "11:30-11:30"],
    [
      [
        ["07:30", "11:30"],
        ["11:29", "12:00"],
      ],
      "hours_overlap",
      "11:29-12:00",
    ],
    [
      [
        ["13:00", "17:00"],
        ["07:30", "11:30"],
      ],
      "hours_overlap",
      "07:30-11:30",
    ],
  ] as const)("refuses the hours %j: %s", (hours, code, value) => {
    expect(parseHours(hours)).toEqual({ ok: false, error: { code, field: "hours", value } });
  });

  it("accepts intervals that touch", () => {
    expect(
      parseHours([
        ["07:30", "11:30"],
        ["11:30", "12:00"],
      ]).ok,
    ).toBe(true);
  });

  it.each([
    [[], "week_empty", ""],
    [["mo"], "week_day_unknown", "mo"],
    [["mon", "tue", "mon"], "week_day_twice", "mon"],
  ])("refuses the week %j: %s", (week, code, value) => {
    expect(parseWeek(week)).toEqual({ ok: false, error: { code, field: "week", value } });
  });

  it("refuses a calendar without years, and one that leaves a year out", () => {
    const without: CalendarData = { ...DATA, years: [] };
    const gap: CalendarData = { ...DATA, years: DATA.years.filter(({ year }) => year !== 2020) };
    expect(compileCalendar(without)).toEqual({ ok: false, error: { code: "calendar_empty", field: "calendar", value: "vn" } });
    expect(compileCalendar(gap)).toEqual({ ok: false, error: { code: "calendar_years_gap", field: "calendar", value: "2021" } });
  });

  it("a calendar without provisional years is provisional nowhere", () => {
    const published = compileCalendar({
      ...DATA,
      years: DATA.years.slice(0, -1),
      days: DATA.days.filter(({ on }) => on < "2027"),
    });
    expect(published.ok && published.value.provisionalFrom).toBe(day("2027-01-01"));
    expect(published.ok && provisionalYears(published.value)).toEqual([]);
  });
});

describe("a calendar when it is compiled", () => {
  const compiled = (data: CalendarData) => {
    const calendar = compileCalendar(data);
    if (!calendar.ok) throw new Error(calendar.error.code);
    return calendar.value;
  };

  it("knows from which day on a notice is still to come; without one, from the day after its last", () => {
    expect(compiled(DATA).provisionalFrom).toBe(day("2027-01-01"));
    const published = { ...DATA, years: DATA.years.map((year) => ({ ...year, status: "published" as const })) };
    expect(compiled(published).provisionalFrom).toBe(day("2028-01-01"));
  });

  it("counts its days from the first to the last, and no other", () => {
    const calendar = compiled({ ...DATA, years: DATA.years.slice(0, 2), days: [] });
    expect(calendar.workingThrough).toHaveLength(730);
    expect(calendar.workingDays[0]).toBe(day("2014-01-01"));
    expect(calendar.workingDays.at(-1)).toBe(day("2015-12-31"));
    expect(Array.from(calendar.workingThrough.slice(0, 5))).toEqual([1, 2, 3, 3, 3]);
    expect(calendar.workingThrough.at(-1)).toBe(calendar.workingDays.length);
  });

  it("is refused without a year", () => {
    const empty = compileCalendar({ ...DATA, years: [], days: [] });
    expect(empty).toMatchObject({ ok: false, error: { code: "calendar_empty", field: "calendar", value: "vn" } });
  });

  it("puts announcements in the order in which they were made, each once", () => {
    const swap = DATA.days.find(({ on }) => on === "2024-04-29");
    if (swap === undefined) throw new Error("the swap of 2024 is missing");
    const announced = ["2024-12-01", "2023-05-06", "2024-12-01"].map((on) => ({ ...swap, announcedOn: plainDate(on) }));
    expect(announcementDates({ ...DATA, days: announced })).toEqual(["2023-05-06", "2024-12-01"]);
    expect(calendarVersion({ ...DATA, days: announced }, undefined)).toBe("vn-r1@2024-12-01");
  });
});
