import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

const BOOKS = "Thông tư 01/2018/TT-VPCP, Điều 9";

export const formsRefusal = defineRefusals(text, {
  form_not_known: { status: 422, basis: "Thông tư 01/2018/TT-VPCP, Điều 9" },
  slip_not_applicable: { status: 409 },
  register_not_over: { status: 409, basis: BOOKS },
  register_closed: { status: 409, basis: BOOKS },
  register_empty: { status: 404 },
  register_open: { status: 409 },
  register_too_long: { status: 422 },
  paper_not_offered: { status: 422 },
  address_missing: { status: 409 },
  not_one_applicant: { status: 422 },
  joint_too_few: { status: 422 },
  template_file_missing: { status: 422 },
  template_added_meanwhile: { status: 409 },
  template_no_document: { status: 422 },
  template_too_large: { status: 422 },
  template_fetches: { status: 422 },
  template_runs: { status: 422 },
  template_broken_tag: { status: 422 },
  template_unknown_tag: { status: 422 },
  template_raw_tag: { status: 422 },
  template_qr_place: { status: 422 },
  conversion_failed: { status: 503 },
});
