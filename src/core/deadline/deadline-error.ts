import { err } from "../result.ts";

export const DEADLINE_ERROR_CODES = [
  "calendar_not_published",
  "calendar_of_other_zone",
  "term_unit_unknown",
  "term_not_positive",
  "term_not_whole",
  "term_absurd",
  "term_value_without_meaning",
  "convention_not_for_unit",
  "events_missing",
  "start_missing",
  "start_repeated",
  "events_out_of_order",
  "event_after_stop",
  "instant_not_finite",
  "pause_in_pause",
  "resume_without_pause",
  "supplement_too_late",
  "supplement_repeated",
  "extension_without_term",
  "extension_while_paused",
  "extension_to_earlier_date",
  "extension_after_due_date",
  "extension_too_late",
  "extension_limit_reached",
  "no_extension_to_revoke",
  "given_due_date_before_start",
  "given_due_date_without_unit",
  "as_of_before_last_event",
] as const;
export type DeadlineErrorCode = (typeof DEADLINE_ERROR_CODES)[number];

/** Why a due date is refused: a code, the field at fault, the article that forbids it, and values for the message. */
export type DeadlineError = {
  readonly code: DeadlineErrorCode;
  /** Path in the input, such as "term.value" or "events[2].at". */
  readonly field: string;
  readonly article: string | null;
  readonly params: Readonly<Record<string, string | number>>;
};

export const refuse = (
  code: DeadlineErrorCode,
  field: string,
  params: DeadlineError["params"] = {},
  article: string | null = null,
) => err<DeadlineError>({ code, field, article, params });
