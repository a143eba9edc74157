import { describe, expect, it } from "vitest";
import { getCalendar } from "#platform/reference/calendars.ts";
import { at, getDeadline, start, VN } from "../../../test/support/deadline.ts";
import type { ClockEvent } from "./clock-event.ts";
import type { DeadlineInput } from "./deadline.ts";
import { DAY_REASONS, EVENT_REASONS } from "./derivation.ts";
import { explainDeadline } from "./explain.ts";
import { messageOf } from "./messages.ts";
import { citizenSentence, describeLine, officerTable } from "./wording.ts";

const full = (text: string): string => (text.length > 16 ? text : `2026-${text}:00+07:00`);
const from = (text: string) => start(full(text));
const pause = (text: string, reason: "supplement" | "financial_duty" = "financial_duty", basis?: string): ClockEvent => ({
  type: "pause",
  at: at(full(text)),
  reason,
  basis,
});
const resume = (text: string, mode: "shift" | "restart" = "shift"): ClockEvent => ({ type: "resume", at: at(full(text)), mode });
const extend = (text: string, due: string): ClockEvent => ({ type: "extend", at: at(full(text)), dueAt: at(full(due)) });

function inputOf(term: DeadlineInput["term"], events: readonly ClockEvent[], more: Partial<DeadlineInput> = {}): DeadlineInput {
  return { calendar: VN, term, events, ...more };
}
const linesOf = (input: DeadlineInput) => explainDeadline(input, getDeadline(input));
const told = (input: DeadlineInput): readonly string[] =>
  linesOf(input).map(
    (line) =>
      `${line.on.slice(5)} ${line.counted ? "+" : "-"} ${line.why}${line.minutes === undefined ? "" : ` ${line.minutes}`}`,
  );

const days = (value: number) => ({ value, unit: "working_day" }) as const;

