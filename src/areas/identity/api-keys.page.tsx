import { KEY_RATES, type KeyScope } from "#platform/http/api-key.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatDate, formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  CheckboxGroup,
  DateField,
  EmptyState,
  Form,
  LinkButton,
  PageHeader,
  Section,
  SelectField,
  Stack,
  Table,
  Tag,
  TextField,
  ShownOnce,
} from "#ui/ui.tsx";
import type { IssuedKey } from "./api-key.store.ts";
import { RATES } from "./issue-api-key.ts";
import { text } from "./texts.ts";

export const API_KEYS = "/quan-tri/khoa-api";

export interface ApiKeysProps {
  readonly locale: Locale;
  readonly csrf: string;
  readonly rows: readonly IssuedKey[];
  readonly today: string;
  /** What whoever looks may give to a key. */
  readonly scopes: readonly KeyScope[];
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
}

const day = (value: string | null): string => (value === null ? "–" : formatDay(value));

/** Which programs may ask for what, and a form for one more key. */
export function ApiKeysPage({ locale, csrf, rows, today, scopes, typed }: ApiKeysProps) {
  return (
    <>
      <PageHeader title={text(locale, "keys.title")} lead={text(locale, "keys.lead")} />
      <Stack gap="l">
        <Table
          caption={text(locale, "keys.title")}
          captionHidden
          stack
          rows={rows}
          rowKey={(row) => String(row.id)}
          empty={<EmptyState title={text(locale, "keys.none")} />}
          columns={[
            { key: "name", header: text(locale, "keys.name"), rowHeader: true, cell: (row) => row.name },
            { key: "prefix", header: text(locale, "keys.prefix"), cell: (row) => <code>{row.prefix}</code> },
            {
              key: "account",
              header: text(locale, "keys.account"),
              cell: (row) => `${row.accountName} (${row.username}), ${row.agencyName}`,
            },
            {
              key: "scopes",
              header: text(locale, "keys.scopes"),
              cell: (row) => row.scopes.map((scope) => text(locale, `keys.scope.${scope}`)).join("; "),
            },
            {
              key: "until",
              header: text(locale, "keys.until"),
              cell: (row) => (
                <>
                  {formatDay(row.expiresOn)}
                  <div class="muted small">
                    {text(locale, "keys.since", { created: formatDate(row.createdAt), used: day(row.lastUsedOn) })}
                  </div>
                </>
              ),
            },
            {
              key: "state",
              header: text(locale, "field.state"),
              cell: (row) => <KeyState locale={locale} csrf={csrf} row={row} today={today} />,
            },
          ]}
        />
        <Section title={text(locale, "keys.new")}>
          <NewKeyForm locale={locale} csrf={csrf} scopes={scopes} typed={typed} />
        </Section>
      </Stack>
    </>
  );
}

function KeyState({ locale, csrf, row, today }: { locale: Locale; csrf: string; row: IssuedKey; today: string }) {
  if (row.revokedAt !== null) return <Tag>{text(locale, "keys.revoked", { day: formatDate(row.revokedAt) })}</Tag>;
  if (row.expiresOn < today) return <Tag>{text(locale, "keys.expired")}</Tag>;
  return (
    <Form
      action={`${API_KEYS}/${row.id}/thu-hoi`}
      csrf={csrf}
      formKey={newFormKey()}
      confirm={text(locale, "keys.revoke_confirm", { name: row.name })}
    >
      <Button variant="secondary" size="s">
        {text(locale, "keys.revoke")}
      </Button>
    </Form>
  );
}

function NewKeyForm({ locale, csrf, scopes, typed }: Pick<ApiKeysProps, "locale" | "csrf" | "scopes" | "typed">) {
  const one = (name: string): string => String(typed[name] ?? "");
  return (
    <Form action={API_KEYS} csrf={csrf} formKey={newFormKey()}>
      <TextField name="name" label={text(locale, "keys.name")} value={one("name")} maxLength={100} required />
      <TextField
        name="username"
        label={text(locale, "field.username")}
        hint={text(locale, "keys.account_hint")}
        value={one("username")}
        maxLength={60}
        width="m"
        required
      />
      <CheckboxGroup
        name="scopes"
        label={text(locale, "keys.scopes")}
        hint={text(locale, "keys.scopes_hint")}
        options={scopes.map((scope) => ({ value: scope, label: `${text(locale, `keys.scope.${scope}`)} (${scope})` }))}
        values={[typed["scopes"] ?? []].flat()}
        required
      />
      <SelectField
        name="rate"
        label={text(locale, "keys.rate")}
        value={one("rate") || "normal"}
        options={RATES.map((rate) => ({ value: rate, label: text(locale, "keys.rate_option", { count: KEY_RATES[rate] }) }))}
        width="m"
        required
      />
      <DateField
        name="expiresOn"
        label={text(locale, "keys.expires")}
        hint={text(locale, "keys.expires_hint")}
        value={one("expiresOn")}
        required
      />
      <ActionBar>
        <Button>{text(locale, "keys.issue")}</Button>
      </ActionBar>
    </Form>
  );
}

export function ApiKeyTokenPage({ locale, token }: { locale: Locale; token: string }) {
  return (
    <ShownOnce title={text(locale, "keys.token_title")} lead={text(locale, "keys.token_lead")} secret={token}>
      <LinkButton href={API_KEYS} variant="primary">
        {text(locale, "keys.title")}
      </LinkButton>
    </ShownOnce>
  );
}
