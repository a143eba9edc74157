import type { CalendarData, CalendarDay, CalendarYear } from "./calendar-data.ts";

/**
 * A calendar with some years replaced by imported ones: the days of those years are the imported days alone, the
 * revision goes up by one. Years that the import does not name stay as they are.
 */
export function replaceYears(data: CalendarData, years: readonly CalendarYear[], days: readonly CalendarDay[]): CalendarData {
  const replaced = new Set(years.map(({ year }) => year));
  const isReplaced = (day: CalendarDay): boolean => replaced.has(Number(day.on.slice(0, 4)));
  return {
    ...data,
    revision: data.revision + 1,
    years: [...data.years.filter(({ year }) => !replaced.has(year)), ...years].toSorted((a, b) => a.year - b.year),
    days: [...data.days.filter((day) => !isReplaced(day)), ...days].toSorted((a, b) => (a.on < b.on ? -1 : 1)),
  };
}

/** Writes a calendar as its file: one year and one day a line, so that a change shows as the lines it touches. */
export function toCalendarFile(data: CalendarData): string {
  const line = (value: unknown): string => JSON.stringify(value);
  const list = (values: readonly unknown[]): string => values.map((value) => `    ${line(value)}`).join(",\n");
  const head = (["id", "name", "revision", "timeZone"] as const).map((key) => `  "${key}": ${line(data[key])},\n`).join("");
  return `{\n${head}  "years": [\n${list(data.years)}\n  ],\n  "days": [\n${list(data.days)}\n  ]\n}\n`;
}
