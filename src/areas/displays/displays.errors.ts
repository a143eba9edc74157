import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

export const displaysRefusal = defineRefusals(text, {
  counter_needed: { status: 422 },
  nothing_to_rate: { status: 409 },
  photo_missing: { status: 422 },
  officer_unknown: { status: 404 },

  receipt_needed: { status: 422 },
});
