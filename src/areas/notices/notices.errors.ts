import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

export const noticeRefusal = defineRefusals(text, {
  push_not_set_up: { status: 409 },
  push_address: { status: 422 },
  receipt_not_signed: { status: 403 },
  receipt_unknown: { status: 404 },
  template_unknown_placeholder: { status: 422 },
  template_stray_brace: { status: 422 },
  template_short_too_long: { status: 422 },
  template_in_the_past: { status: 422 },
  no_agency: { status: 409 },
  contact_missing: { status: 422 },
  notice_not_found: { status: 404 },
  notice_not_failed: { status: 409 },
  downtime_end_before_start: { status: 422 },
  downtime_in_the_past: { status: 422 },
  downtime_needs_late_reason: { status: 422, basis: "Nghị định 224/2026/NĐ-CP Điều 13" },
  downtime_over: { status: 409 },
  channel_address: { status: 422 },
  channel_secret_missing: { status: 422 },
  channel_from_missing: { status: 422 },
});
