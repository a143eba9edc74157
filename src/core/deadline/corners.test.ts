import { describe, expect, it } from "vitest";
import { formatInstant } from "#core/instant.ts";
import { getCalendar } from "#platform/reference/calendars.ts";
import { at, getDeadline, refusalOf, start, VN } from "../../../test/support/deadline.ts";
import { CLASSIFICATION_POLICIES, classify, factsOf } from "./classify.ts";
import type { ClockEvent, ExtendEvent, PauseReason } from "./clock-event.ts";
import type { Convention, Term } from "./term.ts";

const day = (text: string): string => (text.length > 16 ? text : `2026-${text}:00+07:00`);
const from = (text: string) => start(day(text));
const pause = (text: string, reason: PauseReason = "financial_duty"): ClockEvent => ({
  type: "pause",
  at: at(day(text)),
  reason,
});
const shift = (text: string): ClockEvent => ({ type: "resume", at: at(day(text)), mode: "shift" });
const restart = (text: string): ClockEvent => ({ type: "resume", at: at(day(text)), mode: "restart" });
const extend = (text: string, due: string): ExtendEvent => ({ type: "extend", at: at(day(text)), dueAt: at(day(due)) });
const revoke = (text: string): ClockEvent => ({ type: "extend_revoked", at: at(day(text)) });
const stop = (text: string): ClockEvent => ({ type: "stop", at: at(day(text)) });

const get = (term: Term, events: readonly ClockEvent[], convention?: Convention) =>
  getDeadline({ calendar: VN, term, events, convention, regime: "none" });
const due = (term: Term, events: readonly ClockEvent[], convention?: Convention): string =>
  formatInstant(get(term, events, convention).dueAt!).slice(5, 16);
const refusal = (term: Term, events: readonly ClockEvent[]): string => refusalOf({ calendar: VN, term, events, regime: "none" });

const THREE_DAYS: Term = { value: 3, unit: "working_day" };
const TEN_CALENDAR_DAYS: Term = { value: 10, unit: "day" };
const SAME_DAY: Term = { unit: "same_day" };

