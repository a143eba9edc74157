import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  Checkbox,
  CheckboxGroup,
  DateField,
  Fieldset,
  Form,
  FormRow,
  HiddenFields,
  LinkButton,
  NumberField,
  PageHeader,
  SelectField,
  Stack,
  TextArea,
  TextField,
} from "#ui/ui.tsx";
import { AUDIENCES, LEVELS } from "./procedure.ts";
import { CHANNELS, COMPONENT_KINDS, FEE_KINDS } from "./procedure-form.ts";
import { type FormValues, listOf, valueOf } from "./procedure-form-values.ts";
import { TERM_UNITS } from "./term.ts";
import { text, type TextKey } from "./texts.ts";

export interface ProcedureFormProps {
  readonly locale: Locale;
  readonly csrfToken: string;
  readonly action: string;
  readonly cancelHref: string;
  readonly values: FormValues;
  /** The code of the version that is edited; a new procedure has none yet. */
  readonly code?: string | undefined;
}

interface PartProps {
  readonly locale: Locale;
  readonly values: FormValues;
  readonly isNew: boolean;
}

export function ProcedureFormPage({ locale, csrfToken, action, cancelHref, values, code }: ProcedureFormProps) {
  const part: PartProps = { locale, values, isNew: code === undefined };
  return (
    <Stack>
      <PageHeader title={code === undefined ? text(locale, "form.title_new") : text(locale, "form.title_edit", { code })} />
      <Form action={action} csrf={csrfToken} formKey={newFormKey()} wide>
        <General {...part} />
        <TermFields {...part} />
        <Words {...part} />
        <Components {...part} />
        <Cases {...part} />
        <Fees {...part} />
        <Sources {...part} />
        <ActionBar sticky>
          <Button icon="check">{text(locale, "form.save")}</Button>
          <LinkButton href={cancelHref} variant="quiet">
            {text(locale, "form.cancel")}
          </LinkButton>
        </ActionBar>
      </Form>
    </Stack>
  );
}

const choices = (locale: Locale, prefix: string, values: readonly string[]) =>
  values.map((value) => ({ value, label: text(locale, `${prefix}.${value}` as TextKey) }));

function General({ locale, values, isNew }: PartProps) {
  return (
    <Fieldset legend={text(locale, "form.general")}>
      <FormRow>
        <TextField
          name="code"
          label={text(locale, "procedure.code")}
          hint={isNew ? text(locale, "form.code_hint") : undefined}
          value={valueOf(values, "code")}
          readOnly={!isNew}
          required
          width="s"
        />
        <TextField name="field" label={text(locale, "procedure.field")} value={valueOf(values, "field")} required />
      </FormRow>
      <TextField name="name" label={text(locale, "part.name")} value={valueOf(values, "name")} required width="full" />
      <CheckboxGroup
        name="levels"
        label={text(locale, "form.levels")}
        options={choices(locale, "level", LEVELS)}
        values={listOf(values, "levels")}
        inline
      />
      <Checkbox
        name="communeOffice"
        label={text(locale, "form.commune_office")}
        checked={valueOf(values, "communeOffice") === "1"}
      />
      <CheckboxGroup
        name="audiences"
        label={text(locale, "form.audiences")}
        options={choices(locale, "audience", AUDIENCES)}
        values={listOf(values, "audiences")}
        inline
      />
    </Fieldset>
  );
}

function TermFields({ locale, values }: PartProps) {
  return (
    <Fieldset legend={text(locale, "part.term")}>
      <FormRow>
        <SelectField
          name="termUnit"
          label={text(locale, "form.term_unit")}
          options={choices(locale, "unit", TERM_UNITS)}
          value={valueOf(values, "termUnit") || "unknown"}
          required
        />
        <NumberField
          name="termValue"
          label={text(locale, "form.term_value")}
          hint={text(locale, "form.term_value_hint")}
          value={valueOf(values, "termValue")}
          width="xs"
        />
      </FormRow>
      <TextArea name="termStated" label={text(locale, "form.term_stated")} value={valueOf(values, "termStated")} rows={2} />
      <TextField name="termBasis" label={text(locale, "form.term_basis")} value={valueOf(values, "termBasis")} width="full" />
    </Fieldset>
  );
}

function Words({ locale, values }: PartProps) {
  const perLine = text(locale, "form.one_per_line");
  return (
    <>
      <TextArea name="steps" label={text(locale, "part.steps")} value={valueOf(values, "steps")} rows={6} />
      <CheckboxGroup
        name="channels"
        label={text(locale, "part.channels")}
        options={choices(locale, "channel", CHANNELS)}
        values={listOf(values, "channels")}
      />
      <TextArea
        name="agencies"
        label={text(locale, "form.agencies")}
        hint={perLine}
        value={valueOf(values, "agencies")}
        rows={2}
      />
      <TextArea name="results" label={text(locale, "part.results")} hint={perLine} value={valueOf(values, "results")} rows={2} />
      <TextArea name="conditions" label={text(locale, "part.conditions")} value={valueOf(values, "conditions")} rows={3} />
      <TextArea
        name="legalBases"
        label={text(locale, "part.bases")}
        hint={text(locale, "form.bases_hint")}
        value={valueOf(values, "legalBases")}
        rows={4}
      />
    </>
  );
}

