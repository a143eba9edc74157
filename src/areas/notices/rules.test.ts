import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { vietnamDayOf, vietnamInstant, vietnamMinuteOf } from "#core/instant.ts";
import { getCalendar } from "#platform/reference/calendars.ts";
import { defaultWording } from "./default-templates.ts";
import { isAnnouncedInTime, workingDaysBetween } from "./downtime.rules.ts";
import { dueWarnings } from "./due-warning.rules.ts";
import { NOTICE_EVENTS } from "./notice.ts";
import { citizenNoticeOf, isToldToHolder, NOTICE_POLICIES } from "./notice.policy.ts";
import { nextDigestMoment, nextLoudMoment } from "./quiet-hours.rules.ts";
import { findTemplateFaults, MOST_SHORT_CHARACTERS, renderWording } from "./template.rules.ts";

const calendar = getCalendar("vn");
const at = (text: string): Date => new Date(`${text}+07:00`);

describe("a template", () => {
  it("that ships can be filled in, in both languages, and its short text fits even with the longest values", () => {
    const long = "x".repeat(1000);
    const values = {
      ho_ten: long,
      ma_ho_so: "H55.242-261120-0001",
      thu_tuc: long,
      co_quan: long,
      han_tra: long,
      ly_do: long,
      noi_dung: long,
    };
    for (const event of NOTICE_EVENTS) {
      for (const locale of ["vi", "en"] as const) {
        const wording = defaultWording(event, locale);
        expect(findTemplateFaults(wording), `${event} ${locale}`).toEqual([]);
        const { short } = renderWording(wording, {
          ...values,
          lien_ket: "https://motcua.example.vn/t/0123456789012345678901234567890123456789012",
        });
        expect(short.length, `${event} ${locale}: ${short}`).toBeLessThanOrEqual(MOST_SHORT_CHARACTERS);
      }
    }
  });

  it("names the placeholder that does not exist, the stray brace and the text that is too long", () => {
    const faults = findTemplateFaults({ subject: "{ma_hs}", body: "xin {chào", short: "a".repeat(MOST_SHORT_CHARACTERS + 1) });
    expect(faults).toEqual([
      { code: "unknown_placeholder", field: "subject", name: "ma_hs" },
      { code: "stray_brace", field: "body" },
      { code: "short_too_long", field: "short" },
    ]);
  });

  it("is filled in once: a value with braces stays what was typed", () => {
    const { body } = renderWording(
      { subject: "", body: "Lý do: {ly_do}", short: "" },
      { ly_do: "{lien_ket}", lien_ket: "https://x" },
    );
    expect(body).toBe("Lý do: {lien_ket}");
  });
});

describe("the policy of an event", () => {
  it("is one for every kind: the applicant is told of what concerns them, and who holds the dossier of what comes to them", () => {
    const kinds = Object.keys(NOTICE_POLICIES);
    const told = kinds.flatMap((type) => {
      const notice = citizenNoticeOf({ type, outcome: null });
      return notice === undefined ? [] : [[type, notice]];
    });
    expect(Object.fromEntries(told)).toEqual({
      received: "received",
      intake_supplement_requested: "supplement",
      intake_refused: "refused",
      supplement_requested: "supplement",
      supplement_expired: "stopped",
      extended: "extended",
      decided: "result_ready",
      result_ready: "result_ready",
      withdrawn: "withdrawn",
      stopped: "stopped",
    });
    expect(citizenNoticeOf({ type: "decided", outcome: "refused" })).toBe("refused");
    const holders = ["handed_over", "forwarded", "returned_for_rework", "reassigned", "sent_back", "recalled", "proposed"];
    const after = ["supplement_received", "finance_settled", "correction_started"];
    expect(kinds.filter(isToldToHolder).toSorted()).toEqual([...holders, ...after].toSorted());
    expect([isToldToHolder("toString"), citizenNoticeOf({ type: "unknown", outcome: null })]).toEqual([false, undefined]);
  });
});

describe("quiet hours", () => {
  it("hold a message back to their end and never longer, over midnight or not", () => {
    expect(nextLoudMoment(at("2026-11-02T22:30:00"), { from: 1260, to: 420 })).toEqual(at("2026-11-03T07:00:00"));
    expect(nextLoudMoment(at("2026-11-03T03:00:00"), { from: 1260, to: 420 })).toEqual(at("2026-11-03T07:00:00"));
    expect(nextLoudMoment(at("2026-11-03T08:00:00"), { from: 1260, to: 420 })).toEqual(at("2026-11-03T08:00:00"));
  });

  it("end at a moment that is itself not quiet", () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(fc.integer({ min: 1.7e12, max: 1.9e12 }), minute, minute, (ms, from, to) => {
        const loud = nextLoudMoment(new Date(ms), { from, to });
        expect(nextLoudMoment(loud, { from, to })).toEqual(loud);
        expect(loud.getTime() - ms).toBeLessThan(24 * 3_600_000);
        expect(loud.getTime()).toBeGreaterThanOrEqual(ms);
      }),
    );
  });

  it("do not matter to the digest, which comes at 07:30 of this day or the next", () => {
    expect(nextDigestMoment(at("2026-11-02T06:00:00"))).toEqual(at("2026-11-02T07:30:00"));
    expect(nextDigestMoment(at("2026-11-02T07:30:00"))).toEqual(at("2026-11-03T07:30:00"));
  });
});

describe("warnings of a due date", () => {
  const dueAt = at("2026-11-06T17:00:00").getTime();
  const warned = (text: string) => dueWarnings(calendar, dueAt, at(text).getTime());

  it("come two working days before, on the last day for an apology (Decree 61/2018 a.19.9), and once it is late", () => {
    expect(warned("2026-11-03T09:00:00")).toEqual([]);
    expect(warned("2026-11-04T09:00:00")).toEqual(["due_soon"]);
    expect(warned("2026-11-05T09:00:00")).toEqual(["last_apology_day"]);
    expect(warned("2026-11-06T09:00:00")).toEqual([]);
    expect(warned("2026-11-06T17:00:01")).toEqual(["overdue"]);
  });

  it("count working days: before a Monday the last day for an apology is the Friday", () => {
    const monday = at("2026-11-09T17:00:00").getTime();
    expect(dueWarnings(calendar, monday, at("2026-11-06T09:00:00").getTime())).toEqual(["last_apology_day"]);
  });
});

describe("planned downtime", () => {
  it("is announced in time with seven whole working days between (Decree 224/2026 article 13)", () => {
    const announced = at("2026-11-02T10:00:00").getTime();
    expect(workingDaysBetween(calendar, announced, at("2026-11-11T22:00:00").getTime())).toBe(6);
    expect(isAnnouncedInTime(calendar, announced, at("2026-11-11T22:00:00").getTime())).toBe(false);
    expect(isAnnouncedInTime(calendar, announced, at("2026-11-12T22:00:00").getTime())).toBe(true);
  });

  it("never gains days by being announced later", () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_400, max: 20_800 }), fc.integer({ min: 0, max: 60 }), (day, ahead) => {
        const starts = vietnamInstant(day + ahead, 600);
        const early = workingDaysBetween(calendar, vietnamInstant(day, 600), starts);
        const late = workingDaysBetween(calendar, vietnamInstant(day + 1, 600), starts);
        expect(late).toBeLessThanOrEqual(early);
        expect(vietnamDayOf(starts)).toBe(day + ahead);
        expect(vietnamMinuteOf(starts)).toBe(600);
      }),
    );
  });
});
