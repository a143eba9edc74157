import { describe, expect, it } from "vitest";
import { compileCalendar, proposeYear, replaceYears } from "#core/calendar/index.ts";
import { findCalendarData, getCalendar } from "#platform/reference/calendars.ts";
import { at, getDeadline, start, VN } from "../../../test/support/deadline.ts";
import type { ClockEvent } from "./clock-event.ts";
import { computeDeadline, type DeadlineInput } from "./deadline.ts";
import { getRegime } from "./regimes.ts";

const full = (text: string): string => (text.length > 16 ? text : `2026-${text}:00+07:00`);
const from = (text: string) => start(full(text));
const pause = (text: string, reason: "supplement" | "financial_duty" = "financial_duty"): ClockEvent => ({
  type: "pause",
  at: at(full(text)),
  reason,
});
const shift = (text: string): ClockEvent => ({ type: "resume", at: at(full(text)), mode: "shift" });
const extend = (text: string, due: string): ClockEvent => ({ type: "extend", at: at(full(text)), dueAt: at(full(due)) });
const revoke = (text: string): ClockEvent => ({ type: "extend_revoked", at: at(full(text)) });
const stop = (text: string): ClockEvent => ({ type: "stop", at: at(full(text)), outcome: "done" });
const THREE_DAYS = { value: 3, unit: "working_day" } as const;

const get = (events: readonly ClockEvent[], more: Partial<DeadlineInput> = {}) =>
  getDeadline({ calendar: VN, term: THREE_DAYS, events, regime: "none", ...more });

/** Code, params and article of a refusal. */
function refusal(more: Partial<DeadlineInput>): unknown {
  const result = computeDeadline({ calendar: VN, term: THREE_DAYS, events: [from("11-02T09:00")], regime: "none", ...more });
  return result.ok ? "accepted" : [result.error.code, result.error.params, result.error.article];
}

