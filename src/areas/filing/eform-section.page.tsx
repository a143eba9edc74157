import {
  countKey,
  type Eform,
  type Field,
  FIELD_TYPES,
  isGroup,
  MEANINGS,
  placesOf,
  PREFILLS,
  type Section as FormSection,
} from "#core/eform/index.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  Checkbox,
  Details,
  Fieldset,
  Form,
  FormRow,
  LinkButton,
  NumberField,
  PageHeader,
  Section,
  SelectField,
  Stack,
  TextArea,
  TextField,
} from "#ui/ui.tsx";
import { eformPath, one, type Typed } from "./eforms.page.tsx";
import { QuestionField } from "./fields.page.tsx";
import { NEW_GROUP } from "./group-form.ts";
import { ageLines } from "./age-lines.ts";
import { conditionText } from "./condition-text.ts";
import { optionLines, SPARE_ROWS } from "./section-form.ts";
import { text } from "./texts.ts";

export interface SectionEditProps {
  readonly locale: Locale;
  readonly code: string;
  readonly index: number;
  readonly section: FormSection | undefined;
  readonly typed: Typed;
  readonly csrf: string;
}

interface MoreProps {
  readonly locale: Locale;
  readonly field: Field | undefined;
  readonly name: (part: string) => string;
  readonly value: (part: string, before: string | undefined) => string | undefined;
  readonly inGroup: boolean;
}

function MoreOfQuestion({ locale, field, name, value, inGroup }: MoreProps) {
  return (
    <Details
      summary={text(locale, "eforms.more", { code: field?.code ?? "–" })}
      open={field === undefined || field.options !== undefined || field.ages !== undefined}
    >
      <Stack>
        <TextField name={name("hint")} label={text(locale, "eforms.hint")} value={value("hint", field?.hint)} maxLength={1000} />
        <TextArea
          name={name("options")}
          label={text(locale, "eforms.options")}
          hint={text(locale, "eforms.options_hint")}
          value={value("options", field === undefined ? undefined : optionLines(field))}
        />
        <TextField
          name={name("showIf")}
          label={text(locale, "eforms.show_if")}
          hint={text(locale, "eforms.show_if_hint")}
          value={value("showIf", conditionText(field?.showIf))}
          maxLength={500}
        />
        <TextArea
          name={name("ages")}
          label={text(locale, "eforms.ages")}
          hint={text(locale, "eforms.ages_hint")}
          value={value("ages", ageLines(field?.ages))}
        />
        {!inGroup && (
          <FormRow>
            <SelectField
              name={name("means")}
              label={text(locale, "eforms.means")}
              hint={text(locale, "eforms.means_hint")}
              emptyLabel={text(locale, "eforms.means_none")}
              value={value("means", field?.means)}
              options={MEANINGS.map((each) => ({ value: each, label: text(locale, `means.${each}`) }))}
            />
            <SelectField
              name={name("prefill")}
              label={text(locale, "eforms.prefill")}
              emptyLabel={text(locale, "eforms.prefill_none")}
              value={value("prefill", field?.prefill)}
              options={PREFILLS.map((each) => ({ value: each, label: text(locale, `prefill.${each}`) }))}
            />
          </FormRow>
        )}
      </Stack>
    </Details>
  );
}

export interface QuestionRowProps {
  readonly locale: Locale;
  readonly typed: Typed;
  readonly field: Field | undefined;
  readonly at: number;
  /** Of an entry of a repeated group: such an answer is no fact of the dossier and is not filled in. */
  readonly inGroup?: boolean | undefined;
}

