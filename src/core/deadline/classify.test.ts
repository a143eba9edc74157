import { describe, expect, it } from "vitest";
import { at, getDeadline, start, VN } from "../../../test/support/deadline.ts";
import { CLASSIFICATION_POLICIES, classify, factsOf, POLICY_NAMES, type PolicyName, type TimelinessFacts } from "./classify.ts";

const DUE = at("2026-11-10T17:00:00+07:00");
const FACTS: TimelinessFacts = {
  endedAt: null,
  pausedAt: null,
  dueAt: DUE,
  dueOriginalAt: DUE,
  dueUnextendedAt: DUE,
  termUnit: "working_day",
  timeZone: "Asia/Ho_Chi_Minh",
  supplementRequests: 0,
  hasApology: false,
  asOf: at("2026-11-05T09:00:00+07:00"),
};

const judge = (name: PolicyName, facts: Partial<TimelinessFacts>) =>
  classify(CLASSIFICATION_POLICIES[name], { ...FACTS, ...facts });
const ended = (text: string): Partial<TimelinessFacts> => ({ endedAt: at(text) });
const open = (text: string): Partial<TimelinessFacts> => ({ asOf: at(text) });

const EVE = "2026-11-09T16:00:00+07:00";
const DUE_EVENING = "2026-11-10T23:59:00+07:00";
const NEXT_MORNING = "2026-11-11T00:00:00+07:00";

