import type { EpochMs } from "../instant.ts";
import type { PlainDate } from "../plain-date.ts";

/** Why a day counts or does not, or what happened on it. */
export const DAY_REASONS = [
  "first_day",
  "working_day",
  "make_up_work",
  "calendar_day",
  "same_day",
  "weekly_rest",
  "holiday",
  "compensatory",
  "swap_off",
  "paused",
  "received_after_cutoff",
  "outside_hours",
  "end_on_working_day",
] as const;

export const EVENT_REASONS = [
  "given_by_source",
  "no_fixed_term",
  "pause",
  "pause_after_due",
  "restart",
  "shift",
  "resume_after_due",
  "extended",
  "extension_revoked",
  "stop",
  "unverified_rule",
] as const;

export type DerivationReason = (typeof DAY_REASONS)[number] | (typeof EVENT_REASONS)[number];

/** One line of the explanation: a day with whether it counts and why, or an event with its article. */
export type DerivationLine = {
  readonly on: PlainDate;
  readonly counted: boolean;
  readonly why: DerivationReason;
  /** Name of the day off or of the swap, in Vietnamese. */
  readonly name?: string | undefined;
  readonly nameEn?: string | undefined;
  /** The notice or the article that the line rests on. */
  readonly basis?: string | null | undefined;
  /** False where the basis was not checked against its source. */
  readonly verified?: boolean | undefined;
  /** Working minutes counted on the day, in the hours convention. */
  readonly minutes?: number | undefined;
  /** The due date that the event led to. */
  readonly dueAt?: EpochMs | undefined;
  /** What was left of the term when it went on, in its unit. */
  readonly left?: number | undefined;
};

export const SAME_DAY_RULE = "Luật Hộ tịch 2014, Điều 5 khoản 3; Nghị định 23/2015/NĐ-CP, Điều 7";