/** One question as a group of fields, with what was typed before it was refused. */
export function QuestionRow({ locale, typed, field, at, inGroup = false }: QuestionRowProps) {
  const name = (part: string) => `rows.${at}.${part}`;
  const value = (part: string, before: string | undefined) => one(typed, name(part), before);
  const isTyped = Object.keys(typed).length > 0;
  return (
    <Fieldset legend={field === undefined ? text(locale, "eforms.new_question") : `${at + 1}. ${field.label}`}>
      <input type="hidden" name={name("code")} value={field?.code ?? ""} />
      <TextField name={name("label")} label={text(locale, "eforms.label")} value={value("label", field?.label)} maxLength={500} />
      <FormRow>
        <SelectField
          name={name("type")}
          label={text(locale, "eforms.type")}
          value={value("type", field?.type ?? "text")}
          options={FIELD_TYPES.map((type) => ({ value: type, label: text(locale, `type.${type}`) }))}
        />
        <NumberField
          name={name("order")}
          label={text(locale, "eforms.order")}
          value={value("order", String((at + 1) * 10))}
          width="xs"
        />
      </FormRow>
      <Checkbox
        name={name("required")}
        label={text(locale, "eforms.required")}
        value="1"
        checked={isTyped ? typed[name("required")] !== undefined : field?.required === true}
      />
      <MoreOfQuestion locale={locale} field={field} name={name} value={value} inGroup={inGroup} />
    </Fieldset>
  );
}

/** The questions of one section, each a group of fields; two empty ones below to add some. Works by keyboard alone. */
export function SectionEditPage(props: SectionEditProps) {
  const { locale, code, index, section, typed, csrf } = props;
  const fields = (section?.items ?? []).filter((item): item is Field => !isGroup(item));
  const groups = (section?.items ?? []).filter(isGroup);
  return (
    <>
      <PageHeader
        kicker={code}
        title={section?.title ?? text(locale, "eforms.add_section")}
        lead={text(locale, "eforms.section_lead")}
      />
      <Form action={eformPath(code, `/phan/${index}`)} csrf={csrf} formKey={newFormKey()}>
        <TextField
          name="title"
          label={text(locale, "eforms.section_title")}
          required
          value={one(typed, "title", section?.title)}
          maxLength={500}
        />
        <TextField
          name="lead"
          label={text(locale, "eforms.section_hint")}
          value={one(typed, "lead", section?.lead)}
          maxLength={2000}
        />
        {fields.map((field, at) => (
          <QuestionRow key={field.code} locale={locale} typed={typed} field={field} at={at} />
        ))}
        {Array.from({ length: SPARE_ROWS }, (_, spare) => (
          <QuestionRow key={spare} locale={locale} typed={typed} field={undefined} at={fields.length + spare} />
        ))}
        <ActionBar>
          <Button>{text(locale, "eforms.save_section")}</Button>
          <a href={eformPath(code)}>{text(locale, "eforms.back")}</a>
        </ActionBar>
      </Form>
      {section !== undefined && (
        <Section title={text(locale, "eforms.groups")} lead={text(locale, "eforms.groups_lead")}>
          <ul>
            {groups.map((group) => (
              <li key={group.code}>
                <a href={eformPath(code, `/phan/${index}/nhom/${group.code}`)}>{group.label}</a>{" "}
                <span class="muted">{text(locale, "eforms.group_size", { least: group.atLeast, most: group.atMost })}</span>
              </li>
            ))}
          </ul>
          <LinkButton href={eformPath(code, `/phan/${index}/nhom/${NEW_GROUP}`)} icon="plus">
            {text(locale, "eforms.add_group")}
          </LinkButton>
        </Section>
      )}
    </>
  );
}

/** One row of each repeated group, also of one that an applicant may leave empty. */
const rowsShown = (section: FormSection) =>
  Object.fromEntries(section.items.filter(isGroup).map((group) => [countKey(group.code), String(Math.max(1, group.atLeast))]));

/** The draft as its applicants will see it; nothing that is typed here is kept. */
export function PreviewPage({ locale, code, form, today }: { locale: Locale; code: string; form: Eform; today: string }) {
  return (
    <>
      <PageHeader kicker={code} title={form.title} lead={text(locale, "eforms.preview_lead")} />
      <Stack gap="l">
        {form.sections.map((section) => (
          <Section key={section.code} title={section.title} lead={section.lead}>
            <Stack>
              {placesOf(section, rowsShown(section)).map((place) => (
                <QuestionField key={place.path} locale={locale} place={place} answers={{}} filled={undefined} today={today} />
              ))}
            </Stack>
          </Section>
        ))}
        <p>
          <a href={eformPath(code)}>{text(locale, "eforms.back")}</a>
        </p>
      </Stack>
    </>
  );
}
