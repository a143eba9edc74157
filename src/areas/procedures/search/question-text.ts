import { z } from "zod";
import { optional } from "#platform/input/fields.ts";

/** Longer questions are read by their beginning: nobody is refused for telling the whole story. */
export const MOST_QUESTION = 400;

/** The question of a search as it arrives in an address. */
export const questionText = z.preprocess(
  (value) => (typeof value === "string" ? value.slice(0, MOST_QUESTION).toWellFormed() : value),
  optional(z.string()),
);