describe("what the clock says of a dossier", () => {
  const running = {
    dueAt: at(full("11-05T17:00")),
    dueOriginalAt: at(full("11-05T17:00")),
    dueUnextendedAt: at(full("11-05T17:00")),
    state: "running",
    startedAt: at(full("11-02T09:00")),
    countedFromAt: at(full("11-02T09:00")),
    pausedAt: null,
    endedAt: null,
    clockEndedAt: null,
    asOf: at(full("11-02T09:00")),
    supplementRequests: 0,
    extensionCount: 0,
    remainingWorkingMinutes: 390 + 3 * 480,
    calendarVersion: "vn-r1@2024-04-12",
    provisional: false,
    regime: null,
    givenBySource: null,
    warnings: [],
  };

  it("running", () => {
    expect(get([from("11-02T09:00")])).toEqual(running);
    expect(get([from("11-02T09:00")], { regime: "61/2018" })).toEqual({ ...running, regime: getRegime("61/2018") });
  });

  it("as of a later instant: what remains, negative when late", () => {
    expect(get([from("11-02T09:00")], { asOf: at(full("11-05T16:00")) })).toMatchObject({
      asOf: at(full("11-05T16:00")),
      remainingWorkingMinutes: 60,
    });
    expect(get([from("11-02T09:00")], { asOf: at(full("11-06T08:30")) }).remainingWorkingMinutes).toBe(-60);
    expect(get([from("11-02T09:00")], { asOf: at("2030-01-01T00:00:00+07:00") }).remainingWorkingMinutes).toBeNull();
  });

  it("paused, resumed, stopped, and stopped while paused", () => {
    const begun = [from("11-02T09:00"), pause("11-03T10:00", "supplement")];
    const asked = { supplementRequests: 1, asOf: at(full("11-03T10:00")) };
    const left = { remainingWorkingMinutes: 330 + 480 * 2 };
    expect(get(begun)).toEqual({ ...running, ...asked, ...left, state: "paused", pausedAt: at(full("11-03T10:00")) });
    const resumed = [...begun, shift("11-09T10:00")];
    const moved = {
      dueAt: at(full("11-11T17:00")),
      dueUnextendedAt: at(full("11-11T17:00")),
      countedFromAt: at(full("11-09T10:00")),
    };
    expect(get(resumed)).toEqual({ ...running, ...asked, ...left, ...moved, asOf: at(full("11-09T10:00")) });
    const ended = { state: "stopped", asOf: at(full("11-10T10:00")), endedAt: at(full("11-10T10:00")) };
    const atStop = { clockEndedAt: at(full("11-10T10:00")), remainingWorkingMinutes: 330 + 480 };
    expect(get([...resumed, stop("11-10T10:00")])).toEqual({ ...running, ...asked, ...moved, ...ended, ...atStop });
    const atPause = { clockEndedAt: at(full("11-03T10:00")), ...left };
    expect(get([...begun, stop("11-10T10:00")])).toEqual({ ...running, ...asked, ...ended, ...atPause });
  });

  it("extended, and what the due date is without the extension, pauses included", () => {
    const extended = [from("11-02T09:00"), extend("11-03T09:00", "11-10T16:00")];
    expect(get(extended)).toMatchObject({ dueAt: at(full("11-10T16:00")), dueUnextendedAt: running.dueAt, extensionCount: 1 });
    const paused = [...extended, pause("11-04T10:00"), shift("11-09T10:00")];
    expect(get(paused)).toMatchObject({
      dueAt: at(full("11-13T17:00")),
      dueUnextendedAt: at(full("11-10T17:00")),
      dueOriginalAt: running.dueAt,
    });
    expect(get([...paused, revoke("11-09T11:00")])).toMatchObject({
      dueAt: at(full("11-10T17:00")),
      extensionCount: 0,
      state: "running",
    });
    expect(get([...extended, revoke("11-03T10:00"), pause("11-04T10:00")])).toMatchObject({
      state: "paused",
      dueAt: running.dueAt,
    });
  });

  it("an extension taken back leaves what came before and after it in force", () => {
    const events = [
      from("11-02T09:00"),
      pause("11-02T10:00"),
      shift("11-03T09:00"),
      extend("11-04T09:00", "11-12T17:00"),
      revoke("11-05T09:00"),
    ];
    expect(get(events)).toMatchObject({
      dueAt: at(full("11-06T17:00")),
      countedFromAt: at(full("11-03T09:00")),
      asOf: at(full("11-05T09:00")),
    });
    const again = [...events, extend("11-06T09:00", "11-16T17:00"), stop("11-09T09:00")];
    expect(get(again)).toMatchObject({ dueAt: at(full("11-16T17:00")), extensionCount: 1, state: "stopped" });
  });

  it("supplements are counted, other pauses are not", () => {
    const twice = [
      from("11-02T09:00"),
      pause("11-02T10:00", "supplement"),
      shift("11-03T09:00"),
      pause("11-03T10:00", "supplement"),
    ];
    expect(get(twice).supplementRequests).toBe(2);
    expect(get([from("11-02T09:00"), pause("11-02T10:00")]).supplementRequests).toBe(0);
  });

  it("a given due date is never provisional, a counted one is in a year that awaits its notice", () => {
    const given = start(full("11-02T09:00"), { dueAt: at("2027-03-01T17:00:00+07:00") });
    expect(get([given])).toMatchObject({ provisional: false, givenBySource: "", dueOriginalAt: at("2027-03-01T17:00:00+07:00") });
    expect(get([from("12-29T09:00")]).provisional).toBe(true);
    expect(get([from("12-28T09:00")]).provisional).toBe(false);
  });

  it("an extension to an hour within the day is kept, as is what is left of it in hours", () => {
    const events = [from("11-02T09:00"), extend("11-02T10:00", "11-03T10:00"), pause("11-02T16:00"), shift("11-04T08:00")];
    expect(get(events, { term: { value: 2, unit: "working_hour" } }).dueAt).toBe(at(full("11-04T11:30")));
  });

  it("a given due date in hours, days or on the same day shifts by what was left of it", () => {
    const given = start(full("11-02T09:00"), { dueAt: at(full("11-06T16:00")), dueSource: "x" });
    const events = [given, pause("11-04T10:00"), shift("11-09T10:00")];
    expect(get(events, { term: { value: 5, unit: "day" } }).dueAt).toBe(at(full("11-11T17:00")));
    expect(get(events, { term: { unit: "same_day" } }).dueAt).toBe(at(full("11-11T17:00")));
    expect(get(events, { term: { value: 9, unit: "working_hour" } }).dueAt).toBe(at(full("11-11T16:00")));
  });

  it("a given due date in days shifts by days, not by working days", () => {
    const given = start(full("11-02T09:00"), { dueAt: at(full("11-06T16:00")) });
    const events = [given, pause("11-04T10:00"), shift("11-13T10:00")];
    expect(get(events, { term: { value: 5, unit: "day" } }).dueAt).toBe(at(full("11-16T17:00")));
    expect(get(events).dueAt).toBe(at(full("11-17T17:00")));
  });

  it("an extended term of days goes on in days", () => {
    const events = [from("11-02T09:00"), extend("11-03T09:00", "11-12T17:00"), pause("11-10T10:00"), shift("11-13T10:00")];
    expect(get(events, { term: { value: 3, unit: "day" } }).dueAt).toBe(at(full("11-16T17:00")));
  });

  it("what was left of a given due date is not known outside the calendar", () => {
    const late = start("2027-12-01T09:00:00+07:00", { dueAt: at("2028-03-01T17:00:00+07:00") });
    const pausedLate: ClockEvent = { type: "pause", at: at("2027-12-02T09:00:00+07:00"), reason: "sector_rule" };
    expect(get([late]).remainingWorkingMinutes).toBeNull();
    expect(refusal({ events: [late, pausedLate, shift("2027-12-06T09:00:00+07:00")] })).toMatchObject([
      "calendar_not_published",
      {},
      null,
    ]);
    const early = start("2013-12-30T09:00:00+07:00", { dueAt: at("2014-01-20T17:00:00+07:00") });
    const pausedEarly: ClockEvent = { type: "pause", at: at("2014-01-06T09:00:00+07:00"), reason: "sector_rule" };
    for (const term of [THREE_DAYS, { value: 9, unit: "working_hour" } as const]) {
      expect(refusal({ term, events: [early, pausedEarly, shift("2014-01-08T09:00:00+07:00")] })).toMatchObject([
        "calendar_not_published",
        {},
        null,
      ]);
    }
  });

  it("a due date given for the very instant of the start stands", () => {
    expect(get([start(full("11-02T09:00"), { dueAt: at(full("11-02T09:00")) })]).dueAt).toBe(at(full("11-02T09:00")));
  });
});

