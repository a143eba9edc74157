import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

export const reportRefusal = defineRefusals(text, {
  unknown_unit: { status: 404 },
  unit_not_visible: { status: 403 },
  period_reversed: { status: 422 },
});
