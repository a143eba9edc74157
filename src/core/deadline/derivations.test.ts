import { describe, expect, it } from "vitest";
import { createCalendarLookup } from "#platform/reference/calendar-lookup.ts";
import { answerValue } from "./line.ts";

const lookup = createCalendarLookup();

interface Explained {
  readonly sentence: Readonly<Record<"vi" | "en", string>>;
  readonly derivation: readonly Readonly<Record<string, unknown>>[];
  readonly grounds: {
    readonly regime: { readonly id: string } | null;
    readonly calendar: { readonly years: readonly { year: number }[] };
  };
  readonly due_at: string | null;
}

/** The whole explanation as a person reads it: the sentences, what it rests on, and a line for each day or event. */
function explained(term: object, events: readonly object[], more: object = {}): readonly string[] {
  const answer = answerValue({ term, events, explain: true, ...more }, lookup, "vi");
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  const { sentence, derivation, grounds } = answer.value as unknown as Explained;
  const rests = `${grounds.regime?.id ?? "none"}; ${grounds.calendar.years.map(({ year }) => year).join(", ")}`;
  const lines = derivation.map((line) =>
    Object.entries(line)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(" "),
  );
  return [sentence.vi, sentence.en, rests, ...lines];
}

const at = (day: string, time = "09:00"): string => `${day}T${time}:00+07:00`;
const start = (day: string, time?: string) => ({ type: "start", at: at(day, time) });
const days = (value: number) => ({ value, unit: "working_day" });
const pause = (day: string, reason = "supplement", basis?: string) => ({ type: "pause", at: at(day), reason, basis });
const resume = (day: string, mode: string) => ({ type: "resume", at: at(day), mode });
const extend = (day: string, due: string) => ({ type: "extend", at: at(day), due_at: at(due, "17:00") });
const stop = (day: string) => ({ type: "stop", at: at(day) });