describe("a refusal carries what its message needs, and the article where a law forbids", () => {
  it.each<[Partial<DeadlineInput>, unknown]>([
    [{ term: { value: 3, unit: "week" as never } }, ["term_unit_unknown", { unit: "week" }, null]],
    [{ term: { value: 0, unit: "day" } }, ["term_not_positive", { value: 0 }, null]],
    [{ term: { value: 1001, unit: "working_day" } }, ["term_absurd", { value: 1001, limit: 1000 }, null]],
    [{ term: { value: 2.5, unit: "working_day" } }, ["term_not_whole", { value: 2.5 }, null]],
    [{ term: { value: 0.01, unit: "working_hour" } }, ["term_not_whole", { value: 0.01 }, null]],
    [{ term: { value: 2, unit: "same_day" } }, ["term_value_without_meaning", { value: 2, unit: "same_day" }, null]],
    [
      { term: { value: 5, unit: "day" }, convention: "hours" },
      ["convention_not_for_unit", { convention: "hours", unit: "day" }, null],
    ],
    [{ calendar: getCalendar("nl") }, ["calendar_of_other_zone", { calendar: "nl", zone: "Europe/Amsterdam" }, null]],
    [{ events: [from("11-02T09:00"), extend("11-06T07:00", "11-10T17:00")] }, ["extension_after_due_date", {}, null]],
    [
      { events: [from("11-02T09:00"), extend("11-06T07:00", "11-10T17:00")], regime: "61/2018" },
      ["extension_after_due_date", {}, "Nghị định 61/2018/NĐ-CP, Điều 19 khoản 9"],
    ],
  ])("%#", (more, expected) => {
    expect(refusal(more)).toEqual(expected);
  });

  it.each([
    ["2013-12-31T09:00:00+07:00", 2013],
    ["2029-01-02T09:00:00+07:00", 2029],
    ["2027-12-31T09:00:00+07:00", 2028],
  ])("a term from %s names the year %i that lacks", (text, year) => {
    expect(refusal({ events: [start(text)] })).toEqual([
      "calendar_not_published",
      { calendar: "vn", year, firstYear: 2014, lastYear: 2027, provisional: "2027" },
      null,
    ]);
  });

  it("names every provisional year", () => {
    const { year, days } = proposeYear(2028);
    const calendar = compileCalendar(replaceYears(findCalendarData("vn")!, [year], days));
    expect(calendar.ok && refusal({ calendar: calendar.value, events: [start("2028-12-30T09:00:00+07:00")] })).toMatchObject([
      "calendar_not_published",
      { year: 2029, lastYear: 2028, provisional: "2027, 2028" },
      null,
    ]);
  });

  it("the first and the last day of the calendar can still be counted from and to", () => {
    expect(get([start("2014-01-01T00:00:00+07:00")]).dueAt).toBe(at("2014-01-06T17:00:00+07:00"));
    expect(get([start("2027-12-28T09:00:00+07:00")]).dueAt).toBe(at("2027-12-31T17:00:00+07:00"));
  });
});
