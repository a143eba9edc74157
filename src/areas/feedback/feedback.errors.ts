import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

export const feedbackRefusal = defineRefusals(text, {
  subject_unknown: { status: 404 },
  already_rated: { status: 409 },
  not_yet: { status: 409 },
  rating_unknown: { status: 404 },
  period_reversed: { status: 422 },
  row_unknown: { status: 404 },
  posting_ahead: { status: 422 },
  posting_place: { status: 422 },
  posting_recorded: { status: 409 },
  complaint_place: { status: 422 },
  complaint_ahead: { status: 422 },
  complaint_early: { status: 422 },
  complaint_due: { status: 422 },
  complaint_known: { status: 409 },
  complaint_not_open: { status: 409 },
  register_begun: { status: 409 },
  register_none: { status: 422 },
});