describe("corner cases of the clock (the table in docs/legal/clock.md)", () => {
  it("C01 a pause on the last day leaves nothing: due at the end of the day of resumption", () => {
    expect(due(THREE_DAYS, [from("11-02T09:00"), pause("11-05T10:00"), shift("11-11T10:00")])).toBe("11-11T17:00");
  });

  it("C02 nothing left and resumed on a day off: due at the end of the next working day", () => {
    expect(due(THREE_DAYS, [from("11-02T09:00"), pause("11-05T10:00"), shift("11-14T10:00")])).toBe("11-16T17:00");
  });

  it("C03 nothing left in hours: due at the minute of resumption, or at the next opening", () => {
    const events = [from("11-02T09:00"), pause("11-02T11:00")];
    expect(due({ value: 2, unit: "working_hour" }, [...events, shift("11-03T10:20")])).toBe("11-03T10:20");
    expect(due({ value: 2, unit: "working_hour" }, [...events, shift("11-03T12:20")])).toBe("11-03T13:00");
    expect(due({ value: 2, unit: "working_hour" }, [...events, shift("11-07T12:20")])).toBe("11-09T07:30");
    expect(due({ value: 2, unit: "working_hour" }, [...events, shift("11-03T11:30")])).toBe("11-03T11:30");
  });

  it("C04 a pause after the due date changes nothing: late stays late, by shift and by restart", () => {
    for (const resume of [shift, restart]) {
      expect(due(THREE_DAYS, [from("11-02T09:00"), pause("11-06T09:00"), resume("11-16T09:00")])).toBe("11-05T17:00");
    }
  });

  it("C05 a pause on the evening of the due day is not late in dates, and late in hours", () => {
    const events = [from("11-02T09:00"), pause("11-05T20:00"), shift("11-11T10:00")];
    expect(due(THREE_DAYS, events)).toBe("11-11T17:00");
    expect(due({ value: 28, unit: "working_hour" }, events)).toBe("11-05T14:30");
  });

  it("C06 calendar days: used up to and including the day of the pause, the rest from the resumption, rolled", () => {
    const events = [from("11-02T09:00"), pause("11-05T10:00"), shift("11-14T10:00")];
    expect(due(TEN_CALENDAR_DAYS, events)).toBe("11-23T17:00");
  });

  it("C07 months are shifted in calendar days", () => {
    const events = [from("03-10T09:00"), pause("03-20T10:00"), shift("03-25T10:00")];
    expect(due({ value: 1, unit: "month" }, events)).toBe("04-15T17:00");
  });

  it("C08 a pause while a term of days waits for the end of a run of days off leaves nothing", () => {
    const events = [from("02-05T09:00"), pause("02-18T10:00"), shift("03-03T10:00")];
    expect(due(TEN_CALENDAR_DAYS, events)).toBe("03-03T17:00");
  });

  it("C09 a same-day matter follows the rule of its day at the resumption", () => {
    const events = [from("11-02T09:00"), pause("11-02T10:00")];
    expect(due(SAME_DAY, [...events, shift("11-04T14:00")])).toBe("11-04T17:00");
    expect(due(SAME_DAY, [...events, shift("11-04T15:01")])).toBe("11-05T17:00");
    expect(due(SAME_DAY, [...events, shift("11-07T09:00")])).toBe("11-09T17:00");
  });

  it("C10 a pause after an extension shifts what was left to the extended date", () => {
    const events = [from("11-02T09:00"), extend("11-03T09:00", "11-10T17:00"), pause("11-06T10:00"), shift("11-16T09:00")];
    expect(due(THREE_DAYS, events)).toBe("11-18T17:00");
  });

  it("C11 an extended same-day matter goes on in working days", () => {
    const events = [from("11-02T09:00"), extend("11-02T10:00", "11-05T17:00"), pause("11-03T10:00"), shift("11-09T09:00")];
    expect(due(SAME_DAY, events)).toBe("11-11T17:00");
  });

  it("C12 a restart after an extension uses it up; the count stays at one", () => {
    const events = [from("11-02T09:00"), extend("11-03T09:00", "11-10T17:00"), pause("11-06T10:00"), restart("11-16T09:00")];
    const deadline = get(THREE_DAYS, events);
    expect(formatInstant(deadline.dueAt!)).toBe("2026-11-19T17:00:00+07:00");
    expect(deadline.extensionCount).toBe(1);
  });

  it("C13 an extension to a day off falls due at the end of the next working day", () => {
    expect(due(THREE_DAYS, [from("11-02T09:00"), extend("11-03T09:00", "11-14T09:00")])).toBe("11-16T17:00");
  });

  it("C14 an extension given on the due day is lawful arithmetic; after it, it is refused", () => {
    expect(due(THREE_DAYS, [from("11-02T09:00"), extend("11-05T18:00", "11-10T17:00")])).toBe("11-10T17:00");
    expect(refusal(THREE_DAYS, [from("11-02T09:00"), extend("11-06T07:00", "11-10T17:00")])).toBe(
      "extension_after_due_date events[1].at",
    );
  });

  it("C15 an extension to the present due date or an earlier one is refused", () => {
    for (const earlier of ["11-05T17:00", "11-04T17:00"]) {
      expect(refusal(THREE_DAYS, [from("11-02T09:00"), extend("11-03T09:00", earlier)])).toBe(
        "extension_to_earlier_date events[1].due_at",
      );
    }
  });

  it("C16 a second extension is measured from the first, and revoking takes the last one back", () => {
    const events = [from("11-02T09:00"), extend("11-03T09:00", "11-10T17:00"), extend("11-04T09:00", "11-12T17:00")];
    expect(due(THREE_DAYS, events)).toBe("11-12T17:00");
    expect(due(THREE_DAYS, [...events, revoke("11-04T10:00")])).toBe("11-10T17:00");
    expect(due(THREE_DAYS, [...events, revoke("11-04T10:00"), revoke("11-04T11:00")])).toBe("11-05T17:00");
    expect(refusal(THREE_DAYS, [...events, revoke("11-04T10:00"), revoke("11-04T11:00"), revoke("11-04T12:00")])).toBe(
      "no_extension_to_revoke events[5].type",
    );
  });

  it("C17 a revoked extension leaves a pause that it covered late", () => {
    const events = [from("11-02T09:00"), extend("11-03T09:00", "11-12T17:00"), pause("11-09T09:00"), shift("11-11T09:00")];
    expect(due(THREE_DAYS, events)).toBe("11-16T17:00");
    expect(due(THREE_DAYS, [...events, revoke("11-11T10:00")])).toBe("11-05T17:00");
  });

  it("C18 an extension while paused is refused", () => {
    const events = [from("11-02T09:00"), pause("11-03T09:00"), extend("11-03T10:00", "11-12T17:00")];
    expect(refusal(THREE_DAYS, events)).toBe("extension_while_paused events[2].type");
  });

  it("C19 a stop while paused is judged at the pause: no time accrued since", () => {
    const deadline = get(THREE_DAYS, [from("11-02T09:00"), pause("11-04T09:00"), stop("12-20T09:00")]);
    expect(deadline.state).toBe("stopped");
    expect(deadline.clockEndedAt).toBe(at("2026-11-04T09:00:00+07:00"));
    expect(classify(CLASSIFICATION_POLICIES.II06a, factsOf(deadline, "working_day"))).toBe("early");
  });

  it("C20 a pause and a resumption on one day use up that day and no more", () => {
    expect(due(THREE_DAYS, [from("11-02T09:00"), pause("11-03T09:00"), shift("11-03T16:00")])).toBe("11-05T17:00");
    expect(due(THREE_DAYS, [from("11-02T09:00"), pause("11-02T10:00"), shift("11-02T16:00")])).toBe("11-05T17:00");
  });

  it("C21 a due date given by the source is not computed; a shift moves what was left of it", () => {
    const given = start(day("11-02T09:00"), { dueAt: at(day("11-06T16:00")), dueSource: "register" });
    const deadline = get(THREE_DAYS, [given]);
    expect(formatInstant(deadline.dueAt!)).toBe("2026-11-06T16:00:00+07:00");
    expect(deadline.givenBySource).toBe("register");
    expect(due(THREE_DAYS, [given, pause("11-04T10:00"), shift("11-09T10:00")])).toBe("11-11T17:00");
    expect(due(THREE_DAYS, [given, pause("11-04T10:00"), restart("11-09T10:00")])).toBe("11-12T17:00");
  });

  it("C22 a given due date without a term cannot be moved by a pause, and none may lie before the start", () => {
    const given = start(day("11-02T09:00"), { dueAt: at(day("11-06T16:00")), dueSource: "register" });
    expect(refusal({ unit: "none" }, [given, pause("11-04T10:00"), shift("11-09T10:00")])).toBe(
      "given_due_date_without_unit term.unit",
    );
    expect(refusal({ unit: "none" }, [start(day("11-02T09:00"), { dueAt: at(day("11-01T16:00")) })])).toBe(
      "given_due_date_before_start events[0].due_at",
    );
  });

  it("C23 a given due date needs no calendar for its years", () => {
    const given = start("2010-03-01T09:00:00+07:00", { dueAt: at("2010-04-26T16:00:00+07:00"), dueSource: "log" });
    const deadline = get({ unit: "none" }, [given, { type: "stop", at: at("2010-04-26T15:59:00+07:00") }]);
    expect(deadline.remainingWorkingMinutes).toBeNull();
    expect(classify(CLASSIFICATION_POLICIES.source_label, factsOf(deadline, "none"))).toBe("on_time");
  });

  it("C28 a calendar of another zone counts nothing; a due date given by its log stands", () => {
    const calendar = getCalendar("nl");
    const from_ = start("2011-03-01T09:00:00+07:00");
    expect(refusalOf({ calendar, term: THREE_DAYS, events: [from_], regime: "none" })).toBe("calendar_of_other_zone calendar");
    const given = { ...from_, dueAt: at("2011-04-26T16:00:00+07:00"), dueSource: "log" };
    const events: ClockEvent[] = [given, extend("2011-03-02T09:00:00+07:00", "2011-05-01T16:00:00+07:00")];
    const deadline = getDeadline({ calendar, term: THREE_DAYS, events, regime: "none" });
    expect(deadline).toMatchObject({ dueAt: at("2011-05-01T16:00:00+07:00"), remainingWorkingMinutes: null, provisional: false });
    const resumed: ClockEvent[] = [given, pause("2011-03-02T09:00:00+07:00"), shift("2011-03-04T09:00:00+07:00")];
    expect(refusalOf({ calendar, term: THREE_DAYS, events: resumed, regime: "none" })).toBe("calendar_of_other_zone calendar");
  });

  it("C24 a procedure without a fixed term has no due date and runs, pauses and stops all the same", () => {
    expect(get({ unit: "none" }, [from("11-02T09:00")])).toMatchObject({ dueAt: null, state: "none" });
    expect(get({ unit: "none" }, [from("11-02T09:00"), pause("11-03T09:00")]).state).toBe("paused");
    expect(get({ unit: "none" }, [from("11-02T09:00"), pause("11-03T09:00"), shift("11-04T09:00")]).state).toBe("none");
    expect(get({ unit: "none" }, [from("11-02T09:00"), stop("11-03T09:00")]).state).toBe("stopped");
    expect(refusal({ unit: "none" }, [from("11-02T09:00"), extend("11-03T09:00", "11-12T17:00")])).toBe(
      "extension_without_term events[1].type",
    );
  });

  it("C25 a resumption without a mode restarts after a supplement and shifts after anything else", () => {
    const resume: ClockEvent = { type: "resume", at: at(day("11-09T10:00")) };
    expect(due(THREE_DAYS, [from("11-02T09:00"), pause("11-03T09:00", "supplement"), resume])).toBe("11-12T17:00");
    expect(due(THREE_DAYS, [from("11-02T09:00"), pause("11-03T09:00", "financial_duty"), resume])).toBe("11-11T17:00");
    expect(due(THREE_DAYS, [from("11-02T09:00"), pause("11-03T09:00", "sector_rule"), resume])).toBe("11-11T17:00");
  });

  it("C26 seconds are dropped in hours, and kept for 15:00 of a same-day matter", () => {
    expect(due({ value: 1, unit: "working_hour" }, [from("2026-11-02T09:00:59+07:00")])).toBe("11-02T10:00");
    expect(due(SAME_DAY, [from("2026-11-02T15:00:00.500+07:00")])).toBe("11-03T17:00");
  });

  it("C27 a month that has no such day ends on its last: 31 October and four months", () => {
    expect(due({ value: 4, unit: "month" }, [start("2025-10-31T09:00:00+07:00")])).toBe("03-02T17:00");
  });
});