describe("classification policies", () => {
  it("a policy of days compares days, of a term in hours too; one that calls the due day late calls it so", () => {
    const hours = {
      ...FACTS,
      termUnit: "working_hour",
      dueAt: at("2026-11-10T10:00:00+07:00"),
      endedAt: at(DUE_EVENING),
    } as const;
    const byMinute = CLASSIFICATION_POLICIES.II06a;
    expect(classify(byMinute, hours)).toBe("late");
    expect(classify({ ...byMinute, compare: "local_date" }, hours)).toBe("on_time");
    expect(classify({ ...byMinute, compare: "local_date", equal: "late" }, hours)).toBe("late");
  });

  it("an extension rests on a letter; without one there is none", () => {
    const term = { value: 5, unit: "working_day" } as const;
    const plain = getDeadline({ calendar: VN, term, events: [start("2026-11-02T09:00:00+07:00")] });
    expect(factsOf(plain, "working_day").hasApology).toBe(false);
    expect(factsOf({ ...plain, extensionCount: 1 }, "working_day").hasApology).toBe(true);
  });

  it.each<[PolicyName, string, string, string]>([
    ["II06a", "early", "on_time", "late"],
    ["766.2.1", "on_time", "on_time", "late"],
    ["BTP07a", "on_time", "on_time", "late_without_apology"],
    ["legal61", "early", "on_time", "late"],
    ["source_label", "on_time", "late", "late"],
  ])("%s: ended on the eve %s, on the due day after hours %s, the day after %s", (name, eve, dueDay, after) => {
    expect(judge(name, ended(EVE))).toBe(eve);
    expect(judge(name, ended(DUE_EVENING))).toBe(dueDay);
    expect(judge(name, ended(NEXT_MORNING))).toBe(after);
  });

  it.each<[PolicyName, string, string, string]>([
    ["II06a", "not_due", "not_due", "late"],
    ["766.2.1", "on_time", "on_time", "late"],
    ["BTP07a", "not_due", "not_due", "late_without_apology"],
    ["legal61", "not_due", "not_due", "late"],
    ["source_label", "not_due", "not_due", "not_due"],
  ])("%s: open on the eve %s, on the due day %s, the day after %s", (name, eve, dueDay, after) => {
    expect(judge(name, open(EVE))).toBe(eve);
    expect(judge(name, open(DUE_EVENING))).toBe(dueDay);
    expect(judge(name, open(NEXT_MORNING))).toBe(after);
  });

  it("only a term in hours is judged by the minute", () => {
    const facts = { ...ended("2026-11-10T17:00:59+07:00"), termUnit: "working_hour" } as const;
    expect(judge("II06a", facts)).toBe("on_time");
    expect(judge("II06a", { ...facts, ...ended("2026-11-10T17:01:00+07:00") })).toBe("late");
    expect(judge("II06a", { ...facts, ...ended("2026-11-10T16:59:59+07:00") })).toBe("early");
    for (const termUnit of ["working_day", "day", "month", "same_day"] as const) {
      expect(judge("II06a", { ...ended("2026-11-10T17:01:00+07:00"), termUnit })).toBe("on_time");
    }
  });

  it("dates are those of the unit's own zone", () => {
    const facts = { ...ended("2026-11-11T02:00:00+07:00"), timeZone: "Europe/Amsterdam" };
    expect(judge("II06a", facts)).toBe("on_time");
    expect(judge("II06a", { ...facts, timeZone: "Asia/Ho_Chi_Minh" })).toBe("late");
  });

  it("source_label: strictly before the instant is in time, at the instant is late", () => {
    expect(judge("source_label", { endedAt: DUE - 1 })).toBe("on_time");
    expect(judge("source_label", { endedAt: DUE })).toBe("late");
    expect(judge("source_label", { endedAt: DUE, dueAt: null })).toBe("not_due");
  });

  it("without a due date a finished dossier is on time (II.06a) and an open one not due", () => {
    for (const name of ["II06a", "766.2.1", "BTP07a", "legal61"] as const) {
      expect(judge(name, { ...ended(EVE), dueAt: null, dueUnextendedAt: null })).toBe("on_time");
      expect(judge(name, { dueAt: null, dueUnextendedAt: null })).toBe("not_due");
    }
  });

  it("766: a second request for supplements makes it late, however early it ended", () => {
    expect(judge("766.2.1", { ...ended(EVE), supplementRequests: 1 })).toBe("on_time");
    expect(judge("766.2.1", { ...ended(EVE), supplementRequests: 2 })).toBe("late");
    expect(judge("II06a", { ...ended(EVE), supplementRequests: 2 })).toBe("early");
  });

  it("766: a dossier that waits for supplements ended with the request", () => {
    const waiting = { pausedAt: at(EVE), ...open("2026-12-30T09:00:00+07:00") };
    expect(judge("766.2.1", waiting)).toBe("on_time");
    expect(judge("766.2.1", { ...waiting, pausedAt: at(NEXT_MORNING) })).toBe("late");
  });

  it("a paused dossier is not late by time that passes in the pause", () => {
    const waiting = { pausedAt: at(EVE), ...open("2026-12-30T09:00:00+07:00") };
    expect(judge("II06a", waiting)).toBe("not_due");
    expect(judge("II06a", { ...waiting, pausedAt: at(NEXT_MORNING) })).toBe("late");
  });

  it("BTP07a: an extension cleans no lateness, and late is told apart by the apology letter", () => {
    const extended = { dueAt: at("2026-11-20T17:00:00+07:00"), ...ended("2026-11-13T09:00:00+07:00") };
    expect(judge("BTP07a", { ...extended, hasApology: true })).toBe("late_with_apology");
    expect(judge("BTP07a", extended)).toBe("late_without_apology");
    expect(judge("II06a", extended)).toBe("early");
    expect(judge("legal61", extended)).toBe("late");
  });

  it("a policy by the date first promised knows neither pauses nor extensions", () => {
    const original = { ...CLASSIFICATION_POLICIES.II06a, due: "original" } as const;
    const facts = { ...FACTS, dueAt: at("2026-12-01T17:00:00+07:00"), dueUnextendedAt: at("2026-12-01T17:00:00+07:00") };
    expect(classify(original, { ...facts, ...ended(NEXT_MORNING) })).toBe("late");
    expect(classify(CLASSIFICATION_POLICIES.II06a, { ...facts, ...ended(NEXT_MORNING) })).toBe("early");
  });

  it("a policy is data: its name, a version, where it is written and whether that was verified", () => {
    for (const name of POLICY_NAMES) {
      const policy = CLASSIFICATION_POLICIES[name];
      expect(policy.name).toBe(name);
      expect(policy.version).toBe(1);
      expect(policy.basis.length).toBeGreaterThan(10);
    }
    expect(POLICY_NAMES.filter((name) => CLASSIFICATION_POLICIES[name].verified)).toEqual(["II06a", "legal61", "source_label"]);
  });

  it("the facts of a deadline carry its end, its pause and whether a letter was written", () => {
    const term = { value: 3, unit: "working_day" } as const;
    const events = [
      start("2026-11-02T09:00:00+07:00"),
      { type: "extend", at: at("2026-11-03T09:00:00+07:00"), dueAt: at("2026-11-12T17:00:00+07:00") } as const,
      { type: "pause", at: at("2026-11-04T09:00:00+07:00"), reason: "supplement" } as const,
    ];
    const deadline = getDeadline({ calendar: VN, term, events, asOf: at("2026-11-20T09:00:00+07:00") });
    expect(factsOf(deadline, "working_day")).toEqual({
      endedAt: null,
      pausedAt: at("2026-11-04T09:00:00+07:00"),
      dueAt: at("2026-11-12T17:00:00+07:00"),
      dueOriginalAt: at("2026-11-05T17:00:00+07:00"),
      dueUnextendedAt: at("2026-11-05T17:00:00+07:00"),
      termUnit: "working_day",
      timeZone: "Asia/Ho_Chi_Minh",
      supplementRequests: 1,
      hasApology: true,
      asOf: at("2026-11-20T09:00:00+07:00"),
    });
    expect(factsOf(deadline, "working_day", false).hasApology).toBe(false);
  });

  it("O1: one supplement leaves 766 comparable, a second makes it late", () => {
    const term = { value: 3, unit: "working_day" } as const;
    const once = [
      start("2026-08-27T09:00:00+07:00"),
      { type: "pause", at: at("2026-08-28T15:00:00+07:00"), reason: "supplement" } as const,
      { type: "resume", at: at("2026-09-03T10:00:00+07:00"), mode: "restart" } as const,
    ];
    const again = [
      ...once,
      { type: "pause", at: at("2026-09-04T10:00:00+07:00"), reason: "supplement" } as const,
      { type: "resume", at: at("2026-09-05T10:00:00+07:00"), mode: "restart" } as const,
    ];
    const end = { type: "stop", at: at("2026-09-07T10:00:00+07:00") } as const;
    const class766 = (events: readonly (typeof again)[number][]) =>
      classify(
        CLASSIFICATION_POLICIES["766.2.1"],
        factsOf(getDeadline({ calendar: VN, term, events: [...events, end] }), "working_day"),
      );
    expect(class766(once)).toBe("on_time");
    expect(class766(again)).toBe("late");
  });
});
