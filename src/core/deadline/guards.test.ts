import { describe, expect, it } from "vitest";
import { plainDate, toEpochDay } from "#core/plain-date.ts";
import { at, refusalOf, start, VN } from "../../../test/support/deadline.ts";
import type { ClockEvent } from "./clock-event.ts";
import { computeDeadline, type DeadlineInput } from "./deadline.ts";
import { DEADLINE_ERROR_CODES } from "./deadline-error.ts";
import { errorMessage, messageOf } from "./messages.ts";
import { getRegime, regimeOn, REGIMES } from "./regimes.ts";

const ask = (text: string, more: Partial<Extract<ClockEvent, { type: "pause" }>> = {}): ClockEvent => ({
  type: "pause",
  at: at(text),
  reason: "supplement",
  ...more,
});
const resume = (text: string): ClockEvent => ({ type: "resume", at: at(text) });
const extend = (text: string, due: string): ClockEvent => ({ type: "extend", at: at(text), dueAt: at(due) });
const T = "T09:00:00+07:00";

function inputOf(startText: string, events: readonly ClockEvent[], more: Partial<DeadlineInput> = {}): DeadlineInput {
  return { calendar: VN, term: { value: 10, unit: "working_day" }, events: [start(startText), ...events], ...more };
}

describe("the regime is that of the day of receipt", () => {
  it.each([
    ["2014-06-01", "93/2007"],
    ["2015-03-24", "93/2007"],
    ["2015-03-25", "09/2015"],
    ["2018-06-20", "09/2015"],
    ["2018-06-21", "61/2018"],
    ["2025-06-30", "61/2018"],
    ["2025-07-01", "118/2025"],
    ["2026-11-22", "118/2025"],
  ])("a dossier received on %s falls under %s", (date, id) => {
    expect(regimeOn(toEpochDay(plainDate(date))).id).toBe(id);
    const result = computeDeadline(inputOf(`${date}T23:30:00+07:00`, []));
    expect(result.ok && result.value.regime?.id).toBe(id);
  });

  it("a named regime is used whatever the date, and none means no guards", () => {
    const named = computeDeadline(inputOf(`2026-11-02${T}`, [], { regime: "61/2018" }));
    expect(named.ok && named.value.regime?.id).toBe("61/2018");
    const none = computeDeadline(inputOf(`2026-11-02${T}`, [], { regime: "none" }));
    expect(none.ok && none.value.regime).toBeNull();
  });

  it("regimes follow each other without a gap, and an unknown id is a bug", () => {
    REGIMES.slice(1).forEach((regime, index) => {
      expect(toEpochDay(regime.validFrom!)).toBe(toEpochDay(REGIMES[index]!.validTo!) + 1);
    });
    expect(() => getRegime("1/1900" as never)).toThrow("1/1900");
  });
});

describe("Decree 61/2018 article 19: extensions", () => {
  const from = `2024-06-03${T}`;
  const lawful = extend(`2024-06-14${T}`, "2024-06-20T17:00:00+07:00");

  it("a letter on the eve of the due date is lawful", () => {
    expect(refusalOf(inputOf(from, [extend(`2024-06-16${T}`, "2024-06-20T17:00:00+07:00")]))).toBe("accepted");
  });

  it("a letter on the due date itself is too late, and the article says so", () => {
    const result = computeDeadline(inputOf(from, [extend(`2024-06-17${T}`, "2024-06-20T17:00:00+07:00")]));
    expect(result).toMatchObject({ error: { code: "extension_too_late", article: "Nghị định 61/2018/NĐ-CP, Điều 19 khoản 9" } });
    expect(!result.ok && result.error.params["lastDay"]).toBe("2024-06-16");
  });

  it("an older regime sets no eve: a letter on the due date is lawful there", () => {
    const onDueDate = [extend(`2024-06-17${T}`, "2024-06-20T17:00:00+07:00")];
    expect(refusalOf(inputOf(from, onDueDate, { regime: "09/2015" }))).toBe("accepted");
    expect(refusalOf(inputOf(from, onDueDate))).toBe("extension_too_late events[1].at");
  });

  it("a letter after the due date is refused under every regime", () => {
    for (const regime of ["none", "93/2007", "09/2015", "61/2018", "118/2025"] as const) {
      const events = [extend(`2024-06-18${T}`, "2024-06-20T17:00:00+07:00")];
      expect(refusalOf(inputOf(from, events, { regime }))).toBe("extension_after_due_date events[1].at");
    }
  });

  it("a second extension is refused; after the first was taken back another is lawful", () => {
    const second = extend(`2024-06-14T10:00:00+07:00`, "2024-06-25T17:00:00+07:00");
    const revoked: ClockEvent = { type: "extend_revoked", at: at(`2024-06-14T09:30:00+07:00`) };
    const result = computeDeadline(inputOf(from, [lawful, second]));
    expect(result).toMatchObject({ error: { code: "extension_limit_reached", field: "events[2].type", params: { limit: 1 } } });
    expect(!result.ok && result.error.article).toContain("Điều 19 khoản 9");
    expect(refusalOf(inputOf(from, [lawful, revoked, second]))).toBe("accepted");
    expect(refusalOf(inputOf(from, [lawful, second], { regime: "none" }))).toBe("accepted");
    expect(refusalOf(inputOf(from, [lawful, second], { regime: "09/2015" }))).toBe("accepted");
  });

  it("the same limits are kept under Decree 118/2025, marked as not verified", () => {
    const result = computeDeadline(
      inputOf(`2026-06-01${T}`, [
        extend(`2026-06-02${T}`, "2026-06-20T17:00:00+07:00"),
        extend(`2026-06-03${T}`, "2026-06-25T17:00:00+07:00"),
      ]),
    );
    expect(!result.ok && result.error.article).toContain("chưa kiểm chứng");
    expect(getRegime("118/2025").extensions.verified).toBe(false);
  });
});

