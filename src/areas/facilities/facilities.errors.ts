import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

export const facilityRefusal = defineRefusals(text, {
  place_unknown: { status: 404 },
  item_unknown: { status: 404 },
  asset_code_taken: { status: 409 },
  fault_open: { status: 409 },
  fault_none: { status: 409 },
});
