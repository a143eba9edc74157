import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

const DECREE_61 = "Nghị định 61/2018/NĐ-CP";

/** Why this area says no: code → status and legal basis; the words are in the message files. */
export const linkRefusal = defineRefusals(text, {
  group_not_found: { status: 404 },
  group_not_open: { status: 409 },
  group_procedure_missing: { status: 409 },
  child_missing: { status: 422 },
  field_missing: { status: 422 },
  group_unsound: { status: 409, basis: `${DECREE_61}, Điều 19 khoản 6` },
  group_changed: { status: 409 },
  group_not_draft: { status: 409 },
  group_has_draft: { status: 409 },
  group_code_malformed: { status: 422 },
  group_begins_too_early: { status: 422 },
  group_begins_then: { status: 409 },
  group_not_planned: { status: 409 },
  group_not_in_force: { status: 409 },
  group_ends_too_early: { status: 422 },
  group_not_yours: { status: 403 },
  paper_missing: { status: 422, basis: `${DECREE_61}, Điều 17 khoản 1` },
  desks_do_not_fit: { status: 422 },
  other_province: { status: 422, basis: "Nghị định 118/2025/NĐ-CP" },
  not_a_one_stop: { status: 422 },
  same_agency: { status: 422 },
  nobody_receives_there: { status: 409 },
  bundle_not_found: { status: 404 },
  not_the_receiving_agency: { status: 403, basis: `${DECREE_61}, Điều 19 khoản 6` },
  nothing_to_open: { status: 409 },
  depends_on_open: { status: 409, basis: `${DECREE_61}, Điều 19 khoản 6` },
  depends_on_refused: { status: 409, basis: `${DECREE_61}, Điều 19 khoản 6` },
  reception_not_found: { status: 404 },
  leg_done: { status: 409 },
  leg_not_yet: { status: 409 },
  leg_not_yours: { status: 403 },
  result_at_deciding: { status: 409, basis: `${DECREE_61}, Điều 19 khoản 7` },
  not_ended_early: { status: 409 },
  papers_not_at_counter: { status: 409 },
  receiver_missing: { status: 422 },
  unknown_paper: { status: 422 },
});
