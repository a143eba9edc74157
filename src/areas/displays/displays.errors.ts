import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

export const displaysRefusal = defineRefusals(text, {
  receipt_needed: { status: 422 },
});
