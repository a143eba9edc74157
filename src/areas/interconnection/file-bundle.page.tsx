import { dossierText, PartyFields } from "#dossiers";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  CheckboxGroup,
  DateField,
  Details,
  EmptyState,
  Fieldset,
  Form,
  FormRow,
  HiddenFields,
  Notice,
  PageHeader,
  RadioGroup,
  SelectField,
  Table,
  TextField,
} from "#ui/ui.tsx";
import { BUNDLES } from "./bundle.page.tsx";
import type { BundleGroup } from "./groups.ts";
import { text } from "./texts.ts";

export type Typed = Readonly<Record<string, string | string[] | undefined>>;
export interface DeskOption {
  readonly value: string;
  readonly label: string;
}

export function ChooseGroupPage({ locale, groups }: { readonly locale: Locale; readonly groups: readonly BundleGroup[] }) {
  return (
    <>
      <PageHeader title={text(locale, "new.title")} lead={text(locale, "new.lead")} />
      <Table
        caption={text(locale, "new.title")}
        captionHidden
        rows={groups}
        rowKey={(group) => group.code}
        empty={<EmptyState title={text(locale, "new.none")} />}
        columns={[
          {
            key: "name",
            header: text(locale, "group"),
            rowHeader: true,
            cell: (group) => <a href={`${BUNDLES}/moi/${group.code}`}>{group.name}</a>,
          },
          { key: "members", header: text(locale, "members"), align: "end", cell: (group) => group.members.length },
          {
            key: "term",
            header: text(locale, "total_term"),
            cell: (group) => text(locale, "member.days", { days: group.totalDays }),
          },
          { key: "basis", header: text(locale, "basis"), cell: (group) => group.basis },
        ]}
      />
    </>
  );
}

interface FormProps {
  readonly locale: Locale;
  readonly group: BundleGroup;
  readonly unitId: number;
  readonly desks: readonly DeskOption[];
  readonly typed: Typed;
  readonly csrf: string;
}

const oneOf =
  (typed: Typed) =>
  (name: string): string | undefined => {
    const value = typed[name];
    return Array.isArray(value) ? value[0] : value;
  };

/** Who asks, and for which child: said once for all procedures of the group. */
function People({ locale, typed, group }: Pick<FormProps, "locale" | "typed" | "group">) {
  const one = oneOf(typed);
  const field = (name: string, key: Parameters<typeof text>[1], required = true, width: "m" | "l" = "l") => (
    <TextField name={name} label={text(locale, key)} value={one(name)} required={required} width={width} />
  );
  return (
    <>
      <Fieldset legend={text(locale, "applicant")}>
        <FormRow>
          {field("applicant.name", "name")}
          {field("applicant.idNumber", "id_number", true, "m")}
        </FormRow>
        <FormRow>
          {field("applicant.phone", "phone", false, "m")}
          {field("applicant.address", "address")}
        </FormRow>
        <RadioGroup
          inline
          name="identityResult"
          label={text(locale, "identity")}
          value={one("identityResult") ?? "matched"}
          options={(["matched", "mismatched", "not_checked"] as const).map((value) => ({
            value,
            label: text(locale, `identity.${value}`),
          }))}
        />
      </Fieldset>
      {group.fields.length > 0 && (
        <Fieldset legend={text(locale, "extra")}>
          {group.fields.map(({ code, label, required }) => (
            <TextField key={code} name={`extra.${code}`} label={label} value={one(`extra.${code}`)} required={required} />
          ))}
        </Fieldset>
      )}
      {group.child && <Child locale={locale} typed={typed} />}
      <Others locale={locale} typed={typed} />
    </>
  );
}

/** Who hands it in for the applicant, and who is authorised: they go into every dossier of the group. */
function Others({ locale, typed }: Pick<FormProps, "locale" | "typed">) {
  const one = oneOf(typed);
  const isTyped = (who: string): boolean => Object.keys(typed).some((name) => name.startsWith(`${who}.`) && one(name) !== "");
  return (
    <>
      <Details summary={text(locale, "other_submitter")} open={isTyped("submitter")}>
        <Fieldset legend={dossierText(locale, "relation.submitter")}>
          <PartyFields locale={locale} typed={typed} prefix="submitter" required={false} />
        </Fieldset>
      </Details>
      <Details summary={dossierText(locale, "receive.other_authorised")} open={isTyped("authorised")}>
        <Fieldset legend={dossierText(locale, "relation.authorised")}>
          <PartyFields locale={locale} typed={typed} prefix="authorised" required={false} />
          <TextField name="authorised.paper" label={dossierText(locale, "party.paper")} value={one("authorised.paper")} />
        </Fieldset>
      </Details>
    </>
  );
}

function Child({ locale, typed }: Pick<FormProps, "locale" | "typed">) {
  const one = oneOf(typed);
  return (
    <Fieldset legend={text(locale, "child")}>
      <FormRow>
        <TextField name="child.name" label={text(locale, "name")} value={one("child.name")} required />
        <DateField name="child.dateOfBirth" label={text(locale, "birth")} value={one("child.dateOfBirth")} required />
      </FormRow>
      <RadioGroup
        inline
        name="child.gender"
        label={text(locale, "gender")}
        value={one("child.gender")}
        required
        options={(["male", "female", "other"] as const).map((value) => ({ value, label: text(locale, `gender.${value}`) }))}
      />
      <FormRow>
        <TextField name="mother" label={text(locale, "mother")} value={one("mother")} />
        <TextField name="father" label={text(locale, "father")} value={one("father")} />
      </FormRow>
    </Fieldset>
  );
}

/** What the citizen says once, the papers handed in once, and which agency decides what. */
export function FileBundlePage({ locale, group, unitId, desks, typed, csrf }: FormProps) {
  const one = oneOf(typed);
  const papers = typed["papers"] ?? [];
  return (
    <>
      <PageHeader
        title={group.name}
        lead={text(locale, "new.form_lead", { days: group.totalDays, count: group.members.length })}
      />
      {!group.verified && (
        <Notice tone="warning" title={text(locale, "unverified")}>
          {group.assumption} ({group.basis})
        </Notice>
      )}
      <Form action={`${BUNDLES}/moi/${group.code}`} csrf={csrf} formKey={newFormKey()}>
        <HiddenFields values={{ unitId: String(unitId) }} />
        <People locale={locale} typed={typed} group={group} />
        <CheckboxGroup
          name="papers"
          label={text(locale, "papers")}
          hint={text(locale, "papers_hint")}
          values={Array.isArray(papers) ? papers : [papers]}
          options={group.papers.map(({ code, name, required }) => ({
            value: code,
            label: required ? `${name} *` : name,
          }))}
        />
        <RadioGroup
          name="way"
          label={text(locale, "way")}
          value={one("way") ?? "parallel"}
          required
          options={(["parallel", "sequence"] as const).map((value) => ({
            value,
            label: text(locale, `way.${value}`),
            hint: text(locale, `way.${value}_hint`),
          }))}
        />
        <Fieldset legend={text(locale, "decided_by")} hint={text(locale, "decided_by_hint")}>
          {group.members.map((member, index) => (
            <SelectField
              key={member.procedure}
              name={`desks.${index}`}
              label={`${index + 1}. ${member.duty}`}
              value={one(`desks.${index}`) ?? String(unitId)}
              options={desks}
              required
            />
          ))}
        </Fieldset>
        <ActionBar sticky>
          <Button>{text(locale, "new.do")}</Button>
        </ActionBar>
      </Form>
    </>
  );
}
