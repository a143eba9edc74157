import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

export const printerRefusal = defineRefusals(text, {
  place_unknown: { status: 404 },
  printer_unknown: { status: 404 },
  place_taken: { status: 409 },
  address_foreign: { status: 422 },
  kiosk_unknown: { status: 404 },
  printer_fault: { status: 409 },
});
