import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

export const secondmentRefusal = defineRefusals(text, {
  shop_unknown: { status: 404 },
  person_unknown: { status: 422 },
  sender_unknown: { status: 422 },
  period_reversed: { status: 422 },
  service_after_start: { status: 422 },
  below_standard: { status: 422, basis: "Nghị định 61/2018/NĐ-CP, Điều 11" },
  overlapping: { status: 409 },
  secondment_unknown: { status: 404 },
  end_outside: { status: 422 },
  meeting_ahead: { status: 422 },
  meeting_recorded: { status: 409 },
  month_not_over: { status: 422 },
  nobody_sent: { status: 404 },
  notice_sent: { status: 409 },
});
