import type { VNode } from "preact";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  Checkbox,
  CheckboxGroup,
  Fieldset,
  Form,
  FormRow,
  NumberField,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from "#ui/ui.tsx";
import type { GroupValues } from "./group-form.ts";
import { type ProceduresByCode, wordsOf } from "./group.rules.ts";
import type { GroupVersion } from "./group.store.ts";
import { text } from "./texts.ts";

export const GROUPS = "/quan-tri/lien-thong";

export interface EditorProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly it: GroupVersion;
  readonly procedures: ProceduresByCode;
  readonly values: GroupValues;
}

type Part = EditorProps & { readonly one: (name: string) => string; readonly many: (name: string) => readonly string[] };

const MOST_MEMBERS = 30;

/** A draft in one form: what is asked for once, the papers, and each procedure with what it waits for and gets. */
export function GroupEditor(props: EditorProps) {
  const { locale, csrf, it, values } = props;
  const one = (name: string): string => {
    const value = values[name];
    return typeof value === "string" ? value : (value?.[0] ?? "");
  };
  const many = (name: string): readonly string[] => {
    const value = values[name];
    return value === undefined || value === "" ? [] : typeof value === "string" ? [value] : value;
  };
  const part: Part = { ...props, one, many };
  return (
    <Form
      action={`${GROUPS}/${it.id}`}
      csrf={csrf}
      formKey={newFormKey()}
      hidden={{ revision: one("revision") || String(it.revision) }}
      label={text(locale, "groups.edit")}
    >
      <Head {...part} />
      <Once {...part} />
      <Papers {...part} />
      {rows(part, "members", "procedure", 1, MOST_MEMBERS).map((index) => (
        <Member key={index} {...part} index={index} />
      ))}
      <ActionBar sticky>
        <Button icon="check">{text(locale, "groups.save")}</Button>
      </ActionBar>
    </Form>
  );
}

/** The rows that are filled in, and some for what is to come. */
function rows({ values, one }: Part, list: string, field: string, spare: number, most: number): readonly number[] {
  const filled = Object.keys(values).filter(
    (name) => name.startsWith(`${list}.`) && name.endsWith(`.${field}`) && one(name) !== "",
  );
  return Array.from({ length: Math.min(most, filled.length + spare) }, (_, index) => index);
}

function Head({ locale, one }: Part) {
  return (
    <Fieldset legend={text(locale, "groups.head")}>
      <TextField name="name" label={text(locale, "groups.name")} value={one("name")} />
      <FormRow>
        <NumberField name="totalDays" label={text(locale, "groups.total")} value={one("totalDays")} width="xs" />
        <NumberField name="separateDays" label={text(locale, "groups.separate")} value={one("separateDays")} width="xs" />
      </FormRow>
      <TextField name="basis" label={text(locale, "basis")} value={one("basis")} />
      <TextArea
        name="assumption"
        label={text(locale, "groups.assumption")}
        hint={text(locale, "groups.assumption_hint")}
        value={one("assumption")}
        rows={2}
      />
      <Checkbox name="verified" value="yes" label={text(locale, "groups.verified")} checked={one("verified") === "yes"} />
    </Fieldset>
  );
}

function Once(part: Part) {
  const { locale, one } = part;
  return (
    <Fieldset legend={text(locale, "groups.once")} hint={text(locale, "groups.once_hint")}>
      <Checkbox name="child" value="yes" label={text(locale, "groups.child")} checked={one("child") === "yes"} />
      {rows(part, "fields", "label", 2, 20).map((index) => {
        const at = `fields.${index}`;
        const code = one(`${at}.code`);
        return (
          <FormRow key={index}>
            <input type="hidden" name={`${at}.code`} value={code} />
            <TextField
              name={`${at}.label`}
              label={text(locale, "groups.field_no", { no: index + 1 })}
              hint={code === "" ? undefined : text(locale, "groups.field_code", { code: `{${code}}` })}
              value={one(`${at}.label`)}
            />
            <Required at={at} {...part} no={index + 1} />
          </FormRow>
        );
      })}
    </Fieldset>
  );
}

const Required = ({ locale, one, at, no }: Part & { readonly at: string; readonly no: number }) => (
  <Checkbox
    name={`${at}.required`}
    id={`${at.replace(".", "-")}-required`}
    value="yes"
    label={text(locale, "groups.required_no", { no })}
    checked={one(`${at}.required`) === "yes"}
  />
);

