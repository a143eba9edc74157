import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

export const organisationRefusal = defineRefusals(text, {
  unit_not_found: { status: 404 },
  post_not_found: { status: 404 },
  unit_ambiguous: { status: 422 },
  unit_not_in_force: { status: 422 },
  parent_not_in_force: { status: 422 },
  part_needs_agency: { status: 422 },
  parent_below_itself: { status: 422 },
  later_version_exists: { status: 409 },
  code_taken: { status: 409 },
  unit_has_children: { status: 409 },
  unit_merges_into_itself: { status: 422 },
  calendar_unknown: { status: 422 },
  time_zone_unknown: { status: 422 },
  hours_wrong: { status: 422 },
  profile_empty: { status: 422 },
  assignment_not_found: { status: 404 },
  assignment_overlaps: { status: 409 },
  assignment_ended: { status: 409 },
  end_before_start: { status: 422 },
  csv_not_utf8: { status: 422 },
  csv_malformed: { status: 422 },
  csv_column_missing: { status: 422 },
  csv_file_missing: { status: 422 },
});
