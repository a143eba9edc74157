import { ok, type Result } from "../result.ts";
import { type DeadlineError, refuse } from "./deadline-error.ts";

export const TERM_UNITS = ["working_day", "working_hour", "day", "month", "same_day", "none"] as const;
export type TermUnit = (typeof TERM_UNITS)[number];

/** A statutory term. `same_day` and `none` carry no value. */
export type Term = { readonly value?: number | null | undefined; readonly unit: TermUnit };

/**
 * How working days are counted. `date`: the first day is left out and the term ends with the last working day (Civil
 * Code a.147–148). `hours`: a day is eight working hours, counted from the minute.
 */
export type Convention = "date" | "hours";

export const HOURS_OF_WORKING_DAY = 8;

/** The longest terms accepted; a longer one is a slip of the pen. */
export const LONGEST_TERM = { working_day: 1000, working_hour: 8000, day: 3650, month: 120 } as const;

/** A term made ready for counting: how much of which unit. */
export type CountedTerm = {
  /** Working days, working minutes, calendar days or months, by `count`. */
  readonly amount: number;
  readonly count: "working_days" | "working_minutes" | "days" | "months" | "same_day" | "none";
};

const withoutValue = (term: Term): Result<undefined, DeadlineError> =>
  term.value === undefined || term.value === null || term.value === 0 || term.value === 1
    ? ok(undefined)
    : refuse("term_value_without_meaning", "term.value", { value: term.value, unit: term.unit });

function checkValue(value: number, limit: number): Result<undefined, DeadlineError> {
  if (!Number.isFinite(value) || value <= 0) return refuse("term_not_positive", "term.value", { value });
  if (value > limit) return refuse("term_absurd", "term.value", { value, limit });
  return ok(undefined);
}

/** The default convention of a unit: hours for hours, dates for everything else. */
export const defaultConvention = (unit: TermUnit): Convention => (unit === "working_hour" ? "hours" : "date");

function countWorkingMinutes(hours: number): Result<CountedTerm, DeadlineError> {
  const amount = hours * 60;
  if (!Number.isInteger(amount)) return refuse("term_not_whole", "term.value", { value: hours });
  return ok({ amount, count: "working_minutes" });
}

/** Checks a term and its convention. Refuses unknown units, values ≤ 0, absurd or broken, and conventions that do not fit. */
export function countTerm(term: Term, chosen?: Convention): Result<CountedTerm, DeadlineError> {
  const { unit } = term;
  if (!TERM_UNITS.includes(unit)) return refuse("term_unit_unknown", "term.unit", { unit: String(unit) });
  const convention = chosen ?? defaultConvention(unit);
  if (unit !== "working_day" && convention !== defaultConvention(unit)) {
    return refuse("convention_not_for_unit", "convention", { convention, unit });
  }
  if (unit === "same_day" || unit === "none") {
    const empty = withoutValue(term);
    return empty.ok ? ok({ amount: 0, count: unit }) : empty;
  }
  const value = term.value ?? Number.NaN;
  const checked = checkValue(value, LONGEST_TERM[unit]);
  if (!checked.ok) return checked;
  if (unit === "working_hour") return countWorkingMinutes(value);
  if (convention === "hours") return countWorkingMinutes(value * HOURS_OF_WORKING_DAY);
  if (!Number.isInteger(value)) return refuse("term_not_whole", "term.value", { value });
  const count = unit === "working_day" ? "working_days" : unit === "day" ? "days" : "months";
  return ok({ amount: value, count });
}
