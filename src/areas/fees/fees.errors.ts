import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

const FEE_LAW = "Luật Phí và lệ phí 2015";

/** Why the fees area says no: code → status and legal basis; the words are in the message files. */
export const feeRefusal = defineRefusals(text, {
  dossier_not_found: { status: 404 },
  receipt_not_found: { status: 404 },
  proposal_not_found: { status: 404 },
  confirmation_not_found: { status: 404 },
  closing_not_found: { status: 404 },
  line_not_found: { status: 404 },
  dossier_takes_no_fees: { status: 409 },
  paid_before_void: { status: 409 },
  nothing_outstanding: { status: 409 },
  more_than_outstanding: { status: 422 },
  day_closed: { status: 409 },
  line_is_settled: { status: 409 },
  line_of_procedure: { status: 409, basis: `${FEE_LAW}, Điều 10` },
  basis_required: { status: 422, basis: `${FEE_LAW}, Điều 10` },
  proposal_open: { status: 409 },
  proposal_decided: { status: 409 },
  proposer_cannot_decide: { status: 403 },
  reason_required: { status: 422 },
  nothing_to_refund: { status: 409 },
  more_than_paid: { status: 422 },
  refund_not_approved: { status: 409 },
  receipt_voided: { status: 409 },
  receipt_not_of_today: { status: 409 },
  receipt_confirmed_by_bank: { status: 409 },
  receipt_of_carrier: { status: 409 },
  receipt_refunded: { status: 409 },
  no_account: { status: 409 },
  account_set_today: { status: 409 },
  bad_signature: { status: 401 },
  confirmation_differs: { status: 422 },
  confirmation_settled: { status: 409 },
  already_closed: { status: 409 },
  closing_in_future: { status: 422 },
  explanation_required: { status: 422 },
  period_reversed: { status: 422 },
  unit_not_visible: { status: 403 },
});
