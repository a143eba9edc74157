import type { Group } from "#core/eform/index.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { ActionBar, Button, Form, FormRow, NumberField, PageHeader, TextField } from "#ui/ui.tsx";
import { QuestionRow } from "./eform-section.page.tsx";
import { eformPath, one, type Typed } from "./eforms.page.tsx";
import { conditionText } from "./condition-text.ts";
import { SPARE_ROWS } from "./section-form.ts";
import { text } from "./texts.ts";

export interface GroupEditProps {
  readonly locale: Locale;
  readonly code: string;
  readonly index: number;
  /** The code of the group, or the word for one that is still to be made. */
  readonly at: string;
  readonly group: Group | undefined;
  readonly typed: Typed;
  readonly csrf: string;
}

/** What is asked of each in a repeated group, such as each child; how many there are at least and at most. */
export function GroupEditPage(props: GroupEditProps) {
  const { locale, code, index, at, group, typed, csrf } = props;
  const fields = group?.fields ?? [];
  const section = eformPath(code, `/phan/${index}`);
  return (
    <>
      <PageHeader
        kicker={code}
        title={group?.label ?? text(locale, "eforms.add_group")}
        lead={text(locale, "eforms.group_lead")}
      />
      <Form action={`${section}/nhom/${at}`} csrf={csrf} formKey={newFormKey()}>
        <TextField
          name="label"
          label={text(locale, "eforms.group_label")}
          hint={text(locale, "eforms.group_label_hint")}
          required
          value={one(typed, "label", group?.label)}
          maxLength={500}
        />
        <TextField name="hint" label={text(locale, "eforms.hint")} value={one(typed, "hint", group?.hint)} maxLength={1000} />
        <FormRow>
          <NumberField
            name="atLeast"
            label={text(locale, "eforms.at_least")}
            value={one(typed, "atLeast", String(group?.atLeast ?? 1))}
            width="xs"
            required
          />
          <NumberField
            name="atMost"
            label={text(locale, "eforms.at_most")}
            value={one(typed, "atMost", String(group?.atMost ?? 10))}
            width="xs"
            required
          />
        </FormRow>
        <TextField
          name="showIf"
          label={text(locale, "eforms.show_if")}
          hint={text(locale, "eforms.show_if_hint")}
          value={one(typed, "showIf", conditionText(group?.showIf))}
          maxLength={500}
        />
        {fields.map((field, row) => (
          <QuestionRow key={field.code} locale={locale} typed={typed} field={field} at={row} inGroup />
        ))}
        {Array.from({ length: SPARE_ROWS }, (_, spare) => (
          <QuestionRow key={spare} locale={locale} typed={typed} field={undefined} at={fields.length + spare} inGroup />
        ))}
        <ActionBar>
          <Button>{text(locale, "eforms.save_group")}</Button>
          <a href={section}>{text(locale, "eforms.back_to_section")}</a>
        </ActionBar>
      </Form>
    </>
  );
}
