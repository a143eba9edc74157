import { execFileSync } from "node:child_process";
import { env, execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkCalendarData, compileCalendar, isWorkingDay, type Weekday, WEEKDAYS } from "#core/calendar/index.ts";
import { plainDate, toEpochDay, weekdayOf } from "#core/plain-date.ts";
import { findCalendarData, getCalendar } from "#platform/reference/calendars.ts";
import { at, dueOf, getDeadline, refusalOf, start, VN } from "../../../test/support/deadline.ts";
import { alertsOf } from "./alerts.ts";
import type { ClockEvent } from "./clock-event.ts";
import { formatInstant, vietnamDayOf } from "../instant.ts";
import { START_BASES } from "./clock-event.ts";
import { computeStepClock } from "./steps.ts";

const DATA = findCalendarData("vn")!;
const days = (value: number) => ({ value, unit: "working_day" }) as const;
const hours = (value: number) => ({ value, unit: "working_hour" }) as const;
const pause = (text: string): ClockEvent => ({ type: "pause", at: at(text), reason: "financial_duty" });
const resume = (text: string, mode: "shift" | "restart" = "shift"): ClockEvent => ({ type: "resume", at: at(text), mode });
const extend = (text: string, due: string): ClockEvent => ({ type: "extend", at: at(text), dueAt: at(due) });

