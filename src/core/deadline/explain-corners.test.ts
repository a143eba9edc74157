import { describe, expect, it } from "vitest";
import { plainDate } from "#core/plain-date.ts";
import { at, getDeadline, start, VN } from "../../../test/support/deadline.ts";
import type { ClockEvent } from "./clock-event.ts";
import type { DeadlineInput } from "./deadline.ts";
import { explainDeadline } from "./explain.ts";
import { citizenSentence, describeLine, officerTable } from "./wording.ts";

const full = (text: string): string => `2026-${text}:00+07:00`;
const from = (text: string) => start(full(text));
const days = (value: number) => ({ value, unit: "working_day" }) as const;
const event = <T extends ClockEvent["type"]>(type: T, text: string, more: object = {}): ClockEvent =>
  ({ type, at: at(full(text)), ...more }) as ClockEvent;
const extend = (text: string, due: string) => event("extend", text, { dueAt: at(full(due)) });

function linesOf(term: DeadlineInput["term"], events: readonly ClockEvent[], more: Partial<DeadlineInput> = {}) {
  const input: DeadlineInput = { calendar: VN, term, events, ...more };
  const lines = explainDeadline(input, getDeadline(input));
  return { input, lines };
}
const told = (...args: Parameters<typeof linesOf>): readonly string[] =>
  linesOf(...args).lines.map(({ on, counted, why }) => `${on.slice(5)} ${counted ? "+" : "-"} ${why}`);

describe("an explanation at its corners", () => {
  it("without a regime an extension rests on no article, and does not call it unverified", () => {
    const { lines } = linesOf(days(3), [from("11-02T09:00"), extend("11-03T09:00", "11-10T17:00")], { regime: "none" });
    expect(lines.find(({ why }) => why === "extended")).toEqual({
      on: "2026-11-03",
      counted: false,
      why: "extended",
      basis: undefined,
      verified: undefined,
      dueAt: at(full("11-10T17:00")),
    });
  });

  it("a resumption without a mode says what the law makes of it: anew after a supplement, on with the rest otherwise", () => {
    const resumed = (reason: string, term: DeadlineInput["term"] = days(5)) =>
      told(term, [from("11-02T09:00"), event("pause", "11-03T09:00", { reason }), event("resume", "11-05T09:00")]).filter(
        (line) => /restart|shift/.test(line),
      );
    expect(resumed("supplement")).toEqual(["11-05 - restart"]);
    expect(resumed("financial_duty")).toEqual(["11-05 - shift"]);
    const sameDay = [
      from("11-02T09:00"),
      event("pause", "11-02T10:00", { reason: "financial_duty" }),
      event("resume", "11-05T09:00"),
    ];
    expect(told({ unit: "same_day" }, sameDay).filter((line) => /restart|shift/.test(line))).toEqual(["11-05 - restart"]);
  });

  it("what is not verified stands before the events that come after the count", () => {
    const late = event("pause", "11-12T09:00", { reason: "supplement" });
    const { lines } = linesOf(days(20), [from("11-02T09:00"), late, event("stop", "11-16T09:00", { outcome: "withdrawn" })]);
    expect(lines.slice(-2).map(({ on, counted, why }) => `${on} ${counted} ${why}`)).toEqual([
      "2026-11-02 false unverified_rule",
      "2026-11-16 false stop",
    ]);
  });

  it("an extension taken back is told after the days, with the date that it would have given", () => {
    const { lines } = linesOf(days(5), [
      from("11-02T09:00"),
      extend("11-03T09:00", "11-16T17:00"),
      event("extend_revoked", "11-04T09:00"),
    ]);
    expect(lines.slice(-2).map(({ on, why, dueAt }) => [on, why, dueAt])).toEqual([
      ["2026-11-03", "extended", at(full("11-16T17:00"))],
      ["2026-11-04", "extension_revoked", undefined],
    ]);
  });

  it("no fixed term has no days, paused or not", () => {
    const waiting = event("pause", "11-04T09:00", { reason: "financial_duty" });
    expect(told({ unit: "none" }, [from("11-02T09:00")])).toEqual(["11-02 - no_fixed_term"]);
    expect(told({ unit: "none" }, [from("11-02T09:00"), waiting])).toEqual(["11-02 - no_fixed_term", "11-04 - pause"]);
  });

  it("a pause after the due date names what is waited for", () => {
    const { input, lines } = linesOf(days(1), [from("11-02T09:00"), event("pause", "11-05T09:00", { reason: "financial_duty" })]);
    const line = lines.find(({ why }) => why === "pause_after_due");
    expect(line && describeLine(line, input, "vi")).toContain("chờ thực hiện nghĩa vụ tài chính");
  });

  it("a basis that is not there is not called unverified", () => {
    const { input } = linesOf(days(1), [from("11-02T09:00")]);
    const row = officerTable([{ on: plainDate("2026-11-02"), counted: false, why: "stop", verified: false }], input, "vi")
      .rows[0];
    expect(row?.at(-1)).toBe("");
  });

  it("with nothing skipped and nothing moved the citizen reads one sentence", () => {
    const { input, lines } = linesOf(days(1), [from("11-02T09:00")]);
    expect(citizenSentence(input, getDeadline(input), lines, "en")).toBe(
      "Term: 1 working day(s), counted from 09:00, Monday 02/11/2026; due 17:00, Tuesday 03/11/2026.",
    );
  });

  it("one day skipped stands alone, without a comma or an “and”", () => {
    const { input, lines } = linesOf(days(1), [from("11-23T09:00")]);
    expect(citizenSentence(input, getDeadline(input), lines, "en")).toContain("Not counted: 24/11/2026 (Việt Nam Culture Day).");
  });
});