describe("Decree 61/2018 article 19.4: supplements", () => {
  const from = `2024-06-03${T}`;

  it("may be asked for within three working days of receipt", () => {
    expect(refusalOf(inputOf(from, [ask(`2024-06-06T16:00:00+07:00`)]))).toBe("accepted");
    const late = computeDeadline(inputOf(from, [ask(`2024-06-07${T}`)]));
    expect(late).toMatchObject({ error: { code: "supplement_too_late", field: "events[1].at", params: { limit: 3 } } });
    expect(!late.ok && late.error.article).toBe("Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4");
  });

  it("a sector law that is cited allows more, and other pauses are not bound", () => {
    expect(refusalOf(inputOf(from, [ask(`2024-06-12${T}`, { basis: "Luật Đất đai 2024, Điều 153" })]))).toBe("accepted");
    expect(refusalOf(inputOf(from, [ask(`2024-06-12${T}`, { reason: "financial_duty" })]))).toBe("accepted");
    expect(refusalOf(inputOf(from, [ask(`2024-06-12${T}`)], { regime: "none" }))).toBe("accepted");
  });

  it("may be asked for once; again only with a basis", () => {
    const once = [ask(`2024-06-04${T}`), resume(`2024-06-05${T}`)];
    const again = computeDeadline(inputOf(from, [...once, ask(`2024-06-06${T}`)]));
    expect(again).toMatchObject({ error: { code: "supplement_repeated", field: "events[3].at", params: { limit: 1 } } });
    expect(!again.ok && again.error.article).toContain("Điều 17");
    expect(refusalOf(inputOf(from, [...once, ask(`2024-06-06${T}`, { basis: "Luật X" })]))).toBe("accepted");
  });

  it("older regimes, whose rules we do not know, neither refuse nor warn", () => {
    const events = [ask(`2024-06-12${T}`), resume(`2024-06-13${T}`), ask(`2024-06-21${T}`)];
    for (const regime of ["93/2007", "09/2015"] as const) {
      const result = computeDeadline(inputOf(from, events, { regime }));
      expect(result.ok && result.value.warnings).toEqual([]);
    }
  });

  it("under Decree 118/2025, not verified, it is counted and said", () => {
    const late = computeDeadline(inputOf(`2026-06-01${T}`, [ask(`2026-06-12${T}`)]));
    expect(late.ok && late.value.warnings).toEqual([
      { code: "supplement_too_late", field: "events[1].at", article: expect.stringContaining("118/2025") },
    ]);
    const again = computeDeadline(
      inputOf(`2026-06-01${T}`, [ask(`2026-06-02${T}`), resume(`2026-06-03${T}`), ask(`2026-06-12${T}`)]),
    );
    expect(again.ok && again.value.warnings.map(({ code }) => code)).toEqual(["supplement_repeated"]);
  });
});

