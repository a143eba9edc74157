import { formatDay } from "#platform/i18n/dates.ts";
import { feeValuesOf } from "./fee-form.ts";
import type { Procedure } from "./procedure.ts";

/** What stands in a form: as typed, or as made from a version. */
export type FormValues = Readonly<Record<string, string | readonly string[] | undefined>>;

export const valueOf = (values: FormValues, name: string): string => {
  const value = values[name];
  return typeof value === "string" ? value : (value?.[0] ?? "");
};

export const listOf = (values: FormValues, name: string): readonly string[] => {
  const value = values[name];
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
};

const copies = (count: number | null): string => (count === null ? "?" : count === 0 ? "" : String(count));

/** The form's values for a version, so that saving it unchanged says the same. */
export function valuesOf(procedure: Procedure): FormValues {
  const { definition: d, term } = procedure;
  const rowOf = new Map(d.components.map((c, index) => [c.code, index + 1]));
  const decided = d.announcingDecision;
  return {
    code: procedure.code,
    name: procedure.name,
    field: procedure.field,
    levels: procedure.levels,
    communeOffice: procedure.communeOffice ? "1" : "",
    audiences: procedure.audiences,
    termUnit: term.unit,
    termValue: term.value === null ? "" : String(term.value),
    termStated: d.terms.stated,
    termBasis: d.terms.basis,
    afterSupplement: d.terms.afterSupplement,
    agencies: d.agencies.join("\n"),
    steps: d.steps,
    conditions: d.conditions,
    results: d.results.map((r) => r.name.replaceAll("\n", " ")).join("\n"),
    legalBases: d.legalBases.map((b) => (b.title === undefined ? b.no : `${b.no} | ${b.title.replaceAll("\n", " ")}`)).join("\n"),
    channels: [...new Set(d.channels.map((c) => c.channel))],
    dossierSets: d.dossierSets === null ? "" : String(d.dossierSets),
    compCode: d.components.map((c) => c.code),
    compName: d.components.map((c) => c.name),
    compKind: d.components.map((c) => c.kind),
    compOriginal: d.components.map((c) => copies(c.copies.original)),
    compCertified: d.components.map((c) => copies(c.copies.certified)),
    compPhoto: d.components.map((c) => copies(c.copies.photo)),
    compRequired: d.components.map((c) => (c.required ? "yes" : "no")),
    compForm: d.components.map((c) => c.form ?? ""),
    compData: d.components.map((c) => c.replaceableByData ?? ""),
    caseCode: d.cases.map((c) => c.code),
    caseName: d.cases.map((c) => c.name),
    caseUnit: d.cases.map((c) => c.term?.unit ?? ""),
    caseValue: d.cases.map((c) => (c.term?.value === null || c.term === undefined ? "" : String(c.term.value))),
    caseComponents: d.cases.map((c) => (c.components ?? []).map((code) => rowOf.get(code)).join(", ")),
    ...feeValuesOf(d.fees),
    decisionNo: decided?.no,
    decisionDate: decided?.date === undefined ? "" : formatDay(decided.date),
    decisionIssuer: decided?.issuer,
    source: procedure.source,
    verified: procedure.verified ? "1" : "",
  };
}
