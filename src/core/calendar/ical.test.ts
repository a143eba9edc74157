import { describe, expect, it } from "vitest";
import { plainDate } from "#core/plain-date.ts";
import { findCalendarData } from "#platform/reference/calendars.ts";
import { type CalendarDay, fromICalendar, toICalendar } from "./index.ts";

const DATA = findCalendarData("vn")!;
const STAMP = "20261122T000000Z";
const ORIGIN = { source: "Notice of the ministry", notice: "1/TB-BNV", announcedOn: plainDate("2027-10-01") };
const dayOn = (on: string): CalendarDay => DATA.days.find((entry) => entry.on === on)!;

describe("iCalendar", () => {
  it("what goes out comes back in: dates, kinds and names", () => {
    const read = fromICalendar(toICalendar(DATA, STAMP), ORIGIN);
    expect(read.ok && read.value.map(({ on, kind, name }) => [on, kind, name.vi])).toEqual(
      DATA.days.map(({ on, kind, name }) => [on, kind, name.vi]),
    );
    expect(read.ok && read.value.every((day) => !day.verified && day.notice === "1/TB-BNV" && day.source === ORIGIN.source)).toBe(
      true,
    );
  });

  it("writes whole days without a zone, lines of at most 75 octets, marks escaped", () => {
    const text = toICalendar(DATA, STAMP, 2026);
    for (const line of text.split("\r\n")) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(text).toContain("DTSTART;VALUE=DATE:20261124\r\nDTEND;VALUE=DATE:20261125\r\nSUMMARY:Ngày Văn hóa Việt Nam\r\n");
    expect(text).toContain("UID:2026-11-24.vn@motcua\r\nDTSTAMP:20261122T000000Z");
    expect(text).toContain("DESCRIPTION:Nghị quyết 28/2026/QH16\\; 28/2026/QH16\\;");
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(DATA.days.filter((day) => day.on.startsWith("2026-")).length);
    expect(text.startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")).toBe(true);
    expect(text.endsWith("END:VEVENT\r\nEND:VCALENDAR\r\n")).toBe(true);
  });

  it("says that the days take up no time, whose calendar it is, and what each day rests on", () => {
    const text = toICalendar(DATA, STAMP).replaceAll("\r\n ", "");
    expect(text).toContain(`\r\nX-WR-CALNAME:${DATA.name.vi}\r\n`);
    expect(text.match(/\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT/g)).toHaveLength(DATA.days.length);
    const bare = { ...dayOn("2026-11-24"), basis: null, notice: null, source: "Bộ luật" };
    expect(toICalendar({ ...DATA, days: [bare] }, STAMP)).toContain("\r\nDESCRIPTION:Bộ luật\r\n");
  });

  it("writes a line break of a name as a mark", () => {
    for (const vi of ["Tết\nngày đầu", "Tết\r\nngày đầu"]) {
      const days = [{ ...dayOn("2026-11-24"), name: { vi, en: "x" } }];
      expect(toICalendar({ ...DATA, days }, STAMP)).toContain("\r\nSUMMARY:Tết\\nngày đầu\r\n");
    }
  });

  it.each([
    [1, "a"],
    [1, "\u007f"],
    [2, "\u0080"],
    [2, "\u07ff"],
    [3, "\u0800"],
    [3, "\uffff"],
    [4, "\u{10000}"],
    [4, "\u{1f389}"],
  ])("fills every line with characters of %i octets as far as 75 go", (size, character) => {
    const days = [{ ...dayOn("2026-11-24"), name: { vi: character.repeat(120), en: "x" } }];
    const lines = toICalendar({ ...DATA, days }, STAMP).split("\r\n");
    const first = lines.findIndex((line) => line.startsWith("SUMMARY:"));
    const length = (line: string): number => new TextEncoder().encode(line).length;
    const full = lines.slice(first, first + Math.floor((120 * size) / 75));
    for (const line of full) expect(length(line)).toBeGreaterThan(75 - size);
    for (const line of lines) expect(length(line)).toBeLessThanOrEqual(75);
  });

  const wrap = (lines: readonly string[]) =>
    ["BEGIN:VCALENDAR", "BEGIN:VEVENT", ...lines, "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");

  it("reads folded lines, bare line feeds, spans of days and a missing end or kind", () => {
    const text = wrap(["DTSTART;VALUE=DATE:20280125", "DTEND;VALUE=DATE:20280128", "SUMMARY:Tết\\, nghỉ\\n", " dài"]).replaceAll(
      "\r\n",
      "\n",
    );
    const read = fromICalendar(text, ORIGIN);
    expect(read.ok && read.value.map(({ on, kind, name }) => [on, kind, name.vi])).toEqual([
      ["2028-01-25", "statutory", "Tết, nghỉ\ndài"],
      ["2028-01-26", "statutory", "Tết, nghỉ\ndài"],
      ["2028-01-27", "statutory", "Tết, nghỉ\ndài"],
    ]);
    const single = fromICalendar(wrap(["DTSTART;VALUE=DATE:20280125", "SUMMARY;LANGUAGE=vi:x", "CATEGORIES:SWAP_OFF"]), ORIGIN);
    expect(single.ok && single.value).toMatchObject([
      { on: "2028-01-25", kind: "swap_off", confidence: "medium", basis: null, swappedWith: null },
    ]);
  });

  it.each([
    ["ical_malformed", "hello"],
    ["ical_malformed", ""],
    ["ical_malformed", "BEGIN:VCALENDAR\r\nnot a line\r\nEND:VCALENDAR"],
    ["ical_malformed", "BEGIN:VCALENDAR\r\nVERSION:2.0"],
    ["ical_malformed", wrap(["DTSTART;VALUE=DATE:20280125"])],
    ["ical_not_all_day", wrap(["SUMMARY:x"])],
    ["ical_not_all_day", wrap(["SUMMARY:x", "DTSTART:20280125T090000Z"])],
    ["ical_not_all_day", wrap(["SUMMARY:x", "DTSTART;VALUE=DATE:20280125", "DTEND:20280126T000000"])],
    ["ical_date_unreal", wrap(["SUMMARY:x", "DTSTART;VALUE=DATE:20280230"])],
    ["ical_kind_unknown", wrap(["SUMMARY:x", "DTSTART;VALUE=DATE:20280125", "CATEGORIES:party"])],
    ["ical_repeats", wrap(["SUMMARY:x", "DTSTART;VALUE=DATE:20280125", "RRULE:FREQ=YEARLY"])],
    ["ical_span_absurd", wrap(["SUMMARY:x", "DTSTART;VALUE=DATE:20280125", "DTEND;VALUE=DATE:20280125"])],
    ["ical_span_absurd", wrap(["SUMMARY:x", "DTSTART;VALUE=DATE:20280125", "DTEND;VALUE=DATE:20280226"])],
  ])("refuses %s", (code, text) => {
    expect(fromICalendar(text, ORIGIN)).toMatchObject({ ok: false, error: { code } });
  });

  it.each([
    ["hello", "hello"],
    ["", ""],
    [wrap(["SUMMARY:x"]), ""],
    [wrap(["SUMMARY:x", "DTSTART;VALUE=DATE:120280125"]), "120280125"],
    [wrap(["SUMMARY:x", "DTSTART;VALUE=DATE:20280125", "DTEND;VALUE=DATE:20280125"]), "2028-01-25/2028-01-25"],
    [wrap(["SUMMARY:Tết", "DTSTART;VALUE=DATE:20280125", "RRULE:FREQ=YEARLY"]), "Tết"],
    [wrap(["bad line:1"]), "bad line:1"],
    ["X:1\r\nEND:VCALENDAR", "X:1"],
  ])("quotes what it refuses, case %#", (text, value) => {
    expect(fromICalendar(text, ORIGIN)).toMatchObject({ ok: false, error: { value } });
  });

  it("puts days in order, and reads parameters in quotation marks", () => {
    const event = (on: string, name: string) => ["BEGIN:VEVENT", `DTSTART;VALUE=DATE:${on}`, name, "END:VEVENT"];
    const events = [
      ...event("20280502", "SUMMARY:b"),
      ...event("20280101", 'SUMMARY;ALTREP="cid:a;b":a'),
      ...event("20280910", "SUMMARY:c"),
    ];
    const read = fromICalendar(["BEGIN:VCALENDAR", ...events, "END:VCALENDAR"].join("\r\n"), ORIGIN);
    expect(read.ok && read.value.map(({ on, name }) => `${on} ${name.vi}`)).toEqual([
      "2028-01-01 a",
      "2028-05-02 b",
      "2028-09-10 c",
    ]);
  });

  it("accepts a span of a month", () => {
    const read = fromICalendar(wrap(["SUMMARY:x", "DTSTART;VALUE=DATE:20280125", "DTEND;VALUE=DATE:20280225"]), ORIGIN);
    expect(read.ok && read.value.length).toBe(31);
  });
});
