import { describe, expect, it } from "vitest";
import { getCalendar } from "#platform/reference/calendars.ts";
import { computeDeadline } from "../deadline/deadline.ts";
import { clockOfStep, visitsOf } from "./step-clock.ts";
import { fromTemplate } from "./templates.ts";

const at = (iso: string) => Date.parse(`${iso}+07:00`);
const calendar = getCalendar("vn");

describe("the stays of a dossier in its steps", () => {
  const entries = [
    { step: "a", at: 1 },
    { step: "b", at: 5 },
    { step: "b", at: 7 },
    { step: "a", at: 9 },
  ];
  it("end where the next begins; the last is open until the dossier ends", () => {
    expect(visitsOf(entries, null).get("a")).toEqual([
      { from: 1, to: 5 },
      { from: 9, to: null },
    ]);
    expect(visitsOf(entries, 12).get("a")?.at(-1)).toEqual({ from: 9, to: 12 });
  });
  it("from a step into itself is one stay: another person goes on with the same clock", () => {
    expect(visitsOf(entries, null).get("b")).toEqual([{ from: 5, to: 9 }]);
  });
});

describe("a step's clock", () => {
  const step = fromTemplate("one_desk", 24).steps[1];
  if (step === undefined) throw new Error("the template has a second step");
  const whole = computeDeadline({
    calendar,
    term: { value: 3, unit: "working_day" },
    events: [{ type: "start", at: at("2026-11-23T09:00:00"), basis: "counter" }],
  });
  if (!whole.ok) throw new Error("the whole has a deadline");

  it("counts from the moment of entry and stands while the dossier is paused", () => {
    const timed = { ...step, time: { value: 4, unit: "working_hour" as const } };
    const visits = [{ from: at("2026-11-23T10:00:00"), to: null }];
    const running = clockOfStep(calendar, timed, visits, [], whole.value);
    expect(running?.ok && new Date(running.value.deadline.dueAt ?? 0).toISOString()).toBe("2026-11-23T08:30:00.000Z");
    const pause = { from: at("2026-11-23T11:00:00"), to: at("2026-11-24T11:00:00") };
    const paused = clockOfStep(calendar, timed, visits, [pause], whole.value);
    expect(paused?.ok && (paused.value.deadline.dueAt ?? 0)).toBeGreaterThan(at("2026-11-24T11:00:00"));
  });
  it("says when its step would end after the dossier", () => {
    const late = clockOfStep(calendar, step, [{ from: at("2026-11-26T15:00:00"), to: null }], [], whole.value);
    expect(late?.ok && late.value.isAfterWhole).toBe(true);
  });
  it("is absent where the step has no time or was never entered", () => {
    expect(clockOfStep(calendar, { ...step, time: null }, [{ from: 1, to: null }], [], whole.value)).toBeNull();
    expect(clockOfStep(calendar, step, [], [], whole.value)).toBeNull();
  });
});
