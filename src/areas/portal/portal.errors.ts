import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

export const portalRefusal = defineRefusals(text, {
  dossier_unknown: { status: 404 },
  tracking_unknown: { status: 404 },
  too_many_look_ups: { status: 429 },
});