describe("defects of others, row by row", () => {
  it("row 1: N working days are N dates, whatever the hours of the office", () => {
    const half = getCalendar("vn", undefined, { hours: [["08:00", "12:00"]] });
    const { dueAt } = getDeadline({ calendar: half, term: days(5), events: [start("2026-11-02T09:00:00+07:00")] });
    expect(formatInstant(dueAt!)).toBe("2026-11-09T12:00:00+07:00");
    expect(dueOf(days(5), "2026-11-02T09:00:00+07:00")).toBe("2026-11-09T17:00:00+07:00");
  });

  it.each(["17:00:00", "19:45:00", "23:59:59"])(
    "row 2: in hours, a start after closing at %s counts from the next opening",
    (time) => {
      expect(dueOf(hours(3), `2026-11-20T${time}+07:00`)).toBe("2026-11-23T10:30:00+07:00");
    },
  );

  it("row 2: in hours, a start anywhere in a weekend gives one due date; in dates, anywhere in one day", () => {
    const weekend = ["2026-11-20T17:00:00", "2026-11-21T09:00:00", "2026-11-22T23:59:00", "2026-11-23T07:30:00"];
    expect(new Set(weekend.map((text) => dueOf(hours(8), `${text}+07:00`))).size).toBe(1);
    const oneDay = ["00:00:00", "07:30:00", "11:45:00", "16:59:00", "23:59:59"];
    expect(new Set(oneDay.map((time) => dueOf(days(3), `2026-11-20T${time}+07:00`))).size).toBe(1);
  });

  it("row 3: a term of one working day that meets a sourced day off on a weekday passes over it", () => {
    const off = DATA.days.filter((day) => day.kind !== "make_up_work" && weekdayOf(toEpochDay(day.on)) < 5);
    expect(off.length).toBeGreaterThan(130);
    for (const day of off) {
      const from = toEpochDay(day.on) - 1;
      if (from < VN.firstDay) continue;
      const { dueAt } = getDeadline({ calendar: VN, term: days(1), events: [{ type: "start", at: from * 86_400_000 }] });
      expect(vietnamDayOf(dueAt!), day.on).toBeGreaterThan(toEpochDay(day.on));
    }
  });

  it("row 4: each swap frees its weekday and binds its Saturday", () => {
    const swaps = DATA.days.filter((day) => day.kind === "swap_off");
    expect(swaps.length).toBe(9);
    for (const day of swaps) {
      expect(isWorkingDay(VN, toEpochDay(day.on)), day.on).toBe(false);
      expect(isWorkingDay(VN, toEpochDay(day.swappedWith!)), day.swappedWith!).toBe(true);
    }
    expect(dueOf(days(1), "2024-05-03T09:00:00+07:00")).toBe("2024-05-04T17:00:00+07:00");
    expect(dueOf(days(1), "2025-04-25T09:00:00+07:00")).toBe("2025-04-26T17:00:00+07:00");
  });

  it("row 5: a swap announced after the receipt is a new version; both promises can be told", () => {
    const events = [start("2024-04-10T09:00:00+07:00")];
    const promised = getDeadline({ calendar: getCalendar("vn", plainDate("2024-04-11")), term: days(13), events });
    const now = getDeadline({ calendar: getCalendar("vn", plainDate("2024-04-12")), term: days(13), events });
    expect(formatInstant(promised.dueAt!)).toBe("2024-05-02T17:00:00+07:00");
    expect(formatInstant(now.dueAt!)).toBe("2024-05-03T17:00:00+07:00");
    expect(promised.calendarVersion).not.toBe(now.calendarVersion);
  });

  it("row 6: a day without a source, or called verified without a law or notice, is not accepted", () => {
    const [day] = DATA.days;
    const without = { ...DATA, days: [{ ...day, source: "" }] };
    const uncited = { ...DATA, days: [{ ...day, verified: true, basis: null, notice: null }] };
    expect(checkCalendarData(without)).toMatchObject({ ok: false, error: [{ code: "source_missing" }] });
    expect(checkCalendarData(uncited)).toMatchObject({ ok: false, error: [{ code: "verified_without_basis" }] });
    expect(checkCalendarData(DATA).ok).toBe(true);
  });

  it("row 7: all 127 weeks with a working day give a due date on one of their days; the empty week is refused", () => {
    expect(compileCalendar(DATA, { week: [] })).toEqual({ ok: false, error: { code: "week_empty", field: "week", value: "" } });
    for (let mask = 1; mask < 128; mask += 1) {
      const week = WEEKDAYS.filter((_day, bit) => (mask >> bit) & 1);
      const calendar = getCalendar("vn", undefined, { week });
      const { dueAt } = getDeadline({ calendar, term: days(7), events: [start("2026-06-03T09:00:00+07:00")] });
      const name = WEEKDAYS[weekdayOf(vietnamDayOf(dueAt!))] as Weekday;
      expect(week, week.join()).toContain(name);
    }
  });

  it("row 8: while paused nothing accrues and nothing becomes late", () => {
    const events = [start("2026-11-02T09:00:00+07:00"), pause("2026-11-04T10:00:00+07:00")];
    const remaining = ["2026-11-04T10:00:00+07:00", "2026-11-12T08:00:00+07:00", "2026-12-30T08:00:00+07:00"].map(
      (text) => getDeadline({ calendar: VN, term: days(5), events, asOf: at(text) }).remainingWorkingMinutes,
    );
    expect(new Set(remaining).size).toBe(1);
    expect(remaining[0]).toBeGreaterThan(0);
  });

  it("row 9: resuming by shift adds exactly the working time of the pause", () => {
    const from = start("2026-11-02T09:00:00+07:00");
    const stopped = [from, pause("2026-11-03T10:00:00+07:00"), resume("2026-11-05T14:30:00+07:00")];
    const plain = getDeadline({ calendar: VN, term: hours(16), events: [from] });
    const shifted = getDeadline({ calendar: VN, term: hours(16), events: stopped });
    expect(formatInstant(plain.dueAt!)).toBe("2026-11-04T09:00:00+07:00");
    expect(formatInstant(shifted.dueAt!)).toBe("2026-11-06T13:30:00+07:00");
  });

  it("row 10: five pauses one after another leave the dossier in time", () => {
    const events = [start("2026-11-02T09:00:00+07:00")];
    for (const day of ["03", "05", "09", "11", "13"]) {
      events.push(pause(`2026-11-${day}T10:00:00+07:00`) as never, resume(`2026-11-${day}T16:00:00+07:00`) as never);
    }
    const deadline = getDeadline({ calendar: VN, term: days(10), events });
    expect(formatInstant(deadline.dueAt!)).toBe("2026-11-16T17:00:00+07:00");
  });

  it("row 10: a repeated step counts from its first start, and what lies between stands apart", () => {
    const whole = getDeadline({ calendar: VN, term: days(10), events: [start("2026-11-02T08:00:00+07:00")] });
    const visits = [
      { from: at("2026-11-02T08:00:00+07:00"), to: at("2026-11-03T08:00:00+07:00") },
      { from: at("2026-11-09T08:00:00+07:00"), to: null },
    ];
    const clock = computeStepClock(VN, { id: "appraisal", term: days(3), visits }, [], whole);
    expect(clock.ok && formatInstant(clock.value.deadline.dueAt!)).toBe("2026-11-11T17:00:00+07:00");
    expect(clock.ok && clock.value.deadline.startedAt).toBe(visits[0]?.from);
  });

  it("row 11: no warning comes before its day", () => {
    const deadline = getDeadline({ calendar: VN, term: days(10), events: [start("2026-11-20T09:00:00+07:00")] });
    const kinds = alertsOf(VN, deadline).map(({ kind, at: when }) => `${kind} ${formatInstant(when)}`);
    expect(kinds).toEqual([
      "half 2026-11-30T13:45:00+07:00",
      "two_days_before 2026-12-03T07:30:00+07:00",
      "one_day_before 2026-12-04T07:30:00+07:00",
      "last_apology_day 2026-12-04T07:30:00+07:00",
      "due 2026-12-07T17:00:00+07:00",
      "late 2026-12-08T07:30:00+07:00",
    ]);
  });

  it.each(START_BASES)("row 12: a start by %s is counted like any other", (basis) => {
    expect(dueOf(days(10), "2026-11-20T09:00:00+07:00", { basis })).toBe("2026-12-07T17:00:00+07:00");
  });

  it("row 13: an extension is an absolute date and is measured against the legal one", () => {
    const events = [start("2026-11-02T09:00:00+07:00"), extend("2026-11-04T09:00:00+07:00", "2026-11-13T17:00:00+07:00")];
    const deadline = getDeadline({ calendar: VN, term: days(5), events });
    expect(formatInstant(deadline.dueAt!)).toBe("2026-11-13T17:00:00+07:00");
    expect(formatInstant(deadline.dueOriginalAt!)).toBe("2026-11-09T17:00:00+07:00");
    expect(formatInstant(deadline.dueUnextendedAt!)).toBe("2026-11-09T17:00:00+07:00");
  });

  it("row 14: taking an extension back undoes it, pauses between or not", () => {
    const first = start("2026-11-02T09:00:00+07:00");
    const given = extend("2026-11-04T09:00:00+07:00", "2026-11-13T17:00:00+07:00");
    const revoked: ClockEvent = { type: "extend_revoked", at: at("2026-11-09T08:00:00+07:00") };
    const between = [pause("2026-11-05T09:00:00+07:00"), resume("2026-11-06T09:00:00+07:00")];
    const plain = getDeadline({ calendar: VN, term: days(5), events: [first, ...between] });
    const undone = getDeadline({ calendar: VN, term: days(5), events: [first, given, ...between, revoked] });
    expect(undone.dueAt).toBe(plain.dueAt);
    expect(undone.extensionCount).toBe(0);
  });

  it("row 15: an open dossier with a term has a due date or a refusal, never nothing", () => {
    expect(dueOf(days(1000), "2020-01-02T09:00:00+07:00")).toBe("2024-01-02T17:00:00+07:00");
    expect(refusalOf({ calendar: VN, term: days(1000), events: [start("2027-01-04T09:00:00+07:00")] })).toBe(
      "calendar_not_published events[0].at",
    );
  });

  it("row 16: no due date falls on a day off", () => {
    for (let value = 1; value <= 120; value += 1) {
      for (const unit of ["day", "working_day"] as const) {
        const day = toEpochDay(plainDate(dueOf({ value, unit }, "2026-01-16T09:00:00+07:00").slice(0, 10)));
        expect(isWorkingDay(VN, day), `${value} ${unit}`).toBe(true);
      }
    }
  });

  it("row 17: a dossier that comes on a day off counts from the next working day as day one", () => {
    expect(dueOf(days(1), "2026-11-22T09:00:00+07:00")).toBe("2026-11-23T17:00:00+07:00");
    expect(dueOf(days(1), "2026-11-20T09:00:00+07:00")).toBe("2026-11-23T17:00:00+07:00");
  });

  it.each(["UTC", "Asia/Ho_Chi_Minh", "America/Los_Angeles"])("row 20: the same due date in a process of zone %s", (zone) => {
    const door = fileURLToPath(new URL("./deadline.ts", import.meta.url));
    const store = fileURLToPath(new URL("../../platform/reference/calendars.ts", import.meta.url));
    const script = `
      const { computeDeadline } = await import(${JSON.stringify(door)});
      const { getCalendar } = await import(${JSON.stringify(store)});
      const at = Date.UTC(2026, 10, 20, 17, 30);
      const answer = computeDeadline({ calendar: getCalendar("vn"), term: { value: 10, unit: "working_day" }, events: [{ type: "start", at }] });
      console.log(new Date(answer.value.dueAt).toISOString());`;
    const args = ["--input-type=module", "--eval", script];
    const out = execFileSync(execPath, args, { env: { ...env, TZ: zone, NODE_OPTIONS: "" }, encoding: "utf8" });
    expect(out.trim()).toBe("2026-12-07T10:00:00.000Z");
  });

  it("row 22: a step's clock stands beside the dossier's, and says when it reaches past it", () => {
    const whole = getDeadline({ calendar: VN, term: days(5), events: [start("2026-11-02T08:00:00+07:00")] });
    const visits = [{ from: at("2026-11-05T08:00:00+07:00"), to: null }];
    const fits = computeStepClock(VN, { id: "sign", term: days(2), visits }, [], whole);
    const exceeds = computeStepClock(VN, { id: "sign", term: days(3), visits }, [], whole);
    expect(fits.ok && fits.value.isAfterWhole).toBe(false);
    expect(exceeds.ok && exceeds.value.isAfterWhole).toBe(true);
  });
});
