import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatInstant,
  isTimeZone,
  localDateOf,
  localDayOf,
  localTimeOf,
  parseInstant,
  vietnamDayOf,
  vietnamInstant,
  vietnamMinuteOf,
  vietnamYearOf,
} from "./instant.ts";

const anyInstant = fc.integer({ min: Date.UTC(1976, 0, 1), max: Date.UTC(2100, 0, 1) });

describe("instants", () => {
  it.each([
    ["2026-11-20T16:00:00+07:00", "2026-11-20T09:00:00.000Z"],
    ["2026-11-20T16:00+07:00", "2026-11-20T09:00:00.000Z"],
    ["2026-11-20T16:00:00.25+07:00", "2026-11-20T09:00:00.250Z"],
    ["2026-11-20T16:00:00.123456789+07:00", "2026-11-20T09:00:00.123Z"],
    ["2026-11-20T16:00:00+0700", "2026-11-20T09:00:00.000Z"],
    ["2026-01-01T00:00:00+07:00", "2025-12-31T17:00:00.000Z"],
    ["2024-02-29T23:59:59+07:00", "2024-02-29T16:59:59.000Z"],
  ])("%s is %s", (text, utc) => {
    expect(parseInstant(text)).toEqual({ ok: true, value: Date.parse(utc) });
  });

  it.each([
    ["2026-02-30T16:00:00+07:00", "date_not_real"],
    ["2026-13-01T16:00:00+07:00", "date_not_real"],
    ["2026-11-20T24:00:00+07:00", "time_not_real"],
    ["2026-11-20T16:60:00+07:00", "time_not_real"],
    ["2026-11-20T16:00:60+07:00", "time_not_real"],
    ["2026-11-20T16:00:00Z", "offset_not_vietnam"],
    ["2026-11-20T16:00:00z", "offset_not_vietnam"],
    ["2026-11-20T16:00:00+08:00", "offset_not_vietnam"],
    ["2026-11-20T16:00:00-07:00", "offset_not_vietnam"],
    ["2026-11-20T16:00:00", "offset_not_vietnam"],
    ["2026-11-20", "instant_malformed"],
    ["2026-11-20 16:00:00+07:00", "instant_malformed"],
    ["2026-11-20T16:00:0x+07:00", "instant_malformed"],
    ["2026/11/20T16:00:00+07:00", "instant_malformed"],
    ["2026-11-20T16.00.00+07:00", "instant_malformed"],
    ["2026-11-20T16:00:00+07:00 ", "instant_malformed"],
    ["", "instant_malformed"],
  ])("%j is refused: %s", (text, code) => {
    expect(parseInstant(text)).toEqual({ ok: false, error: { code, text } });
  });

  it("are written at +07:00 and read back", () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        const whole = Math.floor(at / 1000) * 1000;
        expect(parseInstant(formatInstant(at))).toEqual({ ok: true, value: whole });
        expect(formatInstant(at)).toBe(`${new Date(whole + 25_200_000).toISOString().slice(0, 19)}+07:00`);
      }),
    );
  });

  it("the plain arithmetic for Việt Nam is what the zone database says", () => {
    const formatter = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short" });
    fc.assert(
      fc.property(anyInstant, (at) => {
        expect(localDateOf(at)).toBe(formatter.format(at));
        const { epochDay, minute, second } = localTimeOf(at);
        expect(vietnamInstant(epochDay, minute) + second * 1000).toBe(Math.floor(at / 1000) * 1000);
        expect([vietnamDayOf(at), vietnamMinuteOf(at)]).toEqual([epochDay, minute]);
        expect(vietnamYearOf(at)).toBe(Number(localDateOf(at).slice(0, 4)));
      }),
    );
  });

  it("an imported log is read in its own zone, summer time included", () => {
    const summer = Date.parse("2011-07-01T22:30:15Z");
    const winter = Date.parse("2011-12-01T22:30:00Z");
    expect(localDateOf(summer, "Europe/Amsterdam")).toBe("2011-07-02");
    expect(localTimeOf(summer, "Europe/Amsterdam")).toMatchObject({ minute: 30, second: 15 });
    expect(localDateOf(winter, "Europe/Amsterdam")).toBe("2011-12-01");
    expect(localTimeOf(winter, "Europe/Amsterdam").minute).toBe(23 * 60 + 30);
    expect(localDayOf(summer, "Europe/Amsterdam") - localDayOf(winter, "Europe/Amsterdam")).toBe(-152);
    expect(localTimeOf(Date.parse("2011-06-30T22:00:00Z"), "Europe/Amsterdam").minute).toBe(0);
  });

  it("knows which zones it can read", () => {
    expect(["Asia/Ho_Chi_Minh", "Europe/Amsterdam", "Mars/Base"].map(isTimeZone)).toEqual([true, true, false]);
  });
});
