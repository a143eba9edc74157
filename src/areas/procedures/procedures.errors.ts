import { defineRefusals } from "#platform/refusal.ts";
import { text } from "./texts.ts";

export const procedureRefusal = defineRefusals(text, {
  procedure_not_found: { status: 404 },
  procedure_not_open: { status: 409, basis: "Nghị định 63/2010/NĐ-CP, Điều 3, Điều 13" },
  file_too_large: { status: 413 },
  csv_empty: { status: 422 },
  csv_malformed: { status: 422 },
  csv_column_missing: { status: 422 },
  not_utf8: { status: 422 },
  gzip_damaged: { status: 422 },
  code_malformed: { status: 422 },
  term_malformed: { status: 422 },
  component_unknown: { status: 422 },
  case_code_missing: { status: 422 },
  not_a_draft: { status: 409 },
  import_not_found: { status: 404 },
  procedure_incomplete: { status: 409, basis: "Nghị định 63/2010/NĐ-CP, Điều 8" },
  already_withdrawn: { status: 409 },
  withdraw_too_early: { status: 422 },
  guide_not_found: { status: 404 },
  component_not_found: { status: 422 },
  sheet_missing: { status: 422 },
  too_many_sheets: { status: 409 },
  sheet_not_found: { status: 404 },
});
