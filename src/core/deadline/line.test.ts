import { describe, expect, it } from "vitest";
import { createCalendarLookup } from "#platform/reference/calendar-lookup.ts";
import { answerLine, answerValue } from "./line.ts";

const lookup = createCalendarLookup();
const answer = (value: unknown, locale: "vi" | "en" = "en") => {
  const result = answerValue(value, lookup, locale);
  return (result.ok ? result.value : result.error) as Record<string, never>;
};
const START = { type: "start", at: "2026-11-20T16:00:00+07:00" };
const line = (more: Readonly<Record<string, unknown>> = {}) => ({
  id: "a1",
  term: { value: 10, unit: "working_day" },
  events: [START],
  ...more,
});
const errorOf = (value: unknown): string => {
  const { error } = answer(value) as unknown as { error?: { code: string; field: string; message: string } };
  return error === undefined ? "accepted" : `${error.code} ${error.field}`;
};

const REFUSED: readonly (readonly [string, unknown])[] = [
  ["line_not_object ", [1]],
  ["line_not_object ", null],
  ["line_not_object ", "x"],
  ["field_unknown hourz", line({ hourz: [] })],
  ["field_missing term", { id: 1, events: [START] }],
  ["field_missing events", { id: 1, term: { value: 1, unit: "day" } }],
  ["field_type events", line({ events: {} })],
  ["field_type events[0]", line({ events: [1] })],
  ["field_type term", line({ term: 5 })],
  ["field_unknown term.days", line({ term: { days: 5, unit: "day" } })],
  ["field_missing term.unit", line({ term: { value: 5 } })],
  ["field_missing term.value", line({ term: { unit: "day" } })],
  ["field_type term.value", line({ term: { value: "5", unit: "day" } })],
  ["term_unit_unknown term.unit", line({ term: { value: 5, unit: "weeks" } })],
  ["term_not_positive term.value", line({ term: { value: null, unit: "day" } })],
  ["convention_unknown convention", line({ convention: "dates" })],
  ["regime_unknown regime", line({ regime: "62" })],
  ["calendar_unknown calendar", line({ calendar: "fr" })],
  ["field_type calendar", line({ calendar: 5 })],
  ["field_type explain", line({ explain: "yes" })],
  ["week_empty week", line({ week: [] })],
  ["week_day_unknown week", line({ week: ["monday"] })],
  ["week_day_twice week", line({ week: ["mon", "mon"] })],
  ["field_type week", line({ week: "mon" })],
  ["field_type week", line({ week: [1] })],
  ["hours_empty hours", line({ hours: [] })],
  ["hours_malformed hours", line({ hours: [["7:30", "11:30"]] })],
  ["hours_malformed hours", line({ hours: [["07:30", "24:30"]] })],
  ["hours_reversed hours", line({ hours: [["11:30", "07:30"]] })],
  [
    "hours_overlap hours",
    line({
      hours: [
        ["07:30", "11:30"],
        ["11:00", "17:00"],
      ],
    }),
  ],
  ["field_type hours", line({ hours: [["07:30"]] })],
  ["field_type hours", line({ hours: [["07:30", 11]] })],
  ["field_type hours", line({ hours: "07:30-11:30" })],
  ["field_type hours", line({ hours: [["07:30", "11:30", "13:00"]] })],
  ["field_type hours", line({ hours: [[7, "11:30"]] })],
  ["field_type hours", line({ hours: ["ab"] })],
  ["date_malformed known_at", line({ known_at: "2024" })],
  ["date_malformed known_at", line({ known_at: 2024 })],
  ["date_not_real known_at", line({ known_at: "2023-02-29" })],
  ["offset_not_vietnam known_at", line({ known_at: "2024-04-11T00:00:00Z" })],
  ["instant_malformed as_of", line({ as_of: "2026-11-20" })],
  ["instant_malformed as_of", line({ as_of: 5 })],
  ["as_of_before_last_event as_of", line({ as_of: "2026-11-19T00:00:00+07:00" })],
  ["field_missing events[0].type", line({ events: [{ at: START.at }] })],
  ["event_type_unknown events[0].type", line({ events: [{ type: "begin", at: START.at }] })],
  ["field_missing events[0].at", line({ events: [{ type: "start" }] })],
  ["field_unknown events[0].when", line({ events: [{ ...START, when: 1 }] })],
  ["date_not_real events[0].at", line({ events: [{ type: "start", at: "2026-02-30T16:00:00+07:00" }] })],
  ["time_not_real events[0].at", line({ events: [{ type: "start", at: "2026-02-20T24:00:00+07:00" }] })],
  ["offset_not_vietnam events[0].at", line({ events: [{ type: "start", at: "2026-02-20T16:00:00Z" }] })],
  ["offset_not_vietnam events[0].at", line({ events: [{ type: "start", at: "2026-02-20T16:00:00+08:00" }] })],
  ["offset_not_vietnam events[0].at", line({ events: [{ type: "start", at: "2026-02-20T16:00:00" }] })],
  ["start_basis_unknown events[0].basis", line({ events: [{ ...START, basis: "post" }] })],
  ["instant_malformed events[0].due_at", line({ events: [{ ...START, due_at: "soon" }] })],
  ["field_type events[0].due_source", line({ events: [{ ...START, due_source: 5 }] })],
  ["field_missing events[1].reason", line({ events: [START, { type: "pause", at: START.at }] })],
  ["pause_reason_unknown events[1].reason", line({ events: [START, { type: "pause", at: START.at, reason: "lunch" }] })],
  ["field_type events[1].basis", line({ events: [START, { type: "pause", at: START.at, reason: "supplement", basis: 1 }] })],
  ["resume_mode_unknown events[1].mode", line({ events: [START, { type: "resume", at: START.at, mode: "again" }] })],
  ["resume_without_pause events[1].type", line({ events: [START, { type: "resume", at: START.at }] })],
  ["field_missing events[1].due_at", line({ events: [START, { type: "extend", at: START.at }] })],
  ["field_type events[1].letter", line({ events: [START, { type: "extend", at: START.at, due_at: START.at, letter: 1 }] })],
  ["field_type events[1].outcome", line({ events: [START, { type: "stop", at: START.at, outcome: 1 }] })],
  ["events_missing events", line({ events: [] })],
  ["calendar_not_published events[0].at", line({ events: [{ type: "start", at: "2030-01-02T09:00:00+07:00" }] })],
];

