import { type ProcedureEntry, readCatalogueRow } from "#procedures";
import { readRequired, readText, Rejection, type RejectionReason } from "../read-fields.ts";
import type { ProcedureMapping } from "./sheet-mapping.ts";

type Values = ReadonlyMap<string, string>;

/** "05 ngày làm việc kể từ ngày nhận đủ hồ sơ" → its number and unit, as far as the text begins with them. */
const TERM = /^(\d+(?:[.,]\d+)?)\s*\(?[^\d()]*?\)?\s*(ngày làm việc|giờ làm việc|ngày|giờ|tháng)(?![\p{L}])/iu;

/** A term in words, or the number of one column and the unit of another; what is neither goes on as it stands, unknown. */
function readTerm({ columns, optional }: ProcedureMapping, values: Values): readonly [value: string, unit: string] {
  const stated = (values.get(columns.term) ?? "").normalize("NFC").trim();
  const unit = optional.termUnit === undefined ? "" : readText(values, optional.termUnit);
  if (unit !== "") return [stated, unit];
  const [, value, word] = TERM.exec(stated.toLowerCase()) ?? [];
  if (value === undefined || word === undefined) return [stated, ""];
  return [value.replace(/^0+(?=\d)/, ""), word];
}

/** Long texts of a source are kept whole, unlike the values that are looked up by. */
const longText = (values: Values, column: string | undefined): string | undefined => {
  const text = column === undefined ? "" : (values.get(column) ?? "").replaceAll(/<[^>]{1,500}>/g, " ").trim();
  return text === "" ? undefined : text.slice(0, 60_000);
};

/** A procedure of a line, unverified. Throws a Rejection for a line that is none. */
export function readProcedureLine(mapping: ProcedureMapping, values: Values, level: string | undefined): ProcedureEntry {
  const { columns, optional, codeSuffix, source } = mapping;
  const stated = readRequired(values, columns.code);
  const code = codeSuffix === null ? stated : stated.replace(new RegExp(codeSuffix), "");
  const levelColumn = columns.level ?? optional.level;
  const levels = (levelColumn === undefined ? "" : readText(values, levelColumn)) || level;
  if (levels === undefined) throw new Rejection(levelColumn ?? "", "required", "");
  const [value, unit] = readTerm(mapping, values);
  const cell = (column: string | undefined): string => (column === undefined ? "" : (values.get(column) ?? "").slice(0, 2_000));
  const row = {
    code,
    name: values.get(columns.name),
    fields: values.get(columns.field),
    levels,
    time_limit: value,
    time_unit: unit,
  };
  const more = {
    subjects: cell(optional.audiences),
    executing_agencies: cell(optional.agency),
    decision_no: cell(optional.decisionNo).slice(0, 200),
  };
  const read = readCatalogueRow({ ...row, ...more });
  if ("fault" in read) {
    const named: Readonly<Record<string, string | undefined>> = {
      code: columns.code,
      name: columns.name,
      fields: columns.field,
      levels: levelColumn,
    };
    const { field, reason, value: found } = read.fault;
    throw new Rejection(named[field] ?? field, reason as RejectionReason, found);
  }
  const { definition } = read.entry;
  const texts = { steps: longText(values, optional.steps), conditions: longText(values, optional.conditions) };
  const kept = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
  return { ...read.entry, definition: { ...definition, ...kept }, source, withdrawn: false };
}
