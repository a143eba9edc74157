import { z } from "zod";

export const TERM_UNITS = ["working_day", "working_hour", "day", "month", "same_day", "none", "unknown"] as const;
export type TermUnit = (typeof TERM_UNITS)[number];

/**
 * How long the agency has. `same_day`: on the working day of receipt, the next one when received after 15:00.
 * `none`: the law sets no term. `unknown`: the source gives no usable term; nobody guesses one.
 */
export interface Term {
  readonly value: number | null;
  readonly unit: TermUnit;
}

export const UNKNOWN_TERM: Term = { value: null, unit: "unknown" };

const hasValue = (unit: TermUnit): boolean => unit !== "same_day" && unit !== "none" && unit !== "unknown";

export const termSchema = z
  .object({ value: z.number().int().min(1).max(3650).nullable(), unit: z.enum(TERM_UNITS) })
  .refine((term) => (term.value !== null) === hasValue(term.unit), { error: "@field.number", path: ["value"] });
