import { ASSIGNEE_POLICIES, type ProcessStep, STEP_KINDS, STEP_TIME_UNITS, UNIT_SELECTS } from "#core/process/definition.ts";
import type { Finding } from "#core/process/soundness.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  Card,
  Columns,
  Fieldset,
  Form,
  FormRow,
  LinkButton,
  NumberField,
  PageHeader,
  SelectField,
  Stack,
  TextField,
} from "#ui/ui.tsx";
import { Diagram } from "./diagram.tsx";
import { listOf, oneOf, type Values } from "./edit-forms.ts";
import type { ProcessVersion } from "./process-version.ts";
import { STEP_ROLES } from "./process-version.ts";
import { text } from "./texts.ts";
import { versionHref } from "./words.ts";

export interface FormPageProps {
  readonly locale: Locale;
  readonly csrfToken: string;
  readonly action: string;
  readonly it: ProcessVersion;
  readonly findings: readonly Finding[];
  readonly values: Values;
}

export interface StepFormProps extends FormPageProps {
  readonly step: ProcessStep | undefined;
  readonly persons: readonly { readonly id: number; readonly label: string }[];
  readonly units: readonly { readonly id: number; readonly label: string }[];
}

const options = (list: readonly { readonly id: number; readonly label: string }[]) =>
  list.map(({ id, label }) => ({ value: String(id), label }));

/** One step: what it is, who does it, how long it takes, what the citizen reads. */
export function StepFormPage(props: StepFormProps) {
  const { locale, values, it, step } = props;
  return (
    <Stack>
      <PageHeader
        kicker={it.procedureName}
        title={step === undefined ? text(locale, "step.title_new") : `${text(locale, "step.title_edit")}: ${step.name[locale]}`}
      />
      <Columns aside={<Aside {...props} current={step?.code} />} asideLabel={text(locale, "page.diagram")}>
        <Form
          action={props.action}
          csrf={props.csrfToken}
          formKey={newFormKey()}
          hidden={{ revision: oneOf(values, "revision") }}
        >
          <FormRow>
            <TextField name="nameVi" label={text(locale, "step.name_vi")} value={oneOf(values, "nameVi")} required />
            <TextField
              name="nameEn"
              label={text(locale, "step.name_en")}
              hint={text(locale, "step.en_hint")}
              value={oneOf(values, "nameEn")}
            />
          </FormRow>
          <FormRow>
            <SelectField
              name="kind"
              label={text(locale, "step.kind")}
              options={STEP_KINDS.map((value) => ({ value, label: text(locale, `kind.${value}`) }))}
              value={oneOf(values, "kind") || "process"}
              required
            />
            <NumberField name="timeValue" label={text(locale, "step.time")} value={oneOf(values, "timeValue")} width="xs" />
            <SelectField
              name="timeUnit"
              label={text(locale, "step.time_unit")}
              options={STEP_TIME_UNITS.map((value) => ({ value, label: text(locale, `timeUnit.${value}`) }))}
              value={oneOf(values, "timeUnit") || "working_hour"}
            />
          </FormRow>
          <Who {...props} />
          <ByField {...props} />
          <FormRow>
            <TextField name="statusVi" label={text(locale, "step.status_vi")} value={oneOf(values, "statusVi")} />
            <TextField
              name="statusEn"
              label={text(locale, "step.status_en")}
              hint={text(locale, "step.en_hint")}
              value={oneOf(values, "statusEn")}
            />
          </FormRow>
          <Buttons {...props} save={text(locale, "step.save")} />
        </Form>
      </Columns>
    </Stack>
  );
}

export function Aside({ locale, it, findings, current }: FormPageProps & { readonly current: string | undefined }) {
  if (it.definition.steps.length === 0) return null;
  return (
    <Card title={text(locale, "page.diagram")} level={2}>
      <Diagram locale={locale} definition={it.definition} findings={findings} current={current} />
    </Card>
  );
}

function Who({ locale, values, persons, units }: StepFormProps) {
  return (
    <Fieldset legend={text(locale, "step.who")}>
      <FormRow>
        <SelectField
          name="role"
          label={text(locale, "step.role")}
          options={STEP_ROLES.map((value) => ({ value, label: text(locale, `role.${value}`) }))}
          value={oneOf(values, "role") || "specialist"}
          required
        />
        <SelectField
          name="select"
          label={text(locale, "step.unit")}
          options={UNIT_SELECTS.map((value) => ({ value, label: text(locale, `select.${value}`) }))}
          value={oneOf(values, "select") || "agency"}
          required
        />
        <SelectField
          name="unitId"
          label={text(locale, "step.named_unit")}
          hint={text(locale, "step.named_unit_hint")}
          emptyLabel={text(locale, "step.none")}
          options={options(units)}
          value={oneOf(values, "unitId")}
        />
      </FormRow>
      <FormRow>
        <SelectField
          name="policy"
          label={text(locale, "step.policy")}
          options={ASSIGNEE_POLICIES.map((value) => ({ value, label: text(locale, `policy.${value}`) }))}
          value={oneOf(values, "policy") || "least_load"}
          required
        />
        <SelectField
          name="personId"
          label={text(locale, "step.person")}
          hint={text(locale, "step.person_hint")}
          emptyLabel={text(locale, "step.none")}
          options={options(persons)}
          value={oneOf(values, "personId")}
        />
      </FormRow>
    </Fieldset>
  );
}

function ByField({ locale, values, persons }: StepFormProps) {
  const [fields, chosen] = [listOf(values, "field"), listOf(values, "fieldPerson")];
  return (
    <Fieldset legend={text(locale, "step.by_field")} hint={text(locale, "step.by_field_hint")}>
      {Array.from({ length: fields.filter((field) => field !== "").length + 2 }, (_, index) => (
        <FormRow key={index}>
          <TextField
            name="field"
            id={`field-${index}`}
            label={text(locale, "step.field", { no: index + 1 })}
            value={fields[index] ?? ""}
          />
          <SelectField
            name="fieldPerson"
            id={`fieldPerson-${index}`}
            label={text(locale, "step.field_person", { no: index + 1 })}
            emptyLabel={text(locale, "step.none")}
            options={options(persons)}
            value={chosen[index] ?? ""}
          />
        </FormRow>
      ))}
    </Fieldset>
  );
}

export function Buttons({ locale, it, save }: FormPageProps & { readonly save: string }) {
  return (
    <ActionBar sticky>
      <Button icon="check">{save}</Button>
      <LinkButton href={versionHref(it.id)} variant="quiet">
        {text(locale, "step.cancel")}
      </LinkButton>
    </ActionBar>
  );
}
