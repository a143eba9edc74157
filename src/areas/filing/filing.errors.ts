import type { Fault } from "#core/eform/index.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { defineRefusals, type FieldRefusal } from "#platform/refusal.ts";
import { text } from "./texts.ts";

export const filingRefusal = defineRefusals(text, {
  filing_not_found: { status: 404 },
  filing_changed_elsewhere: { status: 409 },
  filing_not_editable: { status: 409 },
  filing_not_withdrawable: { status: 409 },
  filing_answered: { status: 409 },
  form_incomplete: { status: 422 },
  form_retired: { status: 409 },
  form_missing: { status: 404 },
  filed_elsewhere: { status: 409, basis: "Nghị định 224/2026/NĐ-CP, Điều 15 khoản 1 điểm i" },
  papers_undecided: { status: 422, basis: "Nghị định 61/2018/NĐ-CP, Điều 17 khoản 1" },
  unit_receives_nothing: { status: 422 },
  mandate_unknown: { status: 422 },
  file_missing: { status: 422 },
  too_many_files: { status: 422 },
  too_many_uploads: { status: 429 },
  upload_unknown: { status: 404 },
  part_out_of_place: { status: 409 },
  part_damaged: { status: 422 },
  paper_not_checked: { status: 422, basis: "Nghị định 61/2018/NĐ-CP, Điều 17 khoản 1" },
  no_file_there: { status: 422 },
  papers_incomplete: { status: 422, basis: "Nghị định 61/2018/NĐ-CP, Điều 17 khoản 2" },
  dossier_takes_nothing: { status: 409 },
  dossier_not_withdrawable: { status: 409, basis: "Nghị định 61/2018/NĐ-CP, Điều 16, Điều 19" },
  component_not_chosen: { status: 422 },
  procedure_unknown: { status: 422 },
  place_reason_missing: { status: 422, basis: "Nghị định 224/2026/NĐ-CP, Điều 15 khoản 1 điểm i" },
  reason_missing: { status: 422, basis: "Nghị định 61/2018/NĐ-CP, Điều 17 khoản 2" },
  nothing_lacking: { status: 422, basis: "Nghị định 61/2018/NĐ-CP, Điều 17 khoản 2" },
  section_unknown: { status: 404 },
  eform_defective: { status: 422 },
  eform_not_draft: { status: 409 },
  group_bounds: { status: 422 },
  age_line: { status: 422 },
});

/** The words for what is wrong with an answer, at the control where it is put right. */
export const fieldRefusals = (locale: Locale, faults: readonly Fault[]): readonly FieldRefusal[] =>
  faults.map(({ path, code, values }) => ({
    field: path.endsWith(".unit") ? `${path}Text` : path,
    message: text(locale, `fault.${code}`, values),
  }));
