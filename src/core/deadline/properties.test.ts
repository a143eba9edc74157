import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Calendar, type CalendarData, compileCalendar, isWorkingDay, WEEKDAYS } from "#core/calendar/index.ts";
import { formatInstant, vietnamDayOf, vietnamInstant } from "#core/instant.ts";
import { plainDateOf } from "#core/plain-date.ts";
import { findCalendarData } from "#platform/reference/calendars.ts";
import { VN } from "../../../test/support/deadline.ts";
import type { ClockEvent } from "./clock-event.ts";
import { computeDeadline } from "./deadline.ts";
import { explainDeadline } from "./explain.ts";
import type { Convention, Term } from "./term.ts";

const DATA = findCalendarData("vn")!;
const FIRST = VN.firstDay;
const RUNS = { numRuns: 300 };

const day = fc.integer({ min: FIRST, max: FIRST + 12 * 365 });
const minute = fc.integer({ min: 0, max: 1439 });
const instant = fc.tuple(day, minute).map(([d, m]) => vietnamInstant(d, m));
const workingDays = fc.integer({ min: 1, max: 400 }).map((value): Term => ({ value, unit: "working_day" }));
const anyTerm: fc.Arbitrary<Term> = fc.oneof(
  workingDays,
  fc.integer({ min: 1, max: 400 }).map((value): Term => ({ value, unit: "day" })),
  fc.integer({ min: 1, max: 12 }).map((value): Term => ({ value, unit: "month" })),
  fc.integer({ min: 1, max: 400 }).map((value): Term => ({ value, unit: "working_hour" })),
  fc.constant<Term>({ unit: "same_day" }),
);
const mask = fc.integer({ min: 1, max: 127 });
const weekOf = (bits: number) => WEEKDAYS.filter((_name, bit) => (bits >> bit) & 1);

function compiled(data: CalendarData, bits = 31): Calendar {
  const calendar = compileCalendar(data, { week: weekOf(bits) });
  if (!calendar.ok) throw new Error(calendar.error.code);
  return calendar.value;
}

/** The due instant; infinity where the calendar does not reach so far. */
function due(calendar: Calendar, term: Term, at: number, convention?: Convention): number {
  const result = computeDeadline({ calendar, term, convention, regime: "none", events: [{ type: "start", at }] });
  return result.ok ? (result.value.dueAt ?? Number.NaN) : Number.POSITIVE_INFINITY;
}

const dueAfter = (events: readonly ClockEvent[], term: Term, convention?: Convention): number => {
  const result = computeDeadline({ calendar: VN, term, convention, regime: "none", events });
  return result.ok ? (result.value.dueAt ?? Number.NaN) : Number.POSITIVE_INFINITY;
};

/** The due day by walking day by day and asking the calendar's days and the week alone. */
function walk(days: ReadonlyMap<string, string>, bits: number, from: number, count: number): number {
  let left = count;
  let current = from;
  while (left > 0) {
    current += 1;
    const kind = days.get(plainDateOf(current));
    const weekday = (new Date(current * 86_400_000).getUTCDay() + 6) % 7;
    if (kind === "make_up_work" || (kind === undefined && (bits >> weekday) & 1)) left -= 1;
  }
  return current;
}

