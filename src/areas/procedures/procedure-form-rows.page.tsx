import type { Locale } from "#platform/i18n/messages.ts";
import { Fieldset, FormRow, HiddenFields, NumberField, SelectField, TextField } from "#ui/ui.tsx";
import { COMPONENT_KINDS } from "./procedure-form.ts";
import { type FormValues, listOf, valueOf } from "./procedure-form-values.ts";
import { TERM_UNITS } from "./term.ts";
import { text, type TextKey } from "./texts.ts";

export interface PartProps {
  readonly locale: Locale;
  readonly values: FormValues;
  readonly isNew: boolean;
}

/** Options whose labels are the texts "prefix.value". */
export const choices = (locale: Locale, prefix: string, values: readonly string[]) =>
  values.map((value) => ({ value, label: text(locale, `${prefix}.${value}` as TextKey) }));

const rows = (values: FormValues, name: string, spare: number): readonly number[] => {
  const filled = listOf(values, name);
  const last = filled.findLastIndex((value) => value !== "");
  return Array.from({ length: last + 1 + spare }, (_, index) => index);
};

interface RowProps {
  readonly locale: Locale;
  readonly index: number;
  readonly at: (name: string, index: number) => string;
}

/** Reads a column of the form by row. */
export const reader = (values: FormValues) => (name: string, index: number) => listOf(values, name)[index] ?? "";

export function Components({ locale, values }: PartProps) {
  const at = reader(values);
  return (
    <Fieldset legend={text(locale, "part.components")} hint={text(locale, "form.components_hint")}>
      <NumberField name="dossierSets" label={text(locale, "form.sets")} value={valueOf(values, "dossierSets")} width="xs" />
      {rows(values, "compName", 4).map((index) => (
        <ComponentRow key={index} locale={locale} index={index} at={at} />
      ))}
    </Fieldset>
  );
}

function ComponentRow({ locale, index, at }: RowProps) {
  const kinds = COMPONENT_KINDS.map((kind) => ({ value: kind, label: text(locale, `form.kind_${kind}`) }));
  const answers = [
    { value: "yes", label: text(locale, "form.yes") },
    { value: "no", label: text(locale, "form.no") },
  ];
  const field = (name: string) => ({ name, id: `${name}-${index}`, value: at(name, index) });
  return (
    <Fieldset legend={text(locale, "form.row", { no: index + 1 })}>
      <HiddenFields values={{ compCode: at("compCode", index) }} />
      <TextField {...field("compName")} label={text(locale, "component.name")} width="full" />
      <FormRow>
        <SelectField
          {...field("compKind")}
          value={at("compKind", index) || "document"}
          label={text(locale, "form.kind")}
          options={kinds}
        />
        <TextField {...field("compOriginal")} label={text(locale, "component.original")} width="xs" inputMode="numeric" />
        <TextField {...field("compCertified")} label={text(locale, "component.certified")} width="xs" inputMode="numeric" />
        <TextField {...field("compPhoto")} label={text(locale, "component.photo")} width="xs" inputMode="numeric" />
        <SelectField
          {...field("compRequired")}
          value={at("compRequired", index) || "yes"}
          label={text(locale, "form.required")}
          options={answers}
        />
      </FormRow>
      <FormRow>
        <TextField {...field("compForm")} label={text(locale, "part.forms")} />
        <TextField {...field("compData")} label={text(locale, "form.by_data")} />
      </FormRow>
    </Fieldset>
  );
}

export function Cases({ locale, values }: PartProps) {
  const at = reader(values);
  return (
    <Fieldset legend={text(locale, "form.cases")} hint={text(locale, "form.cases_hint")}>
      {rows(values, "caseCode", 3).map((index) => (
        <Fieldset key={index} legend={text(locale, "form.case_row", { no: index + 1 })}>
          <FormRow>
            <TextField
              name="caseCode"
              id={`caseCode-${index}`}
              label={text(locale, "form.case_code")}
              value={at("caseCode", index)}
              width="s"
            />
            <TextField
              name="caseName"
              id={`caseName-${index}`}
              label={text(locale, "form.case_name")}
              value={at("caseName", index)}
            />
          </FormRow>
          <FormRow>
            <SelectField
              name="caseUnit"
              id={`caseUnit-${index}`}
              label={text(locale, "form.term_unit")}
              emptyLabel="–"
              options={choices(locale, "unit", TERM_UNITS)}
              value={at("caseUnit", index)}
            />
            <TextField
              name="caseValue"
              id={`caseValue-${index}`}
              label={text(locale, "form.term_value")}
              value={at("caseValue", index)}
              width="xs"
              inputMode="numeric"
            />
            <TextField
              name="caseComponents"
              id={`caseComponents-${index}`}
              label={text(locale, "form.case_components")}
              value={at("caseComponents", index)}
              width="s"
            />
          </FormRow>
        </Fieldset>
      ))}
    </Fieldset>
  );
}
