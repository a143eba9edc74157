/** The door of the working calendar: data, compilation and look-ups. */
export * from "./calendar-data.ts";
export * from "./calendar.ts";
export * from "./compile.ts";
