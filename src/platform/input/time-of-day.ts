import { z } from "zod";

/** A time of day, "7:30", "07h30", in minutes from midnight. */
export const timeOfDay = () =>
  z.string({ error: "@field.required" }).transform((value, context) => {
    const [, hour = "", minute = ""] = /^(\d{1,2})[:h](\d{2})$/.exec(value) ?? [];
    if (hour !== "" && Number(hour) < 24 && Number(minute) < 60) return Number(hour) * 60 + Number(minute);
    context.addIssue({ code: "custom", message: "@field.number" });
    return z.NEVER;
  });

/** Minutes of the day as people write them. */
export const clockText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
