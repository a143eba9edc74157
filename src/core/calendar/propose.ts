import { type EpochDay, epochDayOf, plainDateOf, weekdayOf } from "../plain-date.ts";
import type { BilingualText, CalendarDay, CalendarYear, DayKind } from "./calendar-data.ts";
import { hungKingsDay, lunarNewYear } from "./lunar.ts";

const LABOUR_CODE = "Bộ luật Lao động 45/2019/QH14, Điều 112";
const LABOUR_CODE_IN_LIEU = "Bộ luật Lao động 45/2019/QH14, Điều 111 khoản 3";
const CULTURE_DAY_BASIS = "Nghị quyết 28/2026/QH16";
const CULTURE_DAY_SINCE = 2026;
const SOURCE = "Computed from the law and the lunar calendar; the official notice is still to come";

type Holiday = { readonly day: EpochDay; readonly name: BilingualText; readonly basis: string };

const entry = (day: EpochDay, kind: DayKind, name: BilingualText, basis: string): CalendarDay => ({
  on: plainDateOf(day),
  kind,
  name,
  basis,
  notice: null,
  announcedOn: null,
  source: SOURCE,
  confidence: "provisional",
  verified: false,
  swappedWith: null,
});

const TET: BilingualText = { vi: "Tết Nguyên đán", en: "Lunar New Year" };

/** The commonest choice of the five days: New Year's Eve and the first four days. */
function tetDays(year: number): readonly Holiday[] {
  const first = lunarNewYear(year);
  return [-1, 0, 1, 2, 3].map((offset) => ({
    day: first + offset,
    name:
      offset < 0
        ? { vi: `${TET.vi} (Giao thừa)`, en: "Lunar New Year's Eve" }
        : { vi: `${TET.vi} (Mùng ${offset + 1})`, en: `${TET.en}, day ${offset + 1}` },
    basis: LABOUR_CODE,
  }));
}

/** The day beside National Day that makes the longer run of rest: the day after on Monday, Thursday and Sunday. */
function nationalDays(year: number): readonly Holiday[] {
  const day = epochDayOf(year, 9, 2);
  const isAfter = [0, 3, 6].includes(weekdayOf(day));
  const beside = { vi: "Quốc khánh (ngày liền kề)", en: "National Day (adjacent day)" };
  return [
    { day, name: { vi: "Quốc khánh", en: "National Day" }, basis: LABOUR_CODE },
    { day: isAfter ? day + 1 : day - 1, name: beside, basis: LABOUR_CODE },
  ];
}

function holidaysOf(year: number): readonly Holiday[] {
  const on = (month: number, day: number, vi: string, en: string, basis = LABOUR_CODE): Holiday => ({
    day: epochDayOf(year, month, day),
    name: { vi, en },
    basis,
  });
  const hungKings = { vi: "Giỗ Tổ Hùng Vương (10/3 âm lịch)", en: "Hùng Kings' Commemoration Day (10th of the 3rd lunar month)" };
  const days = [
    on(1, 1, "Tết Dương lịch", "New Year's Day"),
    ...tetDays(year),
    { day: hungKingsDay(year), name: hungKings, basis: LABOUR_CODE },
    on(4, 30, "Ngày Chiến thắng", "Victory Day"),
    on(5, 1, "Ngày Quốc tế lao động", "International Workers' Day"),
    ...nationalDays(year),
  ];
  if (year >= CULTURE_DAY_SINCE) days.push(on(11, 24, "Ngày Văn hóa Việt Nam", "Việt Nam Culture Day", CULTURE_DAY_BASIS));
  return days;
}

/** A holiday on a weekly rest day is made up on the next working day (Labour Code a.111.3). */
function daysInLieu(holidays: readonly Holiday[]): readonly CalendarDay[] {
  const taken = new Set(holidays.map(({ day }) => day));
  const isRest = (day: EpochDay): boolean => weekdayOf(day) >= 5;
  return holidays
    .filter(({ day }) => isRest(day))
    .map(({ day, name }) => {
      let inLieu = day + 1;
      while (isRest(inLieu) || taken.has(inLieu)) inLieu += 1;
      taken.add(inLieu);
      return entry(inLieu, "compensatory", { vi: `Nghỉ bù ${name.vi}`, en: `Day off in lieu, ${name.en}` }, LABOUR_CODE_IN_LIEU);
    });
}

export type YearProposal = { readonly year: CalendarYear; readonly days: readonly CalendarDay[] };

/**
 * The days off of a year as the law and the lunar calendar let one expect them, all marked provisional. What only a
 * notice decides (which days around Tết and National Day, swaps) is guessed by custom or left out, and said in the note.
 */
export function proposeYear(year: number): YearProposal {
  const holidays = holidaysOf(year);
  const statutory = holidays.map(({ day, name, basis }) => entry(day, "statutory", name, basis));
  return {
    year: {
      year,
      status: "provisional",
      verified: false,
      note: {
        vi: "Đề xuất tính từ luật và âm lịch; ngày nghỉ Tết, ngày liền kề Quốc khánh và ngày hoán đổi chờ thông báo.",
        en: "Proposed from the law and the lunar calendar; the Tết block, the day beside National Day and swaps await the notice.",
      },
    },
    days: [...statutory, ...daysInLieu(holidays)].toSorted((a, b) => (a.on < b.on ? -1 : 1)),
  };
}
