import { describe, expect, it } from "vitest";
import { formatInstant } from "#core/instant.ts";
import { getCalendar } from "#platform/reference/calendars.ts";
import { at, getDeadline, start, VN } from "../../../test/support/deadline.ts";
import { alertsOf } from "./alerts.ts";
import type { ClockEvent } from "./clock-event.ts";
import type { DeadlineInput } from "./deadline.ts";
import { computeStepClock, type Step, type StepVisit } from "./steps.ts";

const full = (text: string): string => `2026-${text}:00+07:00`;
const from = (text: string) => start(full(text));
const days = (value: number) => ({ value, unit: "working_day" }) as const;

function told(term: DeadlineInput["term"], events: readonly ClockEvent[], more: Partial<DeadlineInput> = {}): readonly string[] {
  const input = { calendar: VN, term, events, ...more };
  return alertsOf(input.calendar, getDeadline(input)).map((alert) => `${alert.kind} ${formatInstant(alert.at).slice(5, 16)}`);
}

describe("warnings of an open dossier", () => {
  it("O2: due Monday 7 September, warned on Thursday 3, last day for a letter Friday 4 (the eve is a Sunday)", () => {
    expect(told(days(3), [from("08-31T09:00")])).toEqual([
      "two_days_before 09-03T07:30",
      "one_day_before 09-04T07:30",
      "last_apology_day 09-04T07:30",
      "half 09-04T11:30",
      "due 09-07T17:00",
      "late 09-08T07:30",
    ]);
  });

  it("half of the working time is counted in minutes, rounded up", () => {
    expect(told({ value: 8, unit: "working_hour" }, [from("11-02T07:30")])[0]).toBe("half 11-02T11:30");
    expect(told({ value: 1, unit: "working_hour" }, [from("11-02T11:15")])[0]).toBe("half 11-02T13:15");
    expect(told(days(1), [from("11-20T18:00")])).toContain("half 11-23T11:30");
  });

  it("a short term has no warning before its count began; a letter is lawful on the day of receipt", () => {
    expect(told(days(1), [from("11-02T09:00")])).toEqual([
      "last_apology_day 11-02T09:00",
      "half 11-03T08:15",
      "due 11-03T17:00",
      "late 11-04T07:30",
    ]);
    expect(told({ unit: "same_day" }, [from("11-02T09:00")])).toEqual([
      "half 11-02T13:45",
      "due 11-02T17:00",
      "late 11-03T07:30",
    ]);
  });

  it("warns anew after a resumption, and not at all while paused, stopped or without a due date", () => {
    const pause: ClockEvent = { type: "pause", at: at(full("11-03T15:00")), reason: "financial_duty" };
    const resume: ClockEvent = { type: "resume", at: at(full("11-05T10:00")), mode: "shift" };
    const stop: ClockEvent = { type: "stop", at: at(full("11-06T10:00")) };
    expect(told(days(5), [from("11-02T09:00"), pause])).toEqual([]);
    expect(told(days(5), [from("11-02T09:00"), stop])).toEqual([]);
    expect(told({ unit: "none" }, [from("11-02T09:00")])).toEqual([]);
    expect(told(days(5), [from("11-02T09:00"), pause, resume])).toEqual([
      "two_days_before 11-09T07:30",
      "half 11-09T14:15",
      "one_day_before 11-10T07:30",
      "last_apology_day 11-10T07:30",
      "due 11-11T17:00",
      "late 11-12T07:30",
    ]);
  });

  it("a regime without a rule of notice keeps one day; the next opening follows a due day before a holiday", () => {
    expect(told(days(2), [from("11-19T09:00")], { regime: "93/2007" })).toContain("last_apology_day 11-20T07:30");
    expect(told(days(2), [from("11-19T09:00")], { regime: "none" })).toContain("last_apology_day 11-20T07:30");
    expect(told(days(2), [from("11-19T09:00")])).toContain("late 11-25T07:30");
  });

  it("outside its calendar a given due date warns of itself alone", () => {
    const given = start("2010-03-01T09:00:00+07:00", { dueAt: at("2010-04-26T16:00:00+07:00"), dueSource: "log" });
    expect(told({ unit: "none" }, [given])).toEqual(["due 04-26T16:00"]);
    expect(told({ unit: "none" }, [given], { calendar: getCalendar("nl") })).toEqual(["due 04-26T16:00"]);
    const beyond = start("2026-11-02T09:00:00+07:00", { dueAt: at("2031-04-28T16:00:00+07:00"), dueSource: "log" });
    expect(told(days(5), [beyond])).toEqual(["due 04-28T16:00"]);
    const last = start("2027-12-30T09:00:00+07:00");
    expect(told(days(1), [last])).toEqual(["last_apology_day 12-30T09:00", "half 12-31T08:15", "due 12-31T17:00"]);
  });
});

