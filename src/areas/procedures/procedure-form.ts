import { z } from "zod";
import { choice, integer, many, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import { type Component, type Definition, definitionSchema } from "./definition.ts";
import { feeFields, feesOfForm } from "./fee-form.ts";
import { aNumber, CHANNELS, column, words } from "./form-columns.ts";
import { AUDIENCES, isProcedureCode, LEVELS, type Procedure, type ProcedureEntry } from "./procedure.ts";
import { procedureRefusal } from "./procedures.errors.ts";
import { type Term, TERM_UNITS, termSchema } from "./term.ts";

export const COMPONENT_KINDS = ["document", "form", "shown", "note"] as const;

const long = optional(words(60_000));
const short = optional(words(4000));

/** What the form of a version sends. */
export const procedureFormSchema = z.object({
  code: requiredText(40),
  name: requiredText(2000),
  field: requiredText(400),
  levels: many(choice(LEVELS)),
  communeOffice: optional(choice(["1"])),
  audiences: many(choice(AUDIENCES)),
  termUnit: choice(TERM_UNITS),
  termValue: optional(integer(1, 3650)),
  termStated: short,
  termBasis: short,
  afterSupplement: optional(choice(["restart", "shift"])),
  agencies: long,
  steps: long,
  conditions: long,
  results: long,
  legalBases: long,
  channels: many(choice(CHANNELS)),
  dossierSets: optional(integer(1, 20)),
  compCode: column(words(80)),
  compName: column(words(8000)),
  compKind: column(choice(COMPONENT_KINDS)),
  compOriginal: column(z.string().regex(/^(?:\d{1,2}|\?)?$/, aNumber)),
  compCertified: column(z.string().regex(/^(?:\d{1,2}|\?)?$/, aNumber)),
  compPhoto: column(z.string().regex(/^(?:\d{1,2}|\?)?$/, aNumber)),
  compRequired: column(choice(["yes", "no"])),
  compForm: column(words(1000)),
  compData: column(words(1000)),
  caseCode: column(words(80)),
  caseName: column(words(2000)),
  caseUnit: column(z.union([z.literal(""), choice(TERM_UNITS)])),
  caseValue: column(z.string().regex(/^\d{0,4}$/, aNumber)),
  caseComponents: column(z.string().regex(/^[\d\s,;]*$/, aNumber)),
  ...feeFields,
  decisionNo: optional(words(200)),
  decisionDate: optional(plainDay()),
  decisionIssuer: optional(words(400)),
  source: requiredText(1000),
  verified: optional(choice(["1"])),
});
export type ProcedureForm = z.output<typeof procedureFormSchema>;

const linesOf = (value: string | undefined): readonly string[] =>
  (value ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
const copies = (value: string | undefined): number | null =>
  value === "?" ? null : Number(value === undefined || value === "" ? 0 : value);

function termOf(field: string, unit: Term["unit"], value: number | undefined): Term {
  const term = { value: value ?? null, unit };
  if (!termSchema.safeParse(term).success) throw procedureRefusal("term_malformed", { field });
  return term;
}

/**
 * The entry that a form describes. What the form does not show is kept from the version it was opened on. Refuses a
 * malformed code, a term without meaning, and cases that name papers that are not there.
 */
export function entryOf(form: ProcedureForm, base: Procedure | undefined): ProcedureEntry {
  const code = base?.code ?? form.code;
  if (!isProcedureCode(code)) throw procedureRefusal("code_malformed", { field: "code" });
  const { components, codeOfRow } = componentsOfForm(form, base);
  const cases = casesOfForm(form, codeOfRow, base);
  return {
    code,
    name: form.name,
    field: form.field,
    levels: LEVELS.filter((level) => form.levels.includes(level)),
    communeOffice: form.communeOffice === "1",
    audiences: AUDIENCES.filter((audience) => form.audiences.includes(audience)),
    term: termOf("termValue", form.termUnit, form.termValue),
    hasDetail: components.length > 0,
    definition: definitionSchema.parse({
      ...base?.definition,
      ...generalParts(form, base),
      components,
      cases,
      fees: feesOfForm(form, cases, base),
    }),
    source: form.source,
    verified: form.verified === "1",
  };
}

function generalParts(form: ProcedureForm, base: Procedure | undefined): Partial<Definition> {
  const known = base?.definition;
  const agencies = [...linesOf(form.agencies)];
  const results = linesOf(form.results).map((name) => known?.results.find((r) => r.name === name) ?? { name, electronic: null });
  const channels = CHANNELS.filter((c) => form.channels.includes(c)).flatMap((channel) => {
    const kept = known?.channels.filter((c) => c.channel === channel) ?? [];
    return kept.length > 0 ? kept : [{ channel }];
  });
  const { decisionNo: no, decisionDate: date, decisionIssuer: issuer } = form;
  const before = known?.announcingDecision?.no === no ? known?.announcingDecision : undefined;
  return {
    agencies,
    competentAuthority: agencies.join("; "),
    steps: form.steps,
    conditions: form.conditions,
    results,
    channels,
    postAllowed: form.channels.includes("post"),
    applicants: known?.applicants ?? [],
    dossierSets: form.dossierSets ?? null,
    terms: { ...known?.terms, stated: form.termStated, basis: form.termBasis, afterSupplement: form.afterSupplement },
    legalBases: linesOf(form.legalBases).map((line) => {
      const [number = "", ...title] = line.split("|");
      return { no: number.trim(), title: title.join("|").trim() || undefined };
    }),
    announcingDecision: no === undefined ? undefined : { ...before, no, date, issuer },
  };
}

function componentsOfForm(
  form: ProcedureForm,
  base: Procedure | undefined,
): { components: Component[]; codeOfRow: ReadonlyMap<number, string> } {
  const known = new Map(base?.definition.components.map((c) => [c.code, c]));
  const used = new Set(form.compCode);
  const codeOfRow = new Map<number, string>();
  const components: Component[] = [];
  let next = 1;
  const fresh = (): string => {
    while (used.has(String(next).padStart(2, "0"))) next += 1;
    const code = String(next).padStart(2, "0");
    used.add(code);
    return code;
  };
  for (const [index, name] of form.compName.entries()) {
    if (name === "") continue;
    const given = form.compCode[index] ?? "";
    const code = given === "" || components.some((c) => c.code === given) ? fresh() : given;
    codeOfRow.set(index + 1, code);
    const kind = form.compKind[index] ?? "document";
    components.push({
      digitise: kind === "document" || kind === "form",
      reusable: false,
      ...known.get(code),
      code,
      name,
      kind,
      copies: {
        original: copies(form.compOriginal[index]),
        certified: copies(form.compCertified[index]),
        photo: copies(form.compPhoto[index]),
      },
      required: form.compRequired[index] === "yes",
      form: form.compForm[index] || undefined,
      replaceableByData: form.compData[index] || undefined,
    });
  }
  return { components, codeOfRow };
}

function casesOfForm(
  form: ProcedureForm,
  codeOfRow: ReadonlyMap<number, string>,
  base: Procedure | undefined,
): Definition["cases"] {
  const cases: Definition["cases"] = [];
  for (const [index, code] of form.caseCode.entries()) {
    const name = form.caseName[index] ?? "";
    if (code === "" && name === "") continue;
    if (code === "" || name === "" || cases.some((c) => c.code === code))
      throw procedureRefusal("case_code_missing", { field: "caseCode" });
    const numbers = (form.caseComponents[index] ?? "").split(/[\s,;]+/).filter((n) => n !== "");
    const components = numbers.map((no) => {
      const component = codeOfRow.get(Number(no));
      if (component === undefined)
        throw procedureRefusal("component_unknown", { field: "caseComponents", values: { case: code, no } });
      return component;
    });
    const unit = form.caseUnit[index] ?? "";
    const value = form.caseValue[index] ?? "";
    const note = base?.definition.cases.find((c) => c.code === code)?.note;
    cases.push({
      code,
      name,
      ...(note === undefined ? {} : { note }),
      ...(unit === "" ? {} : { term: termOf("caseValue", unit, value === "" ? undefined : Number(value)) }),
      ...(components.length === 0 ? {} : { components }),
    });
  }
  return cases;
}