describe("the derivation tells each day and why", () => {
  it("working days: the first day, rest, a holiday with its notice, a make-up Saturday", () => {
    expect(told(inputOf(days(3), [from("11-20T09:00")]))).toEqual([
      "11-20 - first_day",
      "11-21 - weekly_rest",
      "11-22 - weekly_rest",
      "11-23 + working_day",
      "11-24 - holiday",
      "11-25 + working_day",
      "11-26 + working_day",
    ]);
    expect(told(inputOf(days(1), [from("01-09T09:00")]))).toEqual(["01-09 - first_day", "01-10 + make_up_work"]);
    expect(told(inputOf(days(1), [from("08-28T09:00")])).slice(3)).toEqual([
      "08-31 - swap_off",
      "09-01 - holiday",
      "09-02 - holiday",
      "09-03 + working_day",
    ]);
    expect(told(inputOf(days(1), [from("04-24T09:00")])).slice(3)).toEqual(["04-27 - compensatory", "04-28 + working_day"]);
  });

  it("each line has its basis, and says where that was not verified", () => {
    const lines = linesOf(inputOf(days(3), [from("11-20T09:00")]));
    expect(lines[0]).toEqual({
      on: "2026-11-20",
      counted: false,
      why: "first_day",
      basis: "Bộ luật Dân sự 2015, Điều 147 khoản 2",
      verified: true,
    });
    expect(lines[4]).toEqual({
      on: "2026-11-24",
      counted: false,
      why: "holiday",
      name: "Ngày Văn hóa Việt Nam",
      nameEn: "Việt Nam Culture Day",
      basis: "28/2026/QH16",
      verified: true,
    });
    const swapped = linesOf(inputOf(days(1), [from("08-28T09:00")]));
    expect(swapped[3]).toMatchObject({ why: "swap_off", basis: "9441/TB-BNV", verified: false });
  });

  it("working hours: the minutes of each day, and a day outside hours", () => {
    expect(told(inputOf({ value: 4, unit: "working_hour" }, [from("08-21T16:30")]))).toEqual([
      "08-21 + working_day 30",
      "08-22 + make_up_work 210",
    ]);
    expect(told(inputOf({ value: 8, unit: "working_hour" }, [from("11-20T17:30")]))).toEqual([
      "11-20 - outside_hours",
      "11-21 - weekly_rest",
      "11-22 - weekly_rest",
      "11-23 + working_day 480",
    ]);
  });

  it("calendar days: every day counts, and the end moves off the days off", () => {
    expect(told(inputOf({ value: 2, unit: "day" }, [from("11-20T09:00")]))).toEqual([
      "11-20 - first_day",
      "11-21 + calendar_day",
      "11-22 + calendar_day",
      "11-23 - end_on_working_day",
    ]);
    expect(told(inputOf({ value: 10, unit: "day" }, [from("02-05T09:00")])).slice(9)).toEqual([
      "02-14 + calendar_day",
      "02-15 + calendar_day",
      "02-16 - holiday",
      "02-17 - holiday",
      "02-18 - holiday",
      "02-19 - holiday",
      "02-20 - holiday",
      "02-21 - weekly_rest",
      "02-22 - weekly_rest",
      "02-23 - end_on_working_day",
    ]);
    expect(told(inputOf({ value: 1, unit: "month" }, [from("10-30T09:00")])).at(-1)).toBe("11-30 + calendar_day");
  });

  it("same day: on its day, after 15:00, on a day off", () => {
    const sameDay = { unit: "same_day" } as const;
    expect(told(inputOf(sameDay, [from("11-20T09:00")]))).toEqual(["11-20 + same_day"]);
    expect(told(inputOf(sameDay, [from("11-19T16:00")]))).toEqual(["11-19 - received_after_cutoff", "11-20 + working_day"]);
    expect(told(inputOf(sameDay, [from("11-22T09:00")]))).toEqual(["11-22 - weekly_rest", "11-23 + working_day"]);
    expect(told(inputOf(sameDay, [from("11-24T09:00")]))).toEqual(["11-24 - holiday", "11-25 + working_day"]);
  });

  it("a pause: the days before it, the pause, the days that stood still, what went on", () => {
    const input = inputOf(days(3), [from("08-27T09:00"), pause("08-28T15:00", "supplement"), resume("09-03T10:00")]);
    expect(told(input)).toEqual([
      "08-27 - first_day",
      "08-28 + working_day",
      "08-28 - pause",
      "08-29 - paused",
      "08-30 - paused",
      "08-31 - paused",
      "09-01 - paused",
      "09-02 - paused",
      "09-03 - shift",
      "09-03 - first_day",
      "09-04 + working_day",
      "09-05 - weekly_rest",
      "09-06 - weekly_rest",
      "09-07 + working_day",
    ]);
    const line = linesOf(input).find(({ why }) => why === "pause");
    expect(line).toMatchObject({ name: "supplement", left: 2, verified: false });
    expect(line?.basis).toContain("118/2025");
    expect(linesOf(input).find(({ why }) => why === "shift")).toMatchObject({ left: 2, dueAt: at(full("09-07T17:00")) });
  });

  it("a restart counts from zero, a basis that was given is cited", () => {
    const input = inputOf(days(3), [
      from("08-27T09:00"),
      pause("08-28T15:00", "supplement", "Luật X, Điều 1"),
      resume("09-03T10:00", "restart"),
    ]);
    const lines = linesOf(input);
    expect(lines.find(({ why }) => why === "pause")).toMatchObject({ basis: "Luật X, Điều 1", verified: true });
    expect(lines.find(({ why }) => why === "restart")).toMatchObject({ left: 3, dueAt: at(full("09-08T17:00")) });
    expect(lines.slice(lines.findIndex(({ why }) => why === "restart")).filter(({ counted }) => counted)).toHaveLength(3);
    const financial = linesOf(inputOf(days(3), [from("08-27T09:00"), pause("08-28T15:00")]));
    expect(financial.at(-1)).toMatchObject({ why: "pause", basis: null, name: "financial_duty" });
  });

  it("a late pause leaves the due date, and is said to", () => {
    const input = inputOf(days(1), [from("11-02T09:00"), pause("11-05T10:00"), resume("11-09T10:00")]);
    expect(told(input)).toEqual([
      "11-02 - first_day",
      "11-03 + working_day",
      "11-05 - pause_after_due",
      "11-06 - paused",
      "11-07 - paused",
      "11-08 - paused",
      "11-09 - resume_after_due",
    ]);
  });

  it("nothing left at the resumption: it ends on that day or the next working day", () => {
    const events = [from("11-02T09:00"), pause("11-03T10:00"), resume("11-07T10:00")];
    expect(told(inputOf(days(1), events)).slice(-4)).toEqual([
      "11-07 - shift",
      "11-07 - first_day",
      "11-08 - weekly_rest",
      "11-09 - end_on_working_day",
    ]);
  });

  it("extensions, their revocation and the end follow the days they came after", () => {
    const events: ClockEvent[] = [
      from("11-02T09:00"),
      extend("11-03T09:00", "11-11T17:00"),
      { type: "extend_revoked", at: at(full("11-03T10:00")) },
      extend("11-03T11:00", "11-10T17:00"),
      { type: "stop", at: at(full("11-09T10:00")), outcome: "done" },
    ];
    const lines = linesOf(inputOf(days(3), events));
    expect(lines.filter(({ counted }) => counted)).toHaveLength(6);
    expect(lines.slice(-4).map(({ on, why }) => `${on.slice(5)} ${why}`)).toEqual([
      "11-03 extended",
      "11-03 extension_revoked",
      "11-03 extended",
      "11-09 stop",
    ]);
    expect(lines.at(-4)).toMatchObject({ dueAt: at(full("11-11T17:00")) });
    expect(lines.at(-2)).toMatchObject({ dueAt: at(full("11-10T17:00")), verified: false });
    expect(lines.at(-1)).toMatchObject({ name: "done" });
  });

  it("a given due date, a procedure without a term, a rule not verified", () => {
    const given = start(full("11-02T09:00"), { dueAt: at(full("11-06T16:00")), dueSource: "register" });
    expect(linesOf(inputOf({ unit: "none" }, [given]))).toEqual([
      { on: "2026-11-02", counted: false, why: "given_by_source", name: "register", dueAt: at(full("11-06T16:00")) },
    ]);
    expect(told(inputOf(days(3), [given]))).toEqual(["11-02 - given_by_source"]);
    expect(told(inputOf({ unit: "none" }, [from("11-02T09:00")]))).toEqual(["11-02 - no_fixed_term"]);
    const warned = linesOf(inputOf(days(9), [from("11-02T09:00"), pause("11-12T09:00", "supplement")])).at(-1);
    expect(warned).toMatchObject({ why: "unverified_rule", name: "supplement_too_late", verified: false });
  });

  it("explains nothing of an input that the clock would refuse", () => {
    const deadline = getDeadline(inputOf(days(3), [from("11-02T09:00")]));
    expect(explainDeadline(inputOf(days(0), [from("11-02T09:00")]), deadline)).toEqual([]);
    expect(explainDeadline(inputOf(days(3), []), deadline)).toEqual([]);
    expect(explainDeadline(inputOf(days(3), [pause("11-02T09:00")]), deadline)).toEqual([]);
    expect(explainDeadline(inputOf(days(3), [start("2030-11-02T09:00:00+07:00")]), deadline)).toEqual([]);
  });
});