describe("properties of the clock", () => {
  it("a later start never gives an earlier due date", () => {
    const property = fc.property(anyTerm, instant, fc.integer({ min: 0, max: 40_000 }), mask, (term, at, later, bits) => {
      const calendar = compiled(DATA, bits);
      expect(due(calendar, term, at + later * 60_000)).toBeGreaterThanOrEqual(due(calendar, term, at));
    });
    fc.assert(property, { numRuns: 150 });
  });

  it("no due date falls on a day off", () => {
    fc.assert(
      fc.property(anyTerm, instant, (term, at) => {
        const dueAt = due(VN, term, at);
        fc.pre(Number.isFinite(dueAt));
        expect(isWorkingDay(VN, vietnamDayOf(dueAt)), formatInstant(dueAt)).toBe(true);
      }),
      RUNS,
    );
  });

  it("in hours, shifting the start inside any gap changes nothing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), day, fc.tuple(minute, minute), (value, d, [a, b]) => {
        const inGap = (m: number): number => (isWorkingDay(VN, d) ? 1020 + (m % 420) : m);
        const term: Term = { value, unit: "working_hour" };
        expect(due(VN, term, vietnamInstant(d, inGap(a)))).toBe(due(VN, term, vietnamInstant(d, inGap(b))));
        const lunch = (m: number): number => vietnamInstant(d, 690 + (m % 91));
        expect(due(VN, term, lunch(a))).toBe(due(VN, term, lunch(b)));
      }),
      RUNS,
    );
  });

  it("in dates, shifting the start within one date or one run of days off changes nothing", () => {
    fc.assert(
      fc.property(workingDays, day, fc.tuple(minute, minute), (term, d, [a, b]) => {
        expect(due(VN, term, vietnamInstant(d, a))).toBe(due(VN, term, vietnamInstant(d, b)));
        const isRun = !isWorkingDay(VN, d) && !isWorkingDay(VN, d + 1);
        expect(due(VN, term, vietnamInstant(d, a))).toBe(due(VN, term, vietnamInstant(isRun ? d + 1 : d, b)));
      }),
      RUNS,
    );
  });

  it("a day off more never makes a due date earlier", () => {
    fc.assert(
      fc.property(anyTerm, instant, fc.integer({ min: 0, max: 300 }), (term, at, ahead) => {
        const on = plainDateOf(vietnamDayOf(at) + ahead);
        if (DATA.days.some((entry) => entry.on === on) || Number(on.slice(0, 4)) > 2027) return;
        const extra = { ...DATA.days[0]!, on, kind: "statutory" as const };
        const more = compiled({ ...DATA, days: [...DATA.days, extra].toSorted((x, y) => (x.on < y.on ? -1 : 1)) });
        expect(due(more, term, at)).toBeGreaterThanOrEqual(due(VN, term, at));
      }),
      { numRuns: 150 },
    );
  });

  it("no time accrues while paused: what is left at the pause is left at the resumption", () => {
    const hours = fc.integer({ min: 8, max: 200 });
    fc.assert(
      fc.property(
        hours,
        instant,
        fc.integer({ min: 0, max: 5 * 1440 }),
        fc.integer({ min: 0, max: 60 * 1440 }),
        (value, at, ran, stood) => {
          const term: Term = { value, unit: "working_hour" };
          const pausedAt = at + ran * 60_000;
          const events: ClockEvent[] = [
            { type: "start", at },
            { type: "pause", at: pausedAt, reason: "financial_duty" },
          ];
          const paused = computeDeadline({ calendar: VN, term, regime: "none", events });
          const resumed: ClockEvent = { type: "resume", at: pausedAt + stood * 60_000, mode: "shift" };
          const result = computeDeadline({ calendar: VN, term, regime: "none", events: [...events, resumed] });
          if (!paused.ok || !result.ok || paused.value.dueAt! < pausedAt) return;
          expect(result.value.remainingWorkingMinutes).toBe(paused.value.remainingWorkingMinutes);
        },
      ),
      RUNS,
    );
  });

  it("n working days and then m are n + m working days", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 150 }), instant, (n, m, at) => {
        const first = due(VN, { value: n, unit: "working_day" }, at);
        fc.pre(Number.isFinite(first));
        expect(due(VN, { value: m, unit: "working_day" }, first)).toBe(due(VN, { value: n + m, unit: "working_day" }, at));
      }),
      RUNS,
    );
  });

  it("the tables give what a walk day by day gives", () => {
    const days = new Map<string, string>(DATA.days.map((entry) => [entry.on, entry.kind]));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), day, mask, (count, d, bits) => {
        const dueAt = due(compiled(DATA, bits), { value: count, unit: "working_day" }, vietnamInstant(d, 600));
        fc.pre(Number.isFinite(dueAt));
        expect(vietnamDayOf(dueAt)).toBe(walk(days, bits, d, count));
      }),
      { numRuns: 150 },
    );
  });

  it("adding an extension and taking it back changes nothing", () => {
    fc.assert(
      fc.property(workingDays, instant, fc.integer({ min: 1, max: 60 }), fc.boolean(), (term, at, extra, withPause) => {
        const base = dueAfter([{ type: "start", at }], term);
        fc.pre(Number.isFinite(base));
        const between: ClockEvent[] = withPause
          ? [
              { type: "pause", at: at + 60_000, reason: "sector_rule" },
              { type: "resume", at: at + 3 * 86_400_000, mode: "shift" },
            ]
          : [];
        const later = at + 4 * 86_400_000;
        const extension: ClockEvent = { type: "extend", at, dueAt: base + extra * 86_400_000 };
        const undone = dueAfter([{ type: "start", at }, extension, ...between, { type: "extend_revoked", at: later }], term);
        fc.pre(Number.isFinite(undone));
        expect(undone).toBe(dueAfter([{ type: "start", at }, ...between], term));
      }),
      RUNS,
    );
  });

  it("the derivation counts as many days as the term, ends on the due day and leaves no day out", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), instant, (value, at) => {
        const input = { calendar: VN, term: { value, unit: "working_day" } as const, events: [{ type: "start", at }] as const };
        const result = computeDeadline(input);
        if (!result.ok) return;
        const lines = explainDeadline(input, result.value);
        expect(lines.filter((line) => line.counted)).toHaveLength(value);
        expect(lines.at(-1)?.on).toBe(plainDateOf(vietnamDayOf(result.value.dueAt!)));
        lines.forEach((line, index) => expect(line.on).toBe(plainDateOf(vietnamDayOf(at) + index)));
      }),
      RUNS,
    );
  });

  it("the derivation of hours adds up to the term in minutes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), instant, (value, at) => {
        const input = { calendar: VN, term: { value, unit: "working_hour" } as const, events: [{ type: "start", at }] as const };
        const result = computeDeadline(input);
        if (!result.ok) return;
        const minutes = explainDeadline(input, result.value).reduce((sum, line) => sum + (line.minutes ?? 0), 0);
        expect(minutes).toBe(value * 60);
      }),
      RUNS,
    );
  });
});