function Papers(part: Part) {
  const { locale, one } = part;
  return (
    <Fieldset legend={text(locale, "groups.papers")} hint={text(locale, "groups.papers_hint")}>
      {rows(part, "papers", "name", 2, 30).map((index) => {
        const at = `papers.${index}`;
        return (
          <FormRow key={index}>
            <TextField
              name={`${at}.code`}
              label={text(locale, "groups.paper_code", { no: index + 1 })}
              value={one(`${at}.code`)}
              width="s"
            />
            <TextField
              name={`${at}.name`}
              label={text(locale, "groups.paper_name", { no: index + 1 })}
              value={one(`${at}.name`)}
            />
            <Required at={at} {...part} no={index + 1} />
          </FormRow>
        );
      })}
    </Fieldset>
  );
}

function Member(part: Part & { readonly index: number }): VNode {
  const { locale, one, many, it, index, procedures } = part;
  const at = `members.${index}`;
  const position = index + 1;
  const code = one(`${at}.procedure`);
  const facts = procedures.get(code);
  const others = it.definition.members.map((member, other) => ({
    value: String(other + 1),
    label: `${other + 1}. ${member.duty === "" ? member.procedure : member.duty}`,
  }));
  return (
    <Fieldset
      legend={code === "" ? text(locale, "groups.member_new") : text(locale, "groups.member_no", { position })}
      hint={facts?.name ?? (code === "" ? text(locale, "groups.member_hint") : undefined)}
    >
      <FormRow>
        <TextField name={`${at}.procedure`} label={text(locale, "groups.procedure")} value={code} width="s" />
        <CaseField {...part} at={at} />
        <NumberField
          name={`${at}.days`}
          label={text(locale, "groups.days")}
          hint={text(locale, "groups.days_hint")}
          value={one(`${at}.days`)}
          width="xs"
        />
      </FormRow>
      <TextField name={`${at}.duty`} label={text(locale, "member.duty")} value={one(`${at}.duty`)} />
      <Checkbox
        name="lead"
        id={`lead-${position}`}
        value={String(position)}
        label={text(locale, "groups.lead")}
        checked={many("lead").includes(String(position))}
      />
      {others.length > 1 && (
        <CheckboxGroup
          name={`${at}.dependsOn`}
          label={text(locale, "groups.depends")}
          options={others.filter(({ value }) => value !== String(position))}
          values={many(`${at}.dependsOn`)}
        />
      )}
      <Mapping {...part} at={at} />
    </Fieldset>
  );
}

/** The case in which the procedure runs within the group: a list once the procedure is known. */
function CaseField({ locale, one, procedures, at }: Part & { readonly at: string }) {
  const cases = procedures.get(one(`${at}.procedure`))?.cases ?? [];
  const value = one(`${at}.case`);
  const label = text(locale, "groups.case");
  if (cases.length === 0) return <input type="hidden" name={`${at}.case`} value={value || "default"} />;
  const options = [...new Set([...cases, ...(value === "" ? [] : [value])])].map((each) => ({ value: each, label: each }));
  return <SelectField name={`${at}.case`} label={label} options={options} value={value} />;
}

/** What of the things said and handed in once goes into this dossier. */
function Mapping({ locale, one, it, procedures, at }: Part & { readonly at: string }) {
  const facts = procedures.get(one(`${at}.procedure`));
  const papers = it.definition.papers.map(({ code, name }) => ({ value: code, label: `${code} – ${name}` }));
  const words = [...wordsOf(it.definition.child), ...it.definition.fields.map(({ code }) => code)];
  return (
    <>
      <RadioGroup
        inline
        name={`${at}.owner`}
        label={text(locale, "groups.owner")}
        hint={text(locale, "groups.owner_hint")}
        value={one(`${at}.owner`) || "applicant"}
        options={(["applicant", "child"] as const).map((value) => ({ value, label: text(locale, `groups.owner_${value}`) }))}
      />
      <TextField
        name={`${at}.subject`}
        label={text(locale, "groups.subject")}
        hint={text(locale, "groups.subject_hint", { words: words.map((word) => `{${word}}`).join(" ") })}
        value={one(`${at}.subject`)}
      />
      {facts?.components(one(`${at}.case`)).map((component) => (
        <SelectField
          key={component.code}
          name={`${at}.papers.c${component.code}`}
          label={text(locale, component.required ? "groups.component_required" : "groups.component", {
            code: component.code,
            name: component.name,
          })}
          emptyLabel={text(locale, "groups.component_none")}
          options={papers}
          value={one(`${at}.papers.c${component.code}`)}
        />
      ))}
    </>
  );
}
