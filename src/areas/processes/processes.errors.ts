import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

export const processRefusal = defineRefusals(text, {
  process_not_found: { status: 404 },
  process_not_yours: { status: 403 },
  process_not_draft: { status: 409 },
  process_changed: { status: 409 },
  process_has_draft: { status: 409 },
  process_unsound: { status: 409, basis: "Thông tư 01/2018/TT-VPCP, Điều 8" },
  process_begins_then: { status: 409 },
  process_begins_too_early: { status: 422 },
  process_not_in_force: { status: 409 },
  process_ends_too_early: { status: 422 },
  process_too_large: { status: 422 },
  process_owner_unknown: { status: 422 },
  process_step_unknown: { status: 404 },
  process_action_unknown: { status: 404 },
  process_procedure_unknown: { status: 422 },
  process_case_unknown: { status: 422 },
  step_no_process: { status: 409 },
  step_has_no_such_action: { status: 409 },
  step_need_unmet: { status: 409 },
  step_requires: { status: 422 },
  step_nobody: { status: 409 },
  bpmn_malformed: { status: 422 },
  bpmn_too_large: { status: 413 },
  bpmn_without_process: { status: 422 },
});
