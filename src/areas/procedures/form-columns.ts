import { z } from "zod";

export const CHANNELS = ["counter", "post", "online"] as const;
const MOST_ROWS = 320;
export const aNumber = { error: "@field.number" };

/** One value for each row of a table in the form; an empty one keeps its place. */
export const column = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(item).max(MOST_ROWS));
export const words = (most: number) => z.string().max(most, { error: "@field.too_long" });
