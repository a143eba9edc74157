import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

export const portalRefusal = defineRefusals(text, {
  dossier_unknown: { status: 404 },
  tracking_unknown: { status: 404 },
  too_many_codes: { status: 429 },
  code_wrong: { status: 422 },
  too_many_tries: { status: 429 },
  pass_over: { status: 404 },
});
