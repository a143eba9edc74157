import { describe, expect, it } from "vitest";
import { computeDeadline, type DeadlineInput } from "./deadline.ts";
import { dueOf, start, VN } from "../../../test/support/deadline.ts";

const day = (text: string, hour = "09:00"): string => `${text}T${hour}:00+07:00`;

describe("working days in the date convention: the day of receipt is not counted (Civil Code a.147)", () => {
  it.each([
    ["D1", "2025-12-31", 2, "2026-01-06"],
    ["D2 the swapped Saturday is a working day", "2026-01-09", 1, "2026-01-10"],
    ["D3 across Tết", "2026-02-13", 3, "2026-02-25"],
    ["D4 across Giỗ Tổ and 30 April", "2026-04-24", 3, "2026-05-04"],
    ["D5", "2026-04-29", 1, "2026-05-04"],
    ["D6 the swapped Saturday in August", "2026-08-21", 1, "2026-08-22"],
    ["D7", "2026-08-27", 2, "2026-09-03"],
    ["D8 across National Day", "2026-08-28", 5, "2026-09-09"],
    ["D9 Việt Nam Culture Day is skipped", "2026-11-20", 10, "2026-12-07"],
    ["D10 an online dossier of a Sunday", "2026-11-22", 3, "2026-11-26"],
    ["D11 received on a working Saturday", "2026-08-22", 3, "2026-08-26"],
  ])("%s: %s + %i working days is due %s at 17:00", (_name, from, value, due) => {
    expect(dueOf({ value, unit: "working_day" }, day(from))).toBe(day(due, "17:00"));
  });
});

describe("calendar days and months end on the next working day when they fall on a day off (Civil Code a.148.5)", () => {
  it.each([
    ["D12 15 February is Tết rest", "2026-02-05", 10, "day", "2026-02-23"],
    ["D13", "2026-04-20", 10, "day", "2026-05-04"],
    ["D14", "2026-08-01", 30, "day", "2026-09-03"],
    ["M1 31 January and one month", "2026-01-31", 1, "month", "2026-03-02"],
  ] as const)("%s: %s + %i %s is due %s", (_name, from, value, unit, due) => {
    expect(dueOf({ value, unit }, day(from))).toBe(day(due, "17:00"));
  });
});

describe("working hours are counted from the minute (Civil Code a.147.1)", () => {
  it.each([
    ["H1", "2026-11-20", "16:00", 8, "2026-11-23", "16:00"],
    ["H2 after closing", "2026-11-20", "17:30", 8, "2026-11-23", "17:00"],
    ["H3 in the lunch break", "2026-11-20", "11:45", 4, "2026-11-20", "17:00"],
    ["H4 before opening", "2026-11-20", "07:00", 8, "2026-11-20", "17:00"],
    ["H5 into the working Saturday", "2026-08-21", "16:30", 4, "2026-08-22", "11:00"],
    ["H6 across Tết", "2026-02-13", "16:00", 2, "2026-02-23", "08:30"],
  ])("%s: %s %s + %i working hours is due %s %s", (_name, from, time, value, due, at) => {
    expect(dueOf({ value, unit: "working_hour" }, day(from, time))).toBe(day(due, at));
  });
});

describe("small oracles", () => {
  const o1 = (mode: "restart" | "shift", convention: "date" | "hours"): DeadlineInput => ({
    calendar: VN,
    term: { value: 3, unit: "working_day" },
    convention,
    events: [
      start("2026-08-27T09:00:00+07:00"),
      { type: "pause", at: Date.parse("2026-08-28T15:00:00+07:00"), reason: "supplement" },
      { type: "resume", at: Date.parse("2026-09-03T10:00:00+07:00"), mode },
    ],
  });

  it.each([
    ["restart", "date", "2026-09-08T17:00:00+07:00"],
    ["shift", "date", "2026-09-07T17:00:00+07:00"],
    ["shift", "hours", "2026-09-04T15:00:00+07:00"],
  ] as const)("O1 a supplement: mode %s, convention %s, due %s", (mode, convention, due) => {
    const result = computeDeadline(o1(mode, convention));
    expect(result.ok && result.value.dueAt).toBe(Date.parse(due));
  });

  it("O1 keeps the date first promised, 4 September", () => {
    const result = computeDeadline(o1("restart", "date"));
    expect(result.ok && result.value.dueOriginalAt).toBe(Date.parse("2026-09-04T17:00:00+07:00"));
  });

  it("O8 a posted dossier counts from the signed hand-over, not from the posting (QĐ 45/2016 a.7.4)", () => {
    expect(dueOf({ value: 1, unit: "working_day" }, day("2026-11-20"), { basis: "postal_handover" })).toBe(
      day("2026-11-23", "17:00"),
    );
  });

  it.each([
    ["14:59:00", "2026-11-20"],
    ["15:00:00", "2026-11-20"],
    ["15:00:01", "2026-11-23"],
  ])("O9 a same-day matter received at %s is due %s: after 15:00 means strictly after", (time, due) => {
    expect(dueOf({ unit: "same_day" }, `2026-11-20T${time}+07:00`)).toBe(day(due, "17:00"));
  });
});