const rows = (values: FormValues, name: string, spare: number): readonly number[] => {
  const filled = listOf(values, name);
  const last = filled.findLastIndex((value) => value !== "");
  return Array.from({ length: last + 1 + spare }, (_, index) => index);
};

function Components({ locale, values }: PartProps) {
  const at = (name: string, index: number) => listOf(values, name)[index] ?? "";
  return (
    <Fieldset legend={text(locale, "part.components")} hint={text(locale, "form.components_hint")}>
      <NumberField name="dossierSets" label={text(locale, "form.sets")} value={valueOf(values, "dossierSets")} width="xs" />
      {rows(values, "compName", 4).map((index) => (
        <Fieldset key={index} legend={text(locale, "form.row", { no: index + 1 })}>
          <HiddenFields values={{ compCode: at("compCode", index) }} />
          <TextField
            name="compName"
            id={`compName-${index}`}
            label={text(locale, "component.name")}
            value={at("compName", index)}
            width="full"
          />
          <FormRow>
            <SelectField
              name="compKind"
              id={`compKind-${index}`}
              label={text(locale, "form.kind")}
              options={COMPONENT_KINDS.map((kind) => ({ value: kind, label: text(locale, `form.kind_${kind}`) }))}
              value={at("compKind", index) || "document"}
            />
            <TextField
              name="compOriginal"
              id={`compOriginal-${index}`}
              label={text(locale, "component.original")}
              value={at("compOriginal", index)}
              width="xs"
              inputMode="numeric"
            />
            <TextField
              name="compCertified"
              id={`compCertified-${index}`}
              label={text(locale, "component.certified")}
              value={at("compCertified", index)}
              width="xs"
              inputMode="numeric"
            />
            <TextField
              name="compPhoto"
              id={`compPhoto-${index}`}
              label={text(locale, "component.photo")}
              value={at("compPhoto", index)}
              width="xs"
              inputMode="numeric"
            />
            <SelectField
              name="compRequired"
              id={`compRequired-${index}`}
              label={text(locale, "form.required")}
              options={[
                { value: "yes", label: text(locale, "form.yes") },
                { value: "no", label: text(locale, "form.no") },
              ]}
              value={at("compRequired", index) || "yes"}
            />
          </FormRow>
          <FormRow>
            <TextField
              name="compForm"
              id={`compForm-${index}`}
              label={text(locale, "part.forms")}
              value={at("compForm", index)}
            />
            <TextField
              name="compData"
              id={`compData-${index}`}
              label={text(locale, "form.by_data")}
              value={at("compData", index)}
            />
          </FormRow>
        </Fieldset>
      ))}
    </Fieldset>
  );
}

function Cases({ locale, values }: PartProps) {
  const at = (name: string, index: number) => listOf(values, name)[index] ?? "";
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

function Fees({ locale, values }: PartProps) {
  const at = (name: string, index: number) => listOf(values, name)[index] ?? "";
  const filled = Math.max(
    listOf(values, "feeAmount").findLastIndex((v) => v !== ""),
    listOf(values, "feeText").findLastIndex((v) => v !== ""),
  );
  return (
    <Fieldset legend={text(locale, "part.fees")} hint={text(locale, "form.amount_hint")}>
      {Array.from({ length: filled + 3 }, (_, index) => (
        <Fieldset key={index} legend={text(locale, "form.fee_row", { no: index + 1 })}>
          <FormRow>
            <SelectField
              name="feeKind"
              id={`feeKind-${index}`}
              label={text(locale, "fee.kind")}
              options={choices(locale, "fee", FEE_KINDS)}
              value={at("feeKind", index) || "charge"}
            />
            <TextField
              name="feeAmount"
              id={`feeAmount-${index}`}
              label={text(locale, "form.amount")}
              value={at("feeAmount", index)}
              width="s"
              inputMode="numeric"
            />
            <TextField name="feeText" id={`feeText-${index}`} label={text(locale, "fee.note")} value={at("feeText", index)} />
          </FormRow>
        </Fieldset>
      ))}
    </Fieldset>
  );
}

function Sources({ locale, values }: PartProps) {
  return (
    <Fieldset legend={text(locale, "part.decision")}>
      <FormRow>
        <TextField name="decisionNo" label={text(locale, "form.decision_no")} value={valueOf(values, "decisionNo")} width="s" />
        <DateField name="decisionDate" label={text(locale, "form.decision_date")} value={valueOf(values, "decisionDate")} />
        <TextField name="decisionIssuer" label={text(locale, "form.decision_issuer")} value={valueOf(values, "decisionIssuer")} />
      </FormRow>
      <TextField name="source" label={text(locale, "form.source")} value={valueOf(values, "source")} required width="full" />
      <Checkbox name="verified" label={text(locale, "form.verified")} checked={valueOf(values, "verified") === "1"} />
    </Fieldset>
  );
}
