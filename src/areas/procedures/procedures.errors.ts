import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

export const procedureRefusal = defineRefusals(text, {
  procedure_not_found: { status: 404 },
  procedure_not_open: { status: 409, basis: "Nghị định 63/2010/NĐ-CP, Điều 3, Điều 13" },
});
