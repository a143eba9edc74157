import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

export const displaysRefusal = defineRefusals(text, {
  guide_unknown: { status: 404 },
  language_none: { status: 409 },
  clips_missing: { status: 422 },
  clip_name: { status: 422 },
  clip_not_wav: { status: 422 },
  clip_not_mono_16: { status: 422 },
  clip_too_long: { status: 422 },
  clip_empty: { status: 422 },
  counter_needed: { status: 422 },
  nothing_to_rate: { status: 409 },
  photo_missing: { status: 422 },
  officer_unknown: { status: 404 },
  receipt_needed: { status: 422 },
  receipt_is_card: { status: 422 },
  appointment_code: { status: 422 },
});
