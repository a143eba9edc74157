import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

const DECREE_61 = "Nghị định 61/2018/NĐ-CP";

/** Why the papers area says no: code → status and legal basis; the words are in the message files. */
export const papersRefusal = defineRefusals(text, {
  unknown_component: { status: 422, basis: `${DECREE_61}, Điều 5 khoản 1 điểm đ` },
  scan_missing: { status: 422, basis: `${DECREE_61}, Điều 17 khoản 1` },
  scan_not_expected: { status: 422 },
  reason_missing: { status: 422, basis: `${DECREE_61}, Điều 17 khoản 1` },
  result_code_missing: { status: 422 },
  not_replaceable: { status: 422, basis: "Nghị định 224, Điều 18 khoản 4" },
  copy_reviewed: { status: 409 },
  own_scan: { status: 409 },
  components_not_digitised: { status: 409, basis: `${DECREE_61}, Điều 17 khoản 1` },
  original_ended: { status: 409 },
  receiver_or_reason: { status: 422, basis: `${DECREE_61}, Điều 20 khoản 2` },
  dossier_not_found: { status: 404 },
  no_dossier_on_sheet: { status: 422 },
  dossier_elsewhere: { status: 409 },
  sheet_not_found: { status: 404 },
  sheet_received: { status: 409 },
  not_of_the_unit: { status: 403 },
  same_unit: { status: 422 },
  destination_missing: { status: 422 },
  remark_missing: { status: 422 },
  slip_used: { status: 409 },
  shipment_ended: { status: 409 },
  receiver_missing: { status: 422, basis: `${DECREE_61}, Điều 6 khoản 2 điểm b` },
  proof_missing: { status: 422 },
  dossier_open: { status: 409 },
  originals_unsettled: { status: 409, basis: `${DECREE_61}, Điều 20 khoản 2` },
  archived_before: { status: 409 },
  unknown_retention: { status: 422 },
  result_not_waiting: { status: 409 },
  result_waits_too_short: { status: 409 },
  result_stored: { status: 409 },
  result_not_stored: { status: 409 },
  result_in_storage: { status: 409 },
  policy_begins_too_early: { status: 422 },
  identity_differs: { status: 422, basis: `${DECREE_61}, Điều 6 khoản 2 điểm b` },
  paper_missing: { status: 422, basis: `${DECREE_61}, Điều 6 khoản 2 điểm b` },
});
