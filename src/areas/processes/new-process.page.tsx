import { TEMPLATES } from "#core/process/templates.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  FileField,
  Form,
  FormRow,
  LinkButton,
  PageHeader,
  RadioGroup,
  SelectField,
  Stack,
  TextArea,
  TextField,
} from "#ui/ui.tsx";
import { MOST_KILOBYTES } from "./import-bpmn.ts";
import { text } from "./texts.ts";
import { ADMIN } from "./words.ts";

export interface NewProcessProps {
  readonly locale: Locale;
  readonly csrfToken: string;
  readonly action: string;
  readonly title: string;
  readonly lead: string;
  readonly owners: readonly { readonly id: number; readonly name: string }[];
  readonly values: Readonly<Record<string, string | undefined>>;
  /** What it begins with: a template to choose, a file of another tool, or the version that is copied. */
  readonly begin: "template" | "bpmn" | "clone";
}

/** Which procedure, where, and from what. */
export function NewProcessPage({ locale, csrfToken, action, title, lead, owners, values, begin }: NewProcessProps) {
  return (
    <Stack>
      <PageHeader title={title} lead={lead} />
      <Form action={action} csrf={csrfToken} formKey={newFormKey()} files={begin === "bpmn"}>
        <FormRow>
          <TextField
            name="procedure"
            label={text(locale, "new.procedure")}
            hint={text(locale, "new.procedure_hint")}
            value={values["procedure"]}
            required
            width="s"
          />
          <TextField
            name="case"
            label={text(locale, "new.case")}
            hint={text(locale, "new.case_hint")}
            value={values["case"]}
            width="s"
          />
        </FormRow>
        <SelectField
          name="owner"
          label={text(locale, "new.owner")}
          options={owners.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={values["owner"]}
          required
        />
        {begin === "template" && (
          <RadioGroup
            name="template"
            label={text(locale, "new.template")}
            value={values["template"] ?? TEMPLATES[0]}
            options={[...TEMPLATES, "empty" as const].map((value) => ({ value, label: text(locale, `template.${value}`) }))}
            required
          />
        )}
        {begin === "bpmn" && (
          <>
            <FileField
              name="file"
              label={text(locale, "import.file")}
              hint={text(locale, "import.file_hint", { most: MOST_KILOBYTES })}
              accept=".bpmn,.xml"
            />
            <TextArea name="xml" label={text(locale, "import.xml")} value={values["xml"]} rows={14} />
          </>
        )}
        <ActionBar>
          <Button icon="check">{text(locale, begin === "bpmn" ? "import.submit" : "new.submit")}</Button>
          <LinkButton href={ADMIN} variant="quiet">
            {text(locale, "step.cancel")}
          </LinkButton>
        </ActionBar>
      </Form>
    </Stack>
  );
}
