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
  LinkButton,
  NumberField,
  PageHeader,
  SelectField,
  Stack,
  TextArea,
  TextField,
} from "#ui/ui.tsx";
import { AUDIENCES, LEVELS } from "./procedure.ts";
import { Fees } from "./fee-form.page.tsx";
import { CHANNELS } from "./form-columns.ts";
import { Cases, choices, Components, type PartProps } from "./procedure-form-rows.page.tsx";
import { type FormValues, listOf, valueOf } from "./procedure-form-values.ts";
import { TERM_UNITS } from "./term.ts";
import { text } from "./texts.ts";

export interface ProcedureFormProps {
  readonly locale: Locale;
  readonly csrfToken: string;
  readonly action: string;
  readonly cancelHref: string;
  readonly values: FormValues;
  /** The code of the version that is edited; a new procedure has none yet. */
  readonly code?: string | undefined;
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
      <SelectField
        name="afterSupplement"
        label={text(locale, "form.after_supplement")}
        hint={text(locale, "form.after_supplement_hint")}
        value={valueOf(values, "afterSupplement")}
        emptyLabel={text(locale, "form.after_supplement.regime")}
        options={(["restart", "shift"] as const).map((value) => ({
          value,
          label: text(locale, `form.after_supplement.${value}`),
        }))}
      />
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
