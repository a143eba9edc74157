import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { periodText, POST_ROLES, type PostHolder } from "#organisation";
import {
  ActionBar,
  Button,
  ComboboxField,
  DateField,
  Fieldset,
  FoldedForm,
  Form,
  FormRow,
  LinkButton,
  PageHeader,
  Section,
  SelectField,
  Table,
  TextField,
  ShownOnce,
} from "#ui/ui.tsx";
import { AccountTags } from "./account-list.page.tsx";
import type { ManagedAccount } from "./managed-account.store.ts";
import { text } from "./texts.ts";

/** What a person typed into a form that was refused. */
export type Typed = Readonly<Record<string, string | string[] | undefined>>;
const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

interface FormProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly today: string;
  readonly typed: Typed;
}

function PostFields({ locale, today, typed }: FormProps) {
  return (
    <>
      <ComboboxField
        name="unit"
        label={text(locale, "field.unit")}
        hint={text(locale, "accounts.unit_hint")}
        src="/to-chuc/goi-y"
        valueName="unitId"
        value={one(typed["unit"])}
        valueId={one(typed["unitId"])}
        required
      />
      <FormRow>
        <SelectField
          name="role"
          label={text(locale, "field.role")}
          value={one(typed["role"]) ?? ""}
          emptyLabel="—"
          required
          options={POST_ROLES.map((value) => ({ value, label: text(locale, `role.${value}`) }))}
        />
        <TextField
          name="title"
          label={text(locale, "field.title")}
          hint={text(locale, "accounts.title_hint")}
          value={one(typed["title"])}
          maxLength={200}
          required
        />
      </FormRow>
      <FormRow>
        <DateField name="from" label={text(locale, "field.from")} value={one(typed["from"]) ?? formatDay(today)} required />
        <DateField
          name="until"
          label={text(locale, "field.until")}
          hint={text(locale, "field.until_hint")}
          value={one(typed["until"])}
        />
        <TextField name="decisionNo" label={text(locale, "field.decision_no")} value={one(typed["decisionNo"])} maxLength={100} />
      </FormRow>
    </>
  );
}

export function NewAccountPage(props: FormProps) {
  const { locale, csrf, typed } = props;
  return (
    <>
      <PageHeader title={text(locale, "accounts.new")} lead={text(locale, "accounts.lead")} />
      <Form action="/quan-tri/tai-khoan" csrf={csrf} formKey={newFormKey()}>
        <Fieldset legend={text(locale, "accounts.person")}>
          <TextField
            name="fullName"
            label={text(locale, "field.full_name")}
            value={one(typed["fullName"])}
            autocomplete="off"
            maxLength={120}
            required
          />
          <TextField
            name="username"
            label={text(locale, "field.username")}
            hint={text(locale, "accounts.username_hint")}
            value={one(typed["username"])}
            autocomplete="off"
            maxLength={60}
            required
          />
        </Fieldset>
        <Fieldset legend={text(locale, "accounts.post")}>
          <PostFields {...props} />
        </Fieldset>
        <ActionBar>
          <Button>{text(locale, "accounts.submit_new")}</Button>
          <LinkButton href="/quan-tri/tai-khoan" variant="quiet">
            {text(locale, "accounts.back")}
          </LinkButton>
        </ActionBar>
      </Form>
    </>
  );
}

export function OneTimePasswordPage({
  locale,
  accountId,
  username,
  password,
}: {
  locale: Locale;
  accountId: number;
  username: string;
  password: string;
}) {
  return (
    <ShownOnce
      title={text(locale, "accounts.one_time_title")}
      kicker={username}
      lead={text(locale, "accounts.one_time_lead")}
      secret={password}
    >
      <LinkButton href={`/quan-tri/tai-khoan/${accountId}`} variant="primary">
        {text(locale, "accounts.open", { username })}
      </LinkButton>
      <LinkButton href="/quan-tri/tai-khoan" variant="quiet">
        {text(locale, "accounts.back")}
      </LinkButton>
    </ShownOnce>
  );
}

