import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

export const formsRefusal = defineRefusals(text, {
  form_not_known: { status: 422, basis: "Thông tư 01/2018/TT-VPCP, Điều 9" },
  slip_not_applicable: { status: 409 },
});