describe("the derivation in words", () => {
  const sentence = (input: DeadlineInput, locale: "vi" | "en") => {
    const deadline = getDeadline(input);
    return citizenSentence(input, deadline, explainDeadline(input, deadline), locale);
  };

  it("one sentence for the citizen, in Vietnamese and English", () => {
    const input = inputOf(days(10), [from("11-20T16:00")]);
    expect(sentence(input, "vi")).toBe(
      "Thời hạn giải quyết: 10 ngày làm việc, tính từ 16 giờ 00 phút, thứ Sáu ngày 20/11/2026; hẹn trả 17 giờ 00 phút, thứ Hai ngày 07/12/2026. Không tính 6 ngày nghỉ hằng tuần và 24/11/2026 (Ngày Văn hóa Việt Nam).",
    );
    expect(sentence(input, "en")).toBe(
      "Term: 10 working day(s), counted from 16:00, Friday 20/11/2026; due 17:00, Monday 07/12/2026. Not counted: 6 day(s) of weekly rest and 24/11/2026 (Việt Nam Culture Day).",
    );
  });

  it("says what was promised first, that it is paused, ended or provisional", () => {
    const paused = inputOf(days(3), [from("11-02T09:00"), pause("11-03T15:00"), resume("11-05T10:00"), pause("11-06T08:05")]);
    expect(sentence(paused, "vi")).toBe(
      "Thời hạn giải quyết: 3 ngày làm việc, tính từ 09 giờ 00 phút, thứ Hai ngày 02/11/2026; hẹn trả 17 giờ 00 phút, thứ Hai ngày 09/11/2026. Hạn trả ban đầu: 17 giờ 00 phút, thứ Năm ngày 05/11/2026. Thời hạn đang tạm dừng từ 08 giờ 05 phút, thứ Sáu ngày 06/11/2026.",
    );
    const ended = inputOf(days(1), [from("12-31T09:00"), { type: "stop", at: at("2027-01-04T09:00:00+07:00") }]);
    expect(sentence(ended, "en")).toBe(
      "Term: 1 working day(s), counted from 09:00, Thursday 31/12/2026; due 17:00, Monday 04/01/2027. Not counted: 2 day(s) of weekly rest and 01/01/2027 (New Year's Day). Ended 09:00, Monday 04/01/2027. The calendar of that year is provisional; the due date may change with the official notice.",
    );
  });

  it("names several days off one by one, and stays short where nothing was skipped", () => {
    expect(sentence(inputOf(days(1), [from("04-29T09:00")]), "vi")).toContain(
      "Không tính 2 ngày nghỉ hằng tuần, 30/04/2026 (Ngày Chiến thắng) và 01/05/2026 (Ngày Quốc tế lao động).",
    );
    expect(sentence(inputOf(days(1), [from("11-03T09:00")]), "vi")).not.toContain("Không tính");
    const everyDay = getCalendar("vn", undefined, { week: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] });
    expect(sentence(inputOf(days(2), [from("11-23T09:00")], { calendar: everyDay }), "vi")).toContain(
      "Không tính 24/11/2026 (Ngày Văn hóa Việt Nam).",
    );
  });

  it("a given due date, no term, and each unit have their own words", () => {
    const given = start(full("11-02T09:00"), { dueAt: at(full("11-06T16:00")), dueSource: "sổ cũ" });
    expect(sentence(inputOf({ unit: "none" }, [given]), "vi")).toBe(
      "Hạn trả 16 giờ 00 phút, thứ Sáu ngày 06/11/2026 do nguồn “sổ cũ” cung cấp.",
    );
    expect(sentence(inputOf({ unit: "none" }, [from("11-02T09:00")]), "vi")).toBe(
      "Thủ tục không quy định thời hạn; tiếp nhận 09 giờ 00 phút, thứ Hai ngày 02/11/2026.",
    );
    expect(sentence(inputOf({ unit: "same_day" }, [from("11-02T09:00")]), "vi")).toContain(
      "Thời hạn giải quyết: trong ngày, tính từ",
    );
    expect(sentence(inputOf({ value: 2, unit: "working_hour" }, [from("11-02T09:00")]), "vi")).toContain("2 giờ làm việc");
  });

  it("a table for the officer: date, day, counted, reason, basis", () => {
    const input = inputOf(days(2), [from("08-28T09:00")]);
    const table = officerTable(linesOf(input), input, "vi");
    expect(table.header).toEqual(["Ngày", "Thứ", "Tính", "Lý do", "Căn cứ"]);
    expect(table.rows[0]).toEqual([
      "28/08/2026",
      "thứ Sáu",
      "không",
      "Ngày đầu, không tính",
      "Bộ luật Dân sự 2015, Điều 147 khoản 2",
    ]);
    expect(table.rows[3]).toEqual(["31/08/2026", "thứ Hai", "không", "Nghỉ hoán đổi", "9441/TB-BNV (chưa kiểm chứng)"]);
    expect(table.rows.at(-1)).toEqual(["04/09/2026", "thứ Sáu", "có", "Ngày làm việc", ""]);
    const hours = inputOf({ value: 1, unit: "working_hour" }, [from("11-20T09:00")]);
    expect(officerTable(linesOf(hours), hours, "en").rows).toEqual([
      ["20/11/2026", "Friday", "60 minutes", "Working day", "Bộ luật Dân sự 2015, Điều 147 khoản 1"],
    ]);
    const holiday = inputOf(days(1), [from("11-23T09:00")]);
    expect(officerTable(linesOf(holiday), holiday, "en").rows[1]?.[3]).toBe("Public holiday: Việt Nam Culture Day");
  });

  it("events in words: what was left in its own unit, and the new due date", () => {
    const of = (term: DeadlineInput["term"]) => {
      const input = inputOf(term, [from("11-02T09:00"), pause("11-03T15:00"), resume("11-05T10:00")]);
      return linesOf(input)
        .filter(({ why }) => why === "shift" || why === "pause")
        .map((line) => describeLine(line, input, "vi"));
    };
    expect(of(days(3))).toEqual([
      "Tạm dừng: chờ thực hiện nghĩa vụ tài chính",
      "Tính tiếp phần còn lại (2 ngày làm việc); hạn trả mới 17 giờ 00 phút, thứ Hai ngày 09/11/2026",
    ]);
    expect(of({ value: 20, unit: "working_hour" })[1]).toContain("(450 phút làm việc)");
    expect(of({ value: 10, unit: "day" })[1]).toContain("(9 ngày)");
    expect(of({ value: 1, unit: "month" })[1]).toContain("(29 ngày)");
  });

  it("every reason has its words in both languages", () => {
    for (const why of [...DAY_REASONS, ...EVENT_REASONS]) {
      expect(messageOf("vi", `reason.${why}`, { name: "x" }).length).toBeGreaterThan(0);
      expect(messageOf("en", `reason.${why}`, { name: "x" }).length).toBeGreaterThan(0);
    }
  });
});
