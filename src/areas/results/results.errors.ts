import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

const CERTIFICATION = "Nghị định 23/2015/NĐ-CP, Điều 13";

/** Why the results area says no: code → status and legal basis; the words are in the message files. */
export const resultRefusal = defineRefusals(text, {
  dossier_not_found: { status: 404 },
  result_not_found: { status: 404 },
  action_not_allowed: { status: 409 },
  changed_meanwhile: { status: 409 },
  version_open: { status: 409 },
  placeholder_left: { status: 422 },
  body_missing: { status: 422 },
  file_missing: { status: 422 },
  reason_missing: { status: 422 },
  receiver_missing: { status: 422 },
  valid_until_past: { status: 422 },
  signer_is_writer: { status: 403 },
  not_signable: { status: 422 },
  uploaded_signature_broken: { status: 422 },
  signing_waits: { status: 409 },
  signing_refused: { status: 409 },
  no_certificate: { status: 409 },
  result_document_required: { status: 409, basis: "Nghị định 61/2018/NĐ-CP, Điều 19; Nghị định 118/2025/NĐ-CP" },
  book_closed: { status: 409, basis: CERTIFICATION },
  book_not_over: { status: 409, basis: CERTIFICATION },
  book_empty: { status: 409 },
  entry_not_found: { status: 404 },
  entry_voided: { status: 409 },
  requester_unknown: { status: 422 },
  certifier_missing: { status: 409 },
  procedure_missing: { status: 409 },
  serials_reversed: { status: 422 },
  serials_too_many: { status: 422 },
  serials_known: { status: 409 },
  serials_not_in_stock: { status: 409 },
});