describe("the clock of a step", () => {
  const whole = getDeadline({ calendar: VN, term: days(10), events: [from("11-02T08:00")] });
  const visit = (begin: string, end: string | null): StepVisit => ({
    from: at(full(begin)),
    to: end === null ? null : at(full(end)),
  });
  const step = (visits: readonly StepVisit[], value = 3): Step => ({ id: "appraisal", term: days(value), visits });
  const clockOf = (visits: readonly StepVisit[], pauses: readonly StepVisit[] = [], value = 3) => {
    const clock = computeStepClock(VN, step(visits, value), pauses, whole);
    if (!clock.ok) return `${clock.error.code} ${clock.error.field}`;
    const { state, dueAt } = clock.value.deadline;
    return `${state} ${formatInstant(dueAt!).slice(5, 16)}`;
  };

  it("counts from its own start", () => {
    expect(clockOf([visit("11-03T09:00", null)])).toBe("running 11-06T17:00");
  });

  it("done again, goes on with what was left: the time between stands apart", () => {
    expect(clockOf([visit("11-03T09:00", "11-04T09:00"), visit("11-10T09:00", null)])).toBe("running 11-12T17:00");
    expect(clockOf([visit("11-03T09:00", "11-04T09:00"), visit("11-10T09:00", "11-11T09:00"), visit("11-16T09:00", null)])).toBe(
      "running 11-17T17:00",
    );
  });

  it("left for good, has ended", () => {
    const clock = computeStepClock(VN, step([visit("11-03T09:00", "11-05T10:00")]), [], whole);
    expect(clock.ok && clock.value.deadline).toMatchObject({
      state: "stopped",
      endedAt: at(full("11-05T10:00")),
      clockEndedAt: at(full("11-05T10:00")),
    });
    expect(clock.ok && clock.value.id).toBe("appraisal");
  });

  it("stands still while the dossier is paused, whenever the pause begins or ends", () => {
    expect(clockOf([visit("11-03T09:00", null)], [visit("11-04T09:00", "11-09T09:00")])).toBe("running 11-11T17:00");
    expect(clockOf([visit("11-03T09:00", null)], [visit("11-04T09:00", null)])).toBe("paused 11-06T17:00");
    expect(clockOf([visit("11-03T09:00", null)], [visit("11-02T09:00", "11-05T09:00")])).toBe("running 11-10T17:00");
    expect(clockOf([visit("11-03T09:00", null)], [visit("11-02T09:00", "11-03T08:00")])).toBe("running 11-06T17:00");
    expect(clockOf([visit("11-03T09:00", "11-05T09:00")], [visit("11-05T09:00", "11-09T09:00")])).toBe("stopped 11-06T17:00");
    const between = [visit("11-03T09:00", "11-04T09:00"), visit("11-10T09:00", null)];
    expect(clockOf(between, [visit("11-05T09:00", "11-06T09:00")])).toBe(clockOf(between));
    expect(clockOf(between, [visit("11-06T09:00", "11-10T09:00")])).toBe(clockOf(between));
    expect(clockOf(between, [visit("11-03T15:00", "11-04T09:00")])).toBe("running 11-13T17:00");
    expect(
      clockOf([visit("11-03T09:00", "11-05T09:00"), visit("11-10T09:00", null)], [visit("11-04T09:00", "11-06T09:00")]),
    ).toBe("running 11-12T17:00");
  });

  it("says when it reaches past the whole dossier", () => {
    const beyond = (begin: string) => computeStepClock(VN, step([visit(begin, null)]), [], whole);
    const [fits, exceeds] = [beyond("11-11T09:00"), beyond("11-12T09:00")];
    expect(fits.ok && fits.value.isAfterWhole).toBe(false);
    expect(exceeds.ok && exceeds.value.isAfterWhole).toBe(true);
    const endless = computeStepClock(VN, { ...step([visit("11-11T09:00", null)]), term: { unit: "none" } }, [], whole);
    expect(endless.ok && endless.value.isAfterWhole).toBe(false);
    const open = getDeadline({ calendar: VN, term: { unit: "none" }, events: [from("11-02T08:00")] });
    const within = computeStepClock(VN, step([visit("11-11T09:00", null)]), [], open);
    expect(within.ok && within.value.isAfterWhole).toBe(false);
  });

  it("refuses stays that overlap or end before they begin, none at all, and a bad term", () => {
    expect(clockOf([visit("11-03T09:00", null), visit("11-04T09:00", null)])).toBe("events_out_of_order visits[1].from");
    expect(clockOf([visit("11-03T09:00", "11-05T09:00"), visit("11-04T09:00", null)])).toBe("events_out_of_order visits[1].from");
    expect(clockOf([visit("11-05T09:00", "11-04T09:00")])).toBe("events_out_of_order visits[0].from");
    expect(clockOf([visit("11-05T09:00", "11-05T09:00")])).toBe("stopped 11-10T17:00");
    expect(clockOf([])).toBe("events_missing events");
    expect(clockOf([visit("11-03T09:00", null)], [], 0)).toBe("term_not_positive term.value");
    expect(clockOf([visit("11-03T09:00", "11-04T09:00"), visit("11-04T09:00", null)])).toBe("running 11-06T17:00");
  });
});