describe("bad input is refused by name", () => {
  const one = [start(`2026-11-02${T}`)];
  const refusal = (more: Partial<DeadlineInput>): string =>
    refusalOf({ calendar: VN, term: { value: 3, unit: "working_day" }, events: one, ...more });
  const stop: ClockEvent = { type: "stop", at: at(`2026-11-03${T}`) };

  it.each<[string, Partial<DeadlineInput>]>([
    ["term_unit_unknown term.unit", { term: { value: 3, unit: "week" as never } }],
    ["term_not_positive term.value", { term: { value: 0, unit: "working_day" } }],
    ["term_not_positive term.value", { term: { value: -1, unit: "day" } }],
    ["term_not_positive term.value", { term: { unit: "month" } }],
    ["term_not_positive term.value", { term: { value: Number.POSITIVE_INFINITY, unit: "month" } }],
    ["term_absurd term.value", { term: { value: 1001, unit: "working_day" } }],
    ["term_absurd term.value", { term: { value: 8001, unit: "working_hour" } }],
    ["term_absurd term.value", { term: { value: 3651, unit: "day" } }],
    ["term_absurd term.value", { term: { value: 121, unit: "month" } }],
    ["term_not_whole term.value", { term: { value: 2.5, unit: "working_day" } }],
    ["term_not_whole term.value", { term: { value: 0.01, unit: "working_hour" } }],
    ["term_value_without_meaning term.value", { term: { value: 2, unit: "same_day" } }],
    ["term_value_without_meaning term.value", { term: { value: 5, unit: "none" } }],
    ["convention_not_for_unit convention", { term: { value: 5, unit: "day" }, convention: "hours" }],
    ["convention_not_for_unit convention", { term: { value: 5, unit: "working_hour" }, convention: "date" }],
    ["events_missing events", { events: [] }],
    ["start_missing events[0].type", { events: [stop] }],
    ["start_repeated events[1].type", { events: [...one, ...one] }],
    ["events_out_of_order events[1].at", { events: [...one, { type: "stop", at: at(`2026-11-01${T}`) }] }],
    ["event_after_stop events[2].type", { events: [...one, stop, stop] }],
    ["instant_not_finite events[0].at", { events: [{ type: "start", at: Number.NaN }] }],
    ["pause_in_pause events[2].type", { events: [...one, ask(`2026-11-03${T}`), ask(`2026-11-03${T}`)] }],
    ["resume_without_pause events[1].type", { events: [...one, resume(`2026-11-03${T}`)] }],
    ["no_extension_to_revoke events[1].type", { events: [...one, { type: "extend_revoked", at: at(`2026-11-03${T}`) }] }],
    ["as_of_before_last_event as_of", { asOf: at(`2026-11-01${T}`) }],
    ["calendar_not_published events[0].at", { events: [start(`2013-12-31${T}`)] }],
    ["calendar_not_published events[0].at", { events: [start(`2028-01-01${T}`)] }],
    ["calendar_not_published events[0].at", { events: [start(`2027-12-31${T}`)] }],
    [
      "calendar_not_published events[2].at",
      { events: [...one, ask(`2026-11-03${T}`), { ...resume(`2028-01-03${T}`), mode: "shift" } as ClockEvent] },
    ],
    ["calendar_not_published events[1].due_at", { events: [...one, extend(`2026-11-03${T}`, `2028-01-03${T}`)] }],
    ["calendar_not_published events[2].at", { events: [...one, ask(`2026-11-03${T}`), resume(`2028-01-03${T}`)] }],
  ])("%s", (expected, more) => {
    expect(refusal(more)).toBe(expected);
  });

  it("half a working day is lawful in hours: four working hours", () => {
    expect(refusal({ term: { value: 0.5, unit: "working_day" }, convention: "hours" })).toBe("accepted");
    for (const value of [undefined, null, 0, 1]) expect(refusal({ term: { value, unit: "same_day" } })).toBe("accepted");
  });

  it("the longest terms are still terms", () => {
    const early = [start(`2014-01-02${T}`)];
    expect(refusal({ term: { value: 1000, unit: "working_day" }, events: early })).toBe("accepted");
    expect(refusal({ term: { value: 8000, unit: "working_hour" }, events: early })).toBe("accepted");
    expect(refusal({ term: { value: 3650, unit: "day" }, events: early })).toBe("accepted");
    expect(refusal({ term: { value: 120, unit: "month" }, events: early })).toBe("accepted");
  });

  it("a stopped clock is judged at its end, so an earlier as_of does no harm", () => {
    expect(refusal({ events: [...one, stop], asOf: at(`2026-11-02${T}`) })).toBe("accepted");
  });

  it("a calendar that is not published names the year that lacks and the provisional ones", () => {
    const result = computeDeadline({ calendar: VN, term: { value: 3, unit: "working_day" }, events: [start(`2028-01-03${T}`)] });
    expect(!result.ok && result.error.params).toEqual({
      calendar: "vn",
      year: 2028,
      firstYear: 2014,
      lastYear: 2027,
      provisional: "2027",
    });
    const running = computeDeadline({ calendar: VN, term: { value: 300, unit: "day" }, events: [start(`2027-06-01${T}`)] });
    expect(!running.ok && running.error.params["year"]).toBe(2028);
  });

  it("a due date in a provisional year is given, and said to be provisional", () => {
    const of = (text: string) =>
      computeDeadline({ calendar: VN, term: { value: 3, unit: "working_day" }, events: [start(text)] });
    const [later, sooner] = [of(`2026-12-30${T}`), of(`2026-12-20${T}`)];
    expect(later.ok && later.value.provisional).toBe(true);
    expect(sooner.ok && sooner.value.provisional).toBe(false);
  });

  it("each code has its text in Vietnamese and in English", () => {
    for (const code of DEADLINE_ERROR_CODES) {
      const vi = errorMessage({ code, article: "Điều 1" }, "vi");
      const en = errorMessage({ code, article: "Điều 1" }, "en");
      expect(vi).not.toBe(en);
      expect(vi).toMatch(/\(Điều 1\)$/);
    }
    expect(() => messageOf("vi", "error.unheard_of")).toThrow("unheard_of");
  });
});
