/** The door of the working calendar: data, compilation and look-ups. */
export * from "./calendar-data.ts";
export * from "./calendar.ts";
export * from "./compile.ts";
export * from "./check.ts";
export * from "./ical.ts";
export * from "./merge.ts";
export * from "./propose.ts";
export { LUNAR_YEARS } from "./lunar.ts";
