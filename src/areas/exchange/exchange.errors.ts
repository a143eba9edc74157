import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

/** Why an import as a whole is refused (single lines are rejected in its report instead), and what is wrong at the other doors. */
export const exchangeRefusal = defineRefusals(text, {
  mapping_unknown: { status: 422 },
  mapping_unreadable: { status: 422 },
  mapping_invalid: { status: 422 },
  column_missing: { status: 422 },
  file_unreadable: { status: 422 },
  file_not_text: { status: 422 },
  file_empty: { status: 422 },
  file_too_large: { status: 422 },
  file_not_rows: { status: 422 },
  external_needs_unit: { status: 422 },
  difference_not_open: { status: 409 },
  unknown_unit: { status: 422 },
  task_not_dead: { status: 409 },
  webhook_malformed: { status: 422 },
  webhook_not_https: { status: 422 },
  webhook_not_public: { status: 422 },
  webhook_wants_nothing: { status: 422 },
  webhook_not_found: { status: 404 },
  webhook_no_agency: { status: 409 },
  nothing_to_replay: { status: 409 },
});
