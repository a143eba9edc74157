import { isTimeZone } from "../instant.ts";
import { parsePlainDate, toEpochDay, weekdayOf } from "../plain-date.ts";
import { err, ok, type Result } from "../result.ts";
import { type CalendarData, type CalendarDay, CONFIDENCES, DAY_KINDS, YEAR_STATUSES } from "./calendar-data.ts";

/** One fault of a calendar file, at a path such as "days[3].on". */
export type CalendarFault = { readonly code: string; readonly path: string; readonly value: string };

type Fields = Readonly<Record<string, unknown>>;
type Report = (code: string, path: string, value: unknown) => void;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";
const isDate = (value: unknown): value is string => typeof value === "string" && parsePlainDate(value).ok;
const isYear = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 1900 && (value as number) <= 2200;
const isBilingual = (value: unknown): boolean => isFields(value) && isText(value["vi"]) && isText(value["en"]);

function checkYear(value: unknown, path: string, report: Report): number | undefined {
  if (!isFields(value)) return void report("not_an_object", path, value);
  const { year, status, verified, note } = value;
  if (!(YEAR_STATUSES as readonly unknown[]).includes(status)) report("status_unknown", `${path}.status`, status);
  if (typeof verified !== "boolean") report("not_a_boolean", `${path}.verified`, verified);
  if (!isBilingual(note)) report("text_missing", `${path}.note`, note);
  if (isYear(year)) return year;
  return void report("year_unreal", `${path}.year`, year);
}

const isDateOrNull = (value: unknown): boolean => value === null || isDate(value);
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);

/** The form of one day, and that it has a source and, where it is called verified, a law or notice to cite. */
function checkDay(value: unknown, path: string, report: Report): CalendarDay | undefined {
  if (!isFields(value)) return void report("not_an_object", path, value);
  if (!isDate(value["on"])) return void report("date_unreal", `${path}.on`, value["on"]);
  const { kind, confidence, verified } = value;
  if (!(DAY_KINDS as readonly unknown[]).includes(kind)) report("kind_unknown", `${path}.kind`, kind);
  if (!(CONFIDENCES as readonly unknown[]).includes(confidence)) report("confidence_unknown", `${path}.confidence`, confidence);
  if (typeof verified !== "boolean") report("not_a_boolean", `${path}.verified`, verified);
  if (!isBilingual(value["name"])) report("text_missing", `${path}.name`, value["name"]);
  if (!isText(value["source"])) report("source_missing", `${path}.source`, value["source"]);
  for (const field of ["basis", "notice"]) {
    if (!isTextOrNull(value[field])) report("text_missing", `${path}.${field}`, value[field]);
  }
  for (const field of ["announcedOn", "swappedWith"]) {
    if (!isDateOrNull(value[field])) report("date_unreal", `${path}.${field}`, value[field]);
  }
  if (verified === true && value["basis"] === null && value["notice"] === null)
    report("verified_without_basis", path, value["on"]);
  return value as CalendarDay;
}

/** Days in order, each once, each in a year of the calendar, swaps in pairs that name each other. */
function checkRelations(days: readonly CalendarDay[], years: readonly number[], report: Report): void {
  const byDate = new Map(days.map((day) => [day.on, day]));
  days.forEach((day, index) => {
    const path = `days[${index}]`;
    const previous = days[index - 1];
    if (previous !== undefined && previous.on === day.on) report("day_twice", `${path}.on`, day.on);
    if (previous !== undefined && previous.on > day.on) report("days_out_of_order", `${path}.on`, day.on);
    if (!years.includes(Number(day.on.slice(0, 4)))) report("day_outside_years", `${path}.on`, day.on);
    if (day.swappedWith === null) return;
    const other = byDate.get(day.swappedWith);
    const kinds = [day.kind, other?.kind].toSorted().join();
    if (other?.swappedWith !== day.on || kinds !== "make_up_work,swap_off")
      report("swap_unpaired", `${path}.swappedWith`, day.swappedWith);
  });
}

/** Reads a calendar file that was parsed from JSON. Refuses with every fault that it finds. */
export function checkCalendarData(value: unknown): Result<CalendarData, readonly CalendarFault[]> {
  const faults: CalendarFault[] = [];
  const report: Report = (code, path, found) => {
    faults.push({ code, path, value: typeof found === "string" ? found : (JSON.stringify(found) ?? "undefined") });
  };
  if (!isFields(value)) {
    report("not_an_object", "", value);
    return err(faults);
  }
  const { id, revision } = value;
  if (typeof id !== "string" || !/^[a-z0-9][a-z0-9-]{0,62}$/.test(id)) report("id_malformed", "id", id);
  if (!isBilingual(value["name"])) report("text_missing", "name", value["name"]);
  if (!Number.isInteger(revision) || (revision as number) < 1) report("revision_malformed", "revision", revision);
  if (typeof value["timeZone"] !== "string" || !isTimeZone(value["timeZone"]))
    report("time_zone_unknown", "timeZone", value["timeZone"]);
  const yearList = Array.isArray(value["years"]) ? (value["years"] as unknown[]) : [];
  const dayList = Array.isArray(value["days"]) ? (value["days"] as unknown[]) : [];
  if (yearList.length === 0) report("years_missing", "years", value["years"]);
  if (!Array.isArray(value["days"])) report("days_missing", "days", value["days"]);
  const years = yearList.flatMap((year, index) => checkYear(year, `years[${index}]`, report) ?? []);
  years.forEach((year, index) => {
    if (index > 0 && year !== (years[index - 1] ?? 0) + 1) report("years_gap", `years[${index}].year`, year);
  });
  const days = dayList.flatMap((day, index) => checkDay(day, `days[${index}]`, report) ?? []);
  checkRelations(days, years, report);
  return faults.length === 0 ? ok(value as unknown as CalendarData) : err(faults);
}

/** What a person should look at in a sound calendar. */
export type CalendarNotice = {
  readonly code: "unverified" | "swap_without_make_up" | "weekend_without_day_in_lieu" | "provisional_year";
  readonly on: string;
};

function lackDaysInLieu(data: CalendarData): readonly CalendarNotice[] {
  return data.years.flatMap(({ year }) => {
    const days = data.days.filter((day) => day.on.startsWith(`${year}-`));
    const owed = days.filter((day) => day.kind === "statutory" && weekdayOf(toEpochDay(day.on)) >= 5);
    const given = days.filter((day) => day.kind === "compensatory").length;
    return owed.slice(given).map((day) => ({ code: "weekend_without_day_in_lieu" as const, on: day.on }));
  });
}

/** Days not verified, swaps without their make-up day, holidays on a weekend without a day in lieu, years to come. */
export function calendarNotices(data: CalendarData): readonly CalendarNotice[] {
  const unverified = data.days.filter((day) => !day.verified).map((day) => ({ code: "unverified" as const, on: day.on }));
  const unpaired = data.days.filter((day) => day.kind === "swap_off" && day.swappedWith === null);
  const provisional = data.years.filter((year) => year.status === "provisional");
  return [
    ...provisional.map(({ year }) => ({ code: "provisional_year" as const, on: String(year) })),
    ...unpaired.map((day) => ({ code: "swap_without_make_up" as const, on: day.on })),
    ...lackDaysInLieu(data),
    ...unverified,
  ];
}
