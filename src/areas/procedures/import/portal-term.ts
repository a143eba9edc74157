import { type Term, UNKNOWN_TERM } from "../term.ts";

/** Why a term of the source could not be used. */
export type UnknownReason =
  | "not_given"
  | "placeholder"
  | "unit_unclear"
  | "not_a_number"
  | "hours_beyond_a_day"
  | "broken_number";

export interface PortalTerm {
  readonly term: Term;
  readonly reason?: UnknownReason;
  /** The source's own words where they say more than the term that is kept. */
  readonly stated?: string;
}

const UNITS = {
  "ngày làm việc": "working_day",
  ngày: "day",
  tháng: "month",
  giờ: "hour",
  "giờ làm việc": "working_hour",
} as const;

const HOURS_OF_WORKING_DAY = 8;
const NUMBER = /^\d+(?:[.,]\d+)?$/;

const unknown = (reason: UnknownReason, stated: string): PortalTerm =>
  stated === "" ? { term: UNKNOWN_TERM, reason } : { term: UNKNOWN_TERM, reason, stated };

/**
 * A term of the national portal. Nothing is guessed: without a usable number and unit it is unknown, with the reason
 * and the source's words. "1" without a unit (or "OTHER") is the portal's placeholder for "see the note". Half working
 * days become working hours, eight a day. Plain hours are working hours within one working day; beyond it the source
 * does not say which hours it counts.
 */
export function readPortalTerm(value: string, unitText: string): PortalTerm {
  const stated = `${value} ${unitText}`.trim();
  if (value === "") return unknown("not_given", stated);
  if (!NUMBER.test(value)) return unknown("not_a_number", stated);
  const amount = Number(value.replace(",", "."));
  if (!(amount > 0)) return unknown("not_given", stated);
  const unit = UNITS[unitText.toLowerCase() as keyof typeof UNITS] as (typeof UNITS)[keyof typeof UNITS] | undefined;
  if (unit === undefined) return unknown(amount === 1 && /^(|other)$/i.test(unitText) ? "placeholder" : "unit_unclear", stated);
  if (unit === "hour" || unit === "working_hour") return readHours(amount, unit, stated);
  if (Number.isInteger(amount)) return { term: { value: amount, unit } };
  const hours = amount * HOURS_OF_WORKING_DAY;
  return unit === "working_day" && Number.isInteger(hours)
    ? { term: { value: hours, unit: "working_hour" }, stated: stated.replace(".", ",") }
    : unknown("broken_number", stated);
}

function readHours(amount: number, unit: "hour" | "working_hour", stated: string): PortalTerm {
  if (!Number.isInteger(amount)) return unknown("broken_number", stated);
  if (unit === "hour" && amount > HOURS_OF_WORKING_DAY) return unknown("hours_beyond_a_day", stated);
  return { term: { value: amount, unit: "working_hour" } };
}
