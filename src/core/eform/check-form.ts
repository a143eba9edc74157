import { type Condition, type Eform, type Field, isGroup } from "./eform.ts";

/** What makes a form unusable, told to whoever builds it. */
export type FormDefect =
  | { readonly code: "no_sections" }
  | { readonly code: "empty_section"; readonly at: string }
  | { readonly code: "code_malformed"; readonly at: string }
  | { readonly code: "code_twice"; readonly at: string }
  | { readonly code: "no_options"; readonly at: string }
  | { readonly code: "options_twice"; readonly at: string }
  | { readonly code: "bounds_crossed"; readonly at: string }
  | { readonly code: "age_without_date"; readonly at: string }
  | { readonly code: "condition_unknown"; readonly at: string; readonly field: string }
  | { readonly code: "condition_value"; readonly at: string; readonly field: string }
  | { readonly code: "no_owner_name" };

const CODE = /^[a-z][A-Za-z0-9]{0,39}$/;

function fieldDefects(field: Field, at: string): FormDefect[] {
  const defects: FormDefect[] = [];
  const values = (field.options ?? []).map(({ value }) => value);
  if (field.type === "choice" || field.type === "choices") {
    if (values.length === 0) defects.push({ code: "no_options", at });
    if (new Set(values).size < values.length) defects.push({ code: "options_twice", at });
  }
  if (field.min !== undefined && field.max !== undefined && field.min > field.max) defects.push({ code: "bounds_crossed", at });
  const ages = field.ages ?? [];
  if (ages.length > 0 && field.type !== "date") defects.push({ code: "age_without_date", at });
  if (ages.some(({ least, under }) => (least === undefined && under === undefined) || (least ?? 0) >= (under ?? Infinity)))
    defects.push({ code: "bounds_crossed", at });
  return defects;
}

/** A condition may look at fields asked before it alone: otherwise a question could hide itself. */
function conditionDefects(
  showIf: readonly Condition[] | undefined,
  at: string,
  before: ReadonlyMap<string, Field>,
): FormDefect[] {
  return (showIf ?? []).flatMap((condition): FormDefect[] => {
    const field = before.get(condition.field);
    if (field === undefined) return [{ code: "condition_unknown", at, field: condition.field }];
    const known = field.type === "yes_no" ? ["yes", "no"] : field.options?.map(({ value }) => value);
    const strange = known !== undefined && condition.is?.some((value) => !known.includes(value)) === true;
    return strange ? [{ code: "condition_value", at, field: condition.field }] : [];
  });
}

/** Everything that keeps a form from being published; empty for a form that every applicant can fill in to its end. */
export function checkForm(form: Eform): readonly FormDefect[] {
  if (form.sections.length === 0) return [{ code: "no_sections" }];
  const defects: FormDefect[] = [];
  const codes = new Set<string>();
  const before = new Map<string, Field>();
  /** Rules about age hide nothing, so that they may look at what is asked later: judged once every question is known. */
  const rules: { readonly field: Field; readonly at: string; readonly known: ReadonlyMap<string, Field> }[] = [];
  let namesOwner = false;
  const take = (code: string, at: string): void => {
    if (!CODE.test(code)) defects.push({ code: "code_malformed", at });
    if (codes.has(at)) defects.push({ code: "code_twice", at });
    codes.add(at);
  };
  const takeField = (field: Field, at: string, known: Map<string, Field>): void => {
    take(field.code, at);
    defects.push(...fieldDefects(field, at), ...conditionDefects(field.showIf, at, known));
    known.set(field.code, field);
    rules.push({ field, at, known });
  };
  for (const section of form.sections) {
    take(section.code, `§${section.code}`);
    if (section.items.length === 0) defects.push({ code: "empty_section", at: section.code });
    defects.push(...conditionDefects(section.showIf, section.code, before));
    for (const item of section.items) {
      if (!isGroup(item)) {
        takeField(item, item.code, before);
        namesOwner ||= item.means === "owner.name";
        continue;
      }
      take(item.code, item.code);
      defects.push(...conditionDefects(item.showIf, item.code, before));
      if (item.atLeast > item.atMost || item.atMost < 1) defects.push({ code: "bounds_crossed", at: item.code });
      if (item.fields.length === 0) defects.push({ code: "empty_section", at: item.code });
      const inRow = new Map(before);
      for (const field of item.fields) takeField(field, `${item.code}.${field.code}`, inRow);
    }
  }
  for (const { field, at, known } of rules)
    for (const { when } of field.ages ?? []) defects.push(...conditionDefects(when, at, new Map([...before, ...known])));
  if (!namesOwner) defects.push({ code: "no_owner_name" });
  return defects;
}