describe("a whole explanation", () => {
  it("of days with a holiday, a make-up Saturday and a swap", () => {
    expect(explained(days(6), [start("2024-04-26")])).toMatchInlineSnapshot(`
      [
        "Thời hạn giải quyết: 6 ngày làm việc, tính từ 09 giờ 00 phút, thứ Sáu ngày 26/04/2024; hẹn trả 17 giờ 00 phút, thứ Tư ngày 08/05/2024. Không tính 3 ngày nghỉ hằng tuần, 29/04/2024 (Nghỉ hoán đổi), 30/04/2024 (Ngày Chiến thắng) và 01/05/2024 (Ngày Quốc tế lao động).",
        "Term: 6 working day(s), counted from 09:00, Friday 26/04/2024; due 17:00, Wednesday 08/05/2024. Not counted: 3 day(s) of weekly rest, 29/04/2024 (Swapped day off), 30/04/2024 (Victory Day) and 01/05/2024 (International Workers' Day).",
        "61/2018; 2024",
        "on=2024-04-26 counted=false why=first_day basis=Bộ luật Dân sự 2015, Điều 147 khoản 2 verified=true",
        "on=2024-04-27 counted=false why=weekly_rest basis=Bộ luật Lao động 45/2019/QH14, Điều 111 verified=true",
        "on=2024-04-28 counted=false why=weekly_rest basis=Bộ luật Lao động 45/2019/QH14, Điều 111 verified=true",
        "on=2024-04-29 counted=false why=swap_off name=Nghỉ hoán đổi basis=2450/VPCP-KGVX verified=true",
        "on=2024-04-30 counted=false why=holiday name=Ngày Chiến thắng basis=Bộ luật Lao động 45/2019/QH14, Điều 112 verified=true",
        "on=2024-05-01 counted=false why=holiday name=Ngày Quốc tế lao động basis=Bộ luật Lao động 45/2019/QH14, Điều 112 verified=true",
        "on=2024-05-02 counted=true why=working_day",
        "on=2024-05-03 counted=true why=working_day",
        "on=2024-05-04 counted=true why=make_up_work name=Làm bù cho ngày 29/04/2024 basis=2450/VPCP-KGVX verified=true",
        "on=2024-05-05 counted=false why=weekly_rest basis=Bộ luật Lao động 45/2019/QH14, Điều 111 verified=true",
        "on=2024-05-06 counted=true why=working_day",
        "on=2024-05-07 counted=true why=working_day",
        "on=2024-05-08 counted=true why=working_day",
      ]
    `);
  });

  it("of a supplement after which the term begins anew (Decree 61/2018)", () => {
    expect(explained(days(3), [start("2024-06-03"), pause("2024-06-05"), resume("2024-06-10", "restart"), stop("2024-06-12")]))
      .toMatchInlineSnapshot(`
      [
        "Thời hạn giải quyết: 3 ngày làm việc, tính từ 09 giờ 00 phút, thứ Hai ngày 03/06/2024; hẹn trả 17 giờ 00 phút, thứ Năm ngày 13/06/2024. Hạn trả ban đầu: 17 giờ 00 phút, thứ Năm ngày 06/06/2024. Đã kết thúc 09 giờ 00 phút, thứ Tư ngày 12/06/2024.",
        "Term: 3 working day(s), counted from 09:00, Monday 03/06/2024; due 17:00, Thursday 13/06/2024. First due date: 17:00, Thursday 06/06/2024. Ended 09:00, Wednesday 12/06/2024.",
        "61/2018; 2024",
        "on=2024-06-03 counted=false why=first_day basis=Bộ luật Dân sự 2015, Điều 147 khoản 2 verified=true",
        "on=2024-06-04 counted=true why=working_day",
        "on=2024-06-05 counted=true why=working_day",
        "on=2024-06-05 counted=false why=pause name=supplement basis=Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4 verified=true left=1",
        "on=2024-06-06 counted=false why=paused",
        "on=2024-06-07 counted=false why=paused",
        "on=2024-06-08 counted=false why=paused",
        "on=2024-06-09 counted=false why=paused",
        "on=2024-06-10 counted=false why=restart left=3 due_at=2024-06-13T17:00:00+07:00",
        "on=2024-06-10 counted=false why=first_day basis=Bộ luật Dân sự 2015, Điều 147 khoản 2 verified=true",
        "on=2024-06-11 counted=true why=working_day",
        "on=2024-06-12 counted=true why=working_day",
        "on=2024-06-13 counted=true why=working_day",
        "on=2024-06-12 counted=false why=stop",
      ]
    `);
  });

  it("of a financial duty after which the rest of the term goes on", () => {
    expect(
      explained(days(5), [
        start("2024-06-03"),
        pause("2024-06-05", "financial_duty", "Luật Đất đai"),
        resume("2024-06-11", "shift"),
      ]),
    ).toMatchInlineSnapshot(`
      [
        "Thời hạn giải quyết: 5 ngày làm việc, tính từ 09 giờ 00 phút, thứ Hai ngày 03/06/2024; hẹn trả 17 giờ 00 phút, thứ Sáu ngày 14/06/2024. Hạn trả ban đầu: 17 giờ 00 phút, thứ Hai ngày 10/06/2024.",
        "Term: 5 working day(s), counted from 09:00, Monday 03/06/2024; due 17:00, Friday 14/06/2024. First due date: 17:00, Monday 10/06/2024.",
        "61/2018; 2024",
        "on=2024-06-03 counted=false why=first_day basis=Bộ luật Dân sự 2015, Điều 147 khoản 2 verified=true",
        "on=2024-06-04 counted=true why=working_day",
        "on=2024-06-05 counted=true why=working_day",
        "on=2024-06-05 counted=false why=pause name=financial_duty basis=Luật Đất đai verified=true left=3",
        "on=2024-06-06 counted=false why=paused",
        "on=2024-06-07 counted=false why=paused",
        "on=2024-06-08 counted=false why=paused",
        "on=2024-06-09 counted=false why=paused",
        "on=2024-06-10 counted=false why=paused",
        "on=2024-06-11 counted=false why=shift left=3 due_at=2024-06-14T17:00:00+07:00",
        "on=2024-06-11 counted=false why=first_day basis=Bộ luật Dân sự 2015, Điều 147 khoản 2 verified=true",
        "on=2024-06-12 counted=true why=working_day",
        "on=2024-06-13 counted=true why=working_day",
        "on=2024-06-14 counted=true why=working_day",
      ]
    `);
  });

  it("of an extension that was taken back", () => {
    expect(
      explained(days(4), [
        start("2024-06-03"),
        extend("2024-06-05", "2024-06-14"),
        { type: "extend_revoked", at: at("2024-06-06") },
      ]),
    ).toMatchInlineSnapshot(`
      [
        "Thời hạn giải quyết: 4 ngày làm việc, tính từ 09 giờ 00 phút, thứ Hai ngày 03/06/2024; hẹn trả 17 giờ 00 phút, thứ Sáu ngày 07/06/2024.",
        "Term: 4 working day(s), counted from 09:00, Monday 03/06/2024; due 17:00, Friday 07/06/2024.",
        "61/2018; 2024",
        "on=2024-06-03 counted=false why=first_day basis=Bộ luật Dân sự 2015, Điều 147 khoản 2 verified=true",
        "on=2024-06-04 counted=true why=working_day",
        "on=2024-06-05 counted=true why=working_day",
        "on=2024-06-06 counted=true why=working_day",
        "on=2024-06-07 counted=true why=working_day",
        "on=2024-06-05 counted=false why=extended due_at=2024-06-14T17:00:00+07:00",
        "on=2024-06-06 counted=false why=extension_revoked",
      ]
    `);
  });

  it("of an extension that holds, and of an end after it", () => {
    expect(explained(days(4), [start("2024-06-03"), extend("2024-06-05", "2024-06-11"), stop("2024-06-12")]))
      .toMatchInlineSnapshot(`
      [
        "Thời hạn giải quyết: 4 ngày làm việc, tính từ 09 giờ 00 phút, thứ Hai ngày 03/06/2024; hẹn trả 17 giờ 00 phút, thứ Ba ngày 11/06/2024. Không tính 2 ngày nghỉ hằng tuần. Hạn trả ban đầu: 17 giờ 00 phút, thứ Sáu ngày 07/06/2024. Đã kết thúc 09 giờ 00 phút, thứ Tư ngày 12/06/2024.",
        "Term: 4 working day(s), counted from 09:00, Monday 03/06/2024; due 17:00, Tuesday 11/06/2024. Not counted: 2 day(s) of weekly rest. First due date: 17:00, Friday 07/06/2024. Ended 09:00, Wednesday 12/06/2024.",
        "61/2018; 2024",
        "on=2024-06-03 counted=false why=first_day basis=Bộ luật Dân sự 2015, Điều 147 khoản 2 verified=true",
        "on=2024-06-04 counted=true why=working_day",
        "on=2024-06-05 counted=true why=working_day",
        "on=2024-06-06 counted=true why=working_day",
        "on=2024-06-07 counted=true why=working_day",
        "on=2024-06-08 counted=false why=weekly_rest basis=Bộ luật Lao động 45/2019/QH14, Điều 111 verified=true",
        "on=2024-06-09 counted=false why=weekly_rest basis=Bộ luật Lao động 45/2019/QH14, Điều 111 verified=true",
        "on=2024-06-10 counted=true why=working_day",
        "on=2024-06-11 counted=true why=working_day",
        "on=2024-06-05 counted=false why=extended basis=Nghị định 61/2018/NĐ-CP, Điều 19 khoản 9 verified=true due_at=2024-06-11T17:00:00+07:00",
        "on=2024-06-12 counted=false why=stop",
      ]
    `);
  });

  it("of a pause that is still open", () => {
    expect(
      explained(days(4), [start("2024-06-03"), pause("2024-06-05", "sector_rule", "Luật Xây dựng")], { as_of: at("2024-06-20") }),
    ).toMatchInlineSnapshot(`
      [
        "Thời hạn giải quyết: 4 ngày làm việc, tính từ 09 giờ 00 phút, thứ Hai ngày 03/06/2024; hẹn trả 17 giờ 00 phút, thứ Sáu ngày 07/06/2024. Thời hạn đang tạm dừng từ 09 giờ 00 phút, thứ Tư ngày 05/06/2024.",
        "Term: 4 working day(s), counted from 09:00, Monday 03/06/2024; due 17:00, Friday 07/06/2024. The term has been paused since 09:00, Wednesday 05/06/2024.",
        "61/2018; 2024",
        "on=2024-06-03 counted=false why=first_day basis=Bộ luật Dân sự 2015, Điều 147 khoản 2 verified=true",
        "on=2024-06-04 counted=true why=working_day",
        "on=2024-06-05 counted=true why=working_day",
        "on=2024-06-05 counted=false why=pause name=sector_rule basis=Luật Xây dựng verified=true left=2",
      ]
    `);
  });

  it("of a pause after the due date: late stays late", () => {
    expect(
      explained(days(1), [start("2024-06-03"), pause("2024-06-06", "financial_duty"), resume("2024-06-10", "shift")], {
        regime: "none",
      }),
    ).toMatchInlineSnapshot(`
      [
        "Thời hạn giải quyết: 1 ngày làm việc, tính từ 09 giờ 00 phút, thứ Hai ngày 03/06/2024; hẹn trả 17 giờ 00 phút, thứ Ba ngày 04/06/2024.",
        "Term: 1 working day(s), counted from 09:00, Monday 03/06/2024; due 17:00, Tuesday 04/06/2024.",
        "none; 2024",
        "on=2024-06-03 counted=false why=first_day basis=Bộ luật Dân sự 2015, Điều 147 khoản 2 verified=true",
        "on=2024-06-04 counted=true why=working_day",
        "on=2024-06-06 counted=false why=pause_after_due name=financial_duty basis=null verified=false",
        "on=2024-06-07 counted=false why=paused",
        "on=2024-06-08 counted=false why=paused",
        "on=2024-06-09 counted=false why=paused",
        "on=2024-06-10 counted=false why=resume_after_due left=0 due_at=2024-06-04T17:00:00+07:00",
      ]
    `);
  });

  it("of the same day", () => {
    expect(explained({ unit: "same_day" }, [start("2024-06-03", "14:59")])).toMatchInlineSnapshot(`
      [
        "Thời hạn giải quyết: trong ngày, tính từ 14 giờ 59 phút, thứ Hai ngày 03/06/2024; hẹn trả 17 giờ 00 phút, thứ Hai ngày 03/06/2024.",
        "Term: same day, counted from 14:59, Monday 03/06/2024; due 17:00, Monday 03/06/2024.",
        "61/2018; 2024",
        "on=2024-06-03 counted=true why=same_day basis=Luật Hộ tịch 2014, Điều 5 khoản 3; Nghị định 23/2015/NĐ-CP, Điều 7 verified=true",
      ]
    `);
  });

  it("of the next working day, after 15:00 on a Friday", () => {
    expect(explained({ unit: "same_day" }, [start("2024-06-07", "15:01")])).toMatchInlineSnapshot(`
      [
        "Thời hạn giải quyết: trong ngày, tính từ 15 giờ 01 phút, thứ Sáu ngày 07/06/2024; hẹn trả 17 giờ 00 phút, thứ Hai ngày 10/06/2024. Không tính 2 ngày nghỉ hằng tuần.",
        "Term: same day, counted from 15:01, Friday 07/06/2024; due 17:00, Monday 10/06/2024. Not counted: 2 day(s) of weekly rest.",
        "61/2018; 2024",
        "on=2024-06-07 counted=false why=received_after_cutoff basis=Luật Hộ tịch 2014, Điều 5 khoản 3; Nghị định 23/2015/NĐ-CP, Điều 7 verified=true",
        "on=2024-06-08 counted=false why=weekly_rest basis=Bộ luật Lao động 45/2019/QH14, Điều 111 verified=true",
        "on=2024-06-09 counted=false why=weekly_rest basis=Bộ luật Lao động 45/2019/QH14, Điều 111 verified=true",
        "on=2024-06-10 counted=true why=working_day",
      ]
    `);
  });

  it("of working hours from the minute", () => {
    expect(explained({ value: 10, unit: "working_hour" }, [start("2024-06-07", "16:10")])).toMatchInlineSnapshot(`
      [
        "Thời hạn giải quyết: 10 giờ làm việc, tính từ 16 giờ 10 phút, thứ Sáu ngày 07/06/2024; hẹn trả 08 giờ 40 phút, thứ Ba ngày 11/06/2024. Không tính 2 ngày nghỉ hằng tuần.",
        "Term: 10 working hour(s), counted from 16:10, Friday 07/06/2024; due 08:40, Tuesday 11/06/2024. Not counted: 2 day(s) of weekly rest.",
        "61/2018; 2024",
        "on=2024-06-07 counted=true why=working_day basis=Bộ luật Dân sự 2015, Điều 147 khoản 1 minutes=50",
        "on=2024-06-08 counted=false why=weekly_rest basis=Bộ luật Lao động 45/2019/QH14, Điều 111 verified=true",
        "on=2024-06-09 counted=false why=weekly_rest basis=Bộ luật Lao động 45/2019/QH14, Điều 111 verified=true",
        "on=2024-06-10 counted=true why=working_day basis=Bộ luật Dân sự 2015, Điều 147 khoản 1 minutes=480",
        "on=2024-06-11 counted=true why=working_day basis=Bộ luật Dân sự 2015, Điều 147 khoản 1 minutes=70",
      ]
    `);
  });

  it("of working days by the hours convention, with a pause", () => {
    expect(
      explained(
        days(1),
        [
          start("2024-06-03", "10:00"),
          { ...pause("2024-06-03", "sector_rule", "x"), at: at("2024-06-03", "15:00") },
          resume("2024-06-05", "shift"),
        ],
        { convention: "hours" },
      ),
    ).toMatchInlineSnapshot(`
      [
        "Thời hạn giải quyết: 1 ngày làm việc, tính từ 10 giờ 00 phút, thứ Hai ngày 03/06/2024; hẹn trả 15 giờ 00 phút, thứ Tư ngày 05/06/2024. Hạn trả ban đầu: 10 giờ 00 phút, thứ Ba ngày 04/06/2024.",
        "Term: 1 working day(s), counted from 10:00, Monday 03/06/2024; due 15:00, Wednesday 05/06/2024. First due date: 10:00, Tuesday 04/06/2024.",
        "61/2018; 2024",
        "on=2024-06-03 counted=true why=working_day basis=Bộ luật Dân sự 2015, Điều 147 khoản 1 minutes=210",
        "on=2024-06-03 counted=false why=pause name=sector_rule basis=x verified=true left=270",
        "on=2024-06-04 counted=false why=paused",
        "on=2024-06-05 counted=false why=shift left=270 due_at=2024-06-05T15:00:00+07:00",
        "on=2024-06-05 counted=true why=working_day basis=Bộ luật Dân sự 2015, Điều 147 khoản 1 minutes=270",
      ]
    `);
  });

  it("of calendar days that end on a day off", () => {
    expect(explained({ value: 5, unit: "day" }, [start("2024-06-03")])).toMatchInlineSnapshot(`
      [
        "Thời hạn giải quyết: 5 ngày, tính từ 09 giờ 00 phút, thứ Hai ngày 03/06/2024; hẹn trả 17 giờ 00 phút, thứ Hai ngày 10/06/2024. Không tính 1 ngày nghỉ hằng tuần.",
        "Term: 5 day(s), counted from 09:00, Monday 03/06/2024; due 17:00, Monday 10/06/2024. Not counted: 1 day(s) of weekly rest.",
        "61/2018; 2024",
        "on=2024-06-03 counted=false why=first_day basis=Bộ luật Dân sự 2015, Điều 147 khoản 2 verified=true",
        "on=2024-06-04 counted=true why=calendar_day",
        "on=2024-06-05 counted=true why=calendar_day",
        "on=2024-06-06 counted=true why=calendar_day",
        "on=2024-06-07 counted=true why=calendar_day",
        "on=2024-06-08 counted=true why=calendar_day",
        "on=2024-06-09 counted=false why=weekly_rest basis=Bộ luật Lao động 45/2019/QH14, Điều 111 verified=true",
        "on=2024-06-10 counted=false why=end_on_working_day basis=Bộ luật Dân sự 2015, Điều 148 khoản 5 verified=true",
      ]
    `);
  });

  it("of no fixed term", () => {
    expect(explained({ unit: "none" }, [start("2024-06-03")])).toMatchInlineSnapshot(`
      [
        "Thủ tục không quy định thời hạn; tiếp nhận 09 giờ 00 phút, thứ Hai ngày 03/06/2024.",
        "The procedure has no fixed term; received 09:00, Monday 03/06/2024.",
        "61/2018; 2024",
        "on=2024-06-03 counted=false why=no_fixed_term",
      ]
    `);
  });

  it("of a due date that a source gave", () => {
    expect(explained({ unit: "none" }, [{ ...start("2024-06-03"), due_at: at("2024-06-10", "17:00"), due_source: "register" }]))
      .toMatchInlineSnapshot(`
      [
        "Hạn trả 17 giờ 00 phút, thứ Hai ngày 10/06/2024 do nguồn “register” cung cấp.",
        "Due 17:00, Monday 10/06/2024, given by the source “register”.",
        "61/2018; 2024",
        "on=2024-06-03 counted=false why=given_by_source name=register due_at=2024-06-10T17:00:00+07:00",
      ]
    `);
  });

  it("of a year whose notice is still to come", () => {
    expect(explained({ value: 3, unit: "working_day" }, [start("2026-12-31")])).toMatchInlineSnapshot(`
      [
        "Thời hạn giải quyết: 3 ngày làm việc, tính từ 09 giờ 00 phút, thứ Năm ngày 31/12/2026; hẹn trả 17 giờ 00 phút, thứ Tư ngày 06/01/2027. Không tính 2 ngày nghỉ hằng tuần và 01/01/2027 (Tết Dương lịch). Lịch của năm này là tạm tính, hạn trả có thể thay đổi khi có thông báo.",
        "Term: 3 working day(s), counted from 09:00, Thursday 31/12/2026; due 17:00, Wednesday 06/01/2027. Not counted: 2 day(s) of weekly rest and 01/01/2027 (New Year's Day). The calendar of that year is provisional; the due date may change with the official notice.",
        "118/2025; 2026, 2027",
        "on=2026-12-31 counted=false why=first_day basis=Bộ luật Dân sự 2015, Điều 147 khoản 2 verified=true",
        "on=2027-01-01 counted=false why=holiday name=Tết Dương lịch basis=Bộ luật Lao động 45/2019/QH14, Điều 112 verified=false",
        "on=2027-01-02 counted=false why=weekly_rest basis=Bộ luật Lao động 45/2019/QH14, Điều 111 verified=true",
        "on=2027-01-03 counted=false why=weekly_rest basis=Bộ luật Lao động 45/2019/QH14, Điều 111 verified=true",
        "on=2027-01-04 counted=true why=working_day",
        "on=2027-01-05 counted=true why=working_day",
        "on=2027-01-06 counted=true why=working_day",
      ]
    `);
  });

  it("without any regime", () => {
    expect(explained(days(2), [start("2024-06-03"), pause("2024-06-04"), resume("2024-06-06", "restart")], { regime: "none" }))
      .toMatchInlineSnapshot(`
      [
        "Thời hạn giải quyết: 2 ngày làm việc, tính từ 09 giờ 00 phút, thứ Hai ngày 03/06/2024; hẹn trả 17 giờ 00 phút, thứ Hai ngày 10/06/2024. Không tính 2 ngày nghỉ hằng tuần. Hạn trả ban đầu: 17 giờ 00 phút, thứ Tư ngày 05/06/2024.",
        "Term: 2 working day(s), counted from 09:00, Monday 03/06/2024; due 17:00, Monday 10/06/2024. Not counted: 2 day(s) of weekly rest. First due date: 17:00, Wednesday 05/06/2024.",
        "none; 2024",
        "on=2024-06-03 counted=false why=first_day basis=Bộ luật Dân sự 2015, Điều 147 khoản 2 verified=true",
        "on=2024-06-04 counted=true why=working_day",
        "on=2024-06-04 counted=false why=pause name=supplement basis=null verified=false left=1",
        "on=2024-06-05 counted=false why=paused",
        "on=2024-06-06 counted=false why=restart left=2 due_at=2024-06-10T17:00:00+07:00",
        "on=2024-06-06 counted=false why=first_day basis=Bộ luật Dân sự 2015, Điều 147 khoản 2 verified=true",
        "on=2024-06-07 counted=true why=working_day",
        "on=2024-06-08 counted=false why=weekly_rest basis=Bộ luật Lao động 45/2019/QH14, Điều 111 verified=true",
        "on=2024-06-09 counted=false why=weekly_rest basis=Bộ luật Lao động 45/2019/QH14, Điều 111 verified=true",
        "on=2024-06-10 counted=true why=working_day",
      ]
    `);
  });
});