export interface AccountPageProps extends FormProps {
  readonly account: ManagedAccount;
  readonly assignments: readonly PostHolder[];
  /** One's own account shows what it is, without the means to change it. */
  readonly own: boolean;
}

export function AccountPage(props: AccountPageProps) {
  const { locale, account, assignments, csrf, own } = props;
  const path = `/quan-tri/tai-khoan/${account.accountId}`;
  return (
    <>
      <PageHeader title={account.name} kicker={account.username} tags={<AccountTags locale={locale} account={account} />} />
      <Section title={text(locale, "accounts.history")}>
        <Table
          caption={text(locale, "accounts.history")}
          captionHidden
          stack
          rows={assignments}
          rowKey={(row) => String(row.assignmentId)}
          empty={text(locale, "accounts.no_post")}
          columns={[
            { key: "title", header: text(locale, "field.title"), rowHeader: true, cell: (row) => row.title },
            { key: "role", header: text(locale, "field.role"), cell: (row) => text(locale, `role.${row.role}`) },
            { key: "unit", header: text(locale, "field.unit"), cell: (row) => row.unitName },
            { key: "period", header: text(locale, "delegations.period"), cell: (row) => periodText(locale, row) },
            { key: "decision", header: text(locale, "field.decision_no"), cell: (row) => row.decisionNo ?? "" },
            {
              key: "end",
              header: text(locale, "actions"),
              cell: (row) => (own ? "" : <EndPost {...props} row={row} path={path} />),
            },
          ]}
        />
        {!own && (
          <FoldedForm
            summary={text(locale, "accounts.add_post")}
            action={`${path}/vi-tri`}
            csrf={csrf}
            formKey={newFormKey()}
            scope="add"
          >
            <PostFields {...props} />
            <ActionBar>
              <Button>{text(locale, "accounts.add_post_submit")}</Button>
            </ActionBar>
          </FoldedForm>
        )}
      </Section>
      {!own && <AccountActions locale={locale} csrf={csrf} path={path} account={account} />}
    </>
  );
}

function EndPost({ locale, csrf, today, row, path }: AccountPageProps & { row: PostHolder; path: string }) {
  if (row.until !== null && row.until <= today) return null;
  return (
    <FoldedForm
      summary={text(locale, "accounts.end_post")}
      action={`${path}/vi-tri/ket-thuc`}
      csrf={csrf}
      formKey={newFormKey()}
      hidden={{ assignmentId: String(row.assignmentId) }}
      scope={`end${row.assignmentId}`}
    >
      <DateField name="lastDay" label={text(locale, "accounts.end_post_on")} value={formatDay(today)} required />
      <Button variant="secondary" size="s">
        {text(locale, "accounts.end_post")}
      </Button>
    </FoldedForm>
  );
}

function AccountActions({
  locale,
  csrf,
  path,
  account,
}: {
  locale: Locale;
  csrf: string;
  path: string;
  account: ManagedAccount;
}) {
  const disabled = account.disabledAt !== null;
  return (
    <Section title={text(locale, "actions")}>
      <div class="cluster">
        <Form action={`${path}/mat-khau`} csrf={csrf} formKey={newFormKey()} confirm={text(locale, "accounts.reset_confirm")}>
          <Button variant="secondary">{text(locale, "accounts.reset")}</Button>
        </Form>
        {disabled ? (
          <Form action={`${path}/mo-khoa`} csrf={csrf} formKey={newFormKey()}>
            <Button variant="secondary">{text(locale, "accounts.enable")}</Button>
          </Form>
        ) : (
          <Form action={`${path}/khoa`} csrf={csrf} formKey={newFormKey()} confirm={text(locale, "accounts.disable_confirm")}>
            <Button variant="danger">{text(locale, "accounts.disable")}</Button>
          </Form>
        )}
      </div>
    </Section>
  );
}