describe("a line of the JSON interface", () => {
  it("gives the due date with its state, classes, what remains, and the calendar version", () => {
    expect(answer(line())).toEqual({
      id: "a1",
      due_at: "2026-12-07T17:00:00+07:00",
      due_original_at: "2026-12-07T17:00:00+07:00",
      state: "running",
      class: { II06a: "not_due", "766.2.1": "on_time", BTP07a: "not_due", legal61: "not_due" },
      remaining_working_minutes: 4860,
      calendar_version: "vn-r1@2024-04-12",
      regime: "118/2025",
    });
  });

  it("knows a regime by its number, a reason by its shorter word, a letter by its id", () => {
    expect(answer(line({ regime: "61" }))["regime"]).toBe("61/2018");
    expect(answer(line({ regime: "09" }))["regime"]).toBe("09/2015");
    for (const [short, reason] of [
      ["finance", "financial_duty"],
      ["sector_pause", "sector_rule"],
      ["sector", "sector_rule"],
    ]) {
      const of = (word: string | undefined) =>
        line({ events: [START, { type: "pause", at: "2026-11-23T09:00:00+07:00", reason: word }], explain: true });
      expect(answer(of(short))).toEqual(answer(of(reason)));
    }
    const extend = {
      type: "extend",
      at: "2026-11-23T09:00:00+07:00",
      due_at: "2026-12-09T17:00:00+07:00",
      letter_id: "12/TXL",
      approved_by: "A",
    };
    expect(answer(line({ events: [START, extend] }))["due_at"]).toBe("2026-12-09T17:00:00+07:00");
    expect(errorOf(line({ events: [START, { ...extend, letter_id: 12 }] }))).toBe("field_type events[1].letter");
  });

  it("as text it is the same, letter for letter", () => {
    const given = { ...START, due_at: "2026-11-25T10:00:00+07:00", due_source: "register" };
    const lines = [
      line(),
      line({ id: 'a "quoted" id' }),
      line({ id: null, explain: true }),
      line({ regime: "none", events: [START, { type: "stop", at: "2026-11-25T10:00:00+07:00" }] }),
      line({ term: { unit: "none" } }),
      line({ term: { value: 60, unit: "day" } }),
      line({ term: { unit: "none" }, events: [given] }),
      line({ events: [START, { type: "pause", at: "2026-12-02T09:00:00+07:00", reason: "supplement" }] }),
      line({ term: 5 }),
    ];
    for (const each of lines) {
      const whole = answerValue(each, lookup, "vi");
      const text = JSON.stringify(whole.ok ? whole.value : whole.error);
      expect(answerLine(each, lookup, "vi")).toEqual({ text, isRefusal: !whole.ok });
    }
  });

  it("gives the same with every default written out", () => {
    const full = line({
      calendar: "vn",
      hours: [
        ["07:30", "11:30"],
        ["13:00", "17:00"],
      ],
      week: ["mon", "tue", "wed", "thu", "fri"],
      convention: "date",
      regime: "auto",
      as_of: "2026-11-20T16:00:00+07:00",
      explain: false,
    });
    expect(answer(full)).toEqual(answer(line()));
  });

  it("explains: each day with its reason, a sentence in two languages, and what it rests on", () => {
    const explained = answer(line({ explain: true })) as unknown as {
      derivation: { on: string; counted: boolean; why: string }[];
      sentence: Record<string, string>;
      grounds: { regime: { id: string; verified: boolean }; calendar: { years: { year: number }[] } };
    };
    expect(explained.derivation).toHaveLength(18);
    expect(explained.derivation.find(({ on }) => on === "2026-11-24")).toMatchObject({
      counted: false,
      why: "holiday",
      name: "Ngày Văn hóa Việt Nam",
      basis: "28/2026/QH16",
    });
    expect(explained.sentence["vi"]).toContain("hẹn trả 17 giờ 00 phút, thứ Hai ngày 07/12/2026");
    expect(explained.sentence["en"]).toContain("due 17:00, Monday 07/12/2026");
    expect(explained.grounds.regime).toMatchObject({ id: "118/2025", verified: false });
    expect(explained.grounds.calendar.years.map(({ year }) => year)).toEqual([2026]);
  });

  it("reads every event and its options", () => {
    const events = [
      { type: "start", at: "2024-06-03T09:00:00+07:00", basis: "counter" },
      { type: "extend", at: "2024-06-04T09:00:00+07:00", due_at: "2024-06-28T17:00:00+07:00", letter: "12/TXL" },
      { type: "extend_revoked", at: "2024-06-04T10:00:00+07:00" },
      { type: "pause", at: "2024-06-05T09:00:00+07:00", reason: "supplement" },
      { type: "resume", at: "2024-06-10T09:00:00+07:00", mode: "shift" },
      { type: "stop", at: "2024-06-19T09:00:00+07:00", outcome: "done" },
    ];
    expect(answer(line({ events, as_of: "2024-12-31T17:00:00+07:00" }))).toMatchObject({
      due_at: "2024-06-20T17:00:00+07:00",
      due_original_at: "2024-06-17T17:00:00+07:00",
      state: "stopped",
      class: { II06a: "early", legal61: "early", BTP07a: "on_time", "766.2.1": "on_time" },
      regime: "61/2018",
      remaining_working_minutes: 870,
    });
  });

  it("takes a due date of a source as it is, and adds the source's own label", () => {
    const given = { ...START, due_at: "2026-11-25T10:00:00+07:00", due_source: "register" };
    const stop = { type: "stop", at: "2026-11-25T10:00:00+07:00" };
    const result = answer(line({ term: { unit: "none" }, events: [given, stop], explain: true })) as unknown as {
      class: unknown;
      derivation: unknown[];
      due_at: string;
    };
    expect(result.due_at).toBe("2026-11-25T10:00:00+07:00");
    expect(result.class).toMatchObject({ II06a: "on_time", source_label: "late" });
    expect(result.derivation[0]).toMatchObject({ why: "given_by_source", name: "register", due_at: "2026-11-25T10:00:00+07:00" });
  });

  it("selects the calendar known at a date or an instant", () => {
    const of = (known_at: string) =>
      answer(
        line({ known_at, events: [{ type: "start", at: "2024-04-26T09:00:00+07:00" }], term: { value: 1, unit: "working_day" } }),
      );
    expect(of("2024-04-11")["due_at"]).toBe("2024-04-29T17:00:00+07:00");
    expect(of("2024-04-12")["due_at"]).toBe("2024-05-02T17:00:00+07:00");
    expect(of("2024-04-11T23:59:00+07:00")["calendar_version"]).toBe("vn-r1@law");
    expect(of("2024-04-12T00:00:00+07:00")["calendar_version"]).toBe("vn-r1@2024-04-12");
  });

  it("marks a provisional due date and the warnings of rules not verified", () => {
    const events = [START, { type: "pause", at: "2026-12-02T09:00:00+07:00", reason: "supplement" }];
    expect(answer(line({ term: { value: 60, unit: "day" } }))).toMatchObject({ provisional: true });
    expect(answer(line({ events }))).toMatchObject({
      state: "paused",
      warnings: [{ code: "supplement_too_late", field: "events[1].at" }],
    });
  });

  it.each(REFUSED)("%s", (expected, value) => {
    expect(errorOf(value)).toBe(expected);
  });

  it("a refusal that no law speaks of names no article", () => {
    const { error } = answer(line({ term: 5 })) as unknown as { error: object };
    expect(Object.keys(error)).toEqual(["code", "field", "message"]);
  });

  it("says what it found and what it expects", () => {
    // Each with a look-up of its own: one that is asked twice for the same calendar answers from memory.
    const said = REFUSED.map(([, value]) => {
      const refused = answerValue(value, createCalendarLookup(), "en");
      return (refused as unknown as { error: { error: { message: string } } }).error.error.message;
    });
    expect(said).toMatchInlineSnapshot(`
      [
        "The line must be a JSON object.",
        "The line must be a JSON object.",
        "The line must be a JSON object.",
        "There is no field hourz.",
        "The field term is missing.",
        "The field events is missing.",
        "The field events must be list.",
        "The field events[0] must be object.",
        "The field term must be object.",
        "There is no field term.days.",
        "The field term.unit is missing.",
        "The field term.value is missing.",
        "The field term.value must be number.",
        "There is no unit “weeks”; use working_day, working_hour, day, month, same_day or none.",
        "A term must be greater than 0 (given: NaN).",
        "There is no convention “dates”; use date or hours.",
        "There is no regime “62”; use auto, none, 93/2007, 09/2015, 61/2018 or 118/2025.",
        "There is no calendar “fr”.",
        "The field calendar must be text.",
        "The field explain must be true/false.",
        "The working week has no day.",
        "There is no day “monday”; use mon, tue, wed, thu, fri, sat, sun.",
        "The day “mon” is given twice.",
        "The field week must be ["mon", …].",
        "The field week must be ["mon", …].",
        "The working day has no hours.",
        "The hours “7:30-11:30” are malformed; write 07:30 to 11:30.",
        "The hours “07:30-24:30” are malformed; write 07:30 to 11:30.",
        "Hours must end after they begin (11:30-07:30).",
        "Working hours overlap or are out of order (11:00-17:00).",
        "The field hours must be [["07:30","11:30"], …].",
        "The field hours must be [["07:30","11:30"], …].",
        "The field hours must be [["07:30","11:30"], …].",
        "The field hours must be [["07:30","11:30"], …].",
        "The field hours must be [["07:30","11:30"], …].",
        "The field hours must be [["07:30","11:30"], …].",
        "The date “2024” is malformed; write 2026-11-20.",
        "The date “2024” is malformed; write 2026-11-20.",
        "The date in “2023-02-29” does not exist.",
        "The instant “2024-04-11T00:00:00Z” must be at Việt Nam’s offset, +07:00.",
        "The instant “2026-11-20” is malformed; write 2026-11-20T16:00:00+07:00.",
        "The instant “5” is malformed; write 2026-11-20T16:00:00+07:00.",
        "as_of is before the last event.",
        "The field events[0].type is missing.",
        "There is no event type “begin”; use start, pause, resume, extend, extend_revoked or stop.",
        "The field events[0].at is missing.",
        "There is no field events[0].when.",
        "The date in “2026-02-30T16:00:00+07:00” does not exist.",
        "The time in “2026-02-20T24:00:00+07:00” does not exist.",
        "The instant “2026-02-20T16:00:00Z” must be at Việt Nam’s offset, +07:00.",
        "The instant “2026-02-20T16:00:00+08:00” must be at Việt Nam’s offset, +07:00.",
        "The instant “2026-02-20T16:00:00” must be at Việt Nam’s offset, +07:00.",
        "There is no start basis “post”; use counter, online_acceptance, postal_handover or external.",
        "The instant “soon” is malformed; write 2026-11-20T16:00:00+07:00.",
        "The field events[0].due_source must be text.",
        "The field events[1].reason is missing.",
        "There is no pause reason “lunch”; use supplement, financial_duty or sector_rule.",
        "The field events[1].basis must be text.",
        "There is no mode “again”; use restart or shift.",
        "The term is not paused, so there is nothing to resume.",
        "The field events[1].due_at is missing.",
        "The field events[1].letter must be text.",
        "The field events[1].outcome must be text.",
        "There are no events; at least a start is needed.",
        "There is no working calendar for 2030 (calendar vn runs from 2014 to 2027; provisional: 2027). Load that year’s calendar and compute again.",
      ]
    `);
  });

  it("a refused line keeps its id, and tells the article where a law forbids it", () => {
    const events = [
      { type: "start", at: "2024-06-03T09:00:00+07:00" },
      { type: "pause", at: "2024-06-12T09:00:00+07:00", reason: "supplement" },
    ];
    expect(answer(line({ events }), "vi")).toEqual({
      id: "a1",
      error: {
        code: "supplement_too_late",
        field: "events[1].at",
        message:
          "Yêu cầu bổ sung phải trong 3 ngày làm việc kể từ khi tiếp nhận, trừ khi pháp luật chuyên ngành quy định khác (ghi căn cứ). (Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4)",
        article: "Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4",
      },
    });
    expect(answer({ term: 1 })["id"]).toBeNull();
  });
});
