import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  DateField,
  EmptyState,
  Form,
  PageHeader,
  RadioGroup,
  Section,
  Stack,
  StatGrid,
  StatTile,
  Table,
  TextField,
} from "#ui/ui.tsx";
import { HELPERS } from "./assisted-account.ts";
import type { AssistedAccount, AssistedCounts } from "./assisted-account.store.ts";
import { text } from "./texts.ts";

export interface AssistedAccountsProps {
  readonly locale: Locale;
  readonly accounts: readonly AssistedAccount[];
  readonly counts: AssistedCounts;
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
  readonly csrf: string;
}

export function AssistedAccountsPage(props: AssistedAccountsProps) {
  const { locale, accounts, counts } = props;
  return (
    <>
      <PageHeader title={text(locale, "assisted.title")} lead={text(locale, "assisted.lead")} />
      <Stack gap="l">
        <StatGrid>
          <StatTile value={counts.staff} label={text(locale, "assisted.by.staff")} />
          <StatTile value={counts.supportTeam} label={text(locale, "assisted.by.support_team")} />
          <StatTile value={counts.used} label={text(locale, "assisted.used")} />
        </StatGrid>
        <NewAccount {...props} />
        <Section title={text(locale, "assisted.list")}>
          {accounts.length === 0 ? (
            <EmptyState title={text(locale, "assisted.empty")} icon="user" />
          ) : (
            <AccountTable locale={locale} accounts={accounts} />
          )}
        </Section>
      </Stack>
    </>
  );
}

function AccountTable({ locale, accounts }: Pick<AssistedAccountsProps, "locale" | "accounts">) {
  return (
    <Table
      caption={text(locale, "assisted.list")}
      captionHidden
      stack
      rows={accounts}
      rowKey={(row) => String(row.accountId)}
      columns={[
        { key: "name", header: text(locale, "field.full_name"), rowHeader: true, cell: (row) => row.fullName },
        { key: "by", header: text(locale, "assisted.who"), cell: (row) => text(locale, `helper.${row.openedBy}`) },
        { key: "at", header: text(locale, "assisted.at"), cell: (row) => formatInstant(row.openedAt) },
        { key: "consent", header: text(locale, "assisted.consent"), cell: (row) => row.consentHow },
        {
          key: "used",
          header: text(locale, "assisted.used"),
          cell: (row) => (row.firstSignedInAt === null ? "–" : formatInstant(row.firstSignedInAt)),
        },
      ]}
    />
  );
}

function NewAccount({ locale, typed, csrf }: AssistedAccountsProps) {
  const value = (name: string): string | undefined => (typeof typed[name] === "string" ? typed[name] : undefined);
  return (
    <Section title={text(locale, "assisted.new")} lead={text(locale, "assisted.new_lead")}>
      <Form action="/ho-tro/tai-khoan" csrf={csrf} formKey={newFormKey()}>
        <TextField
          name="fullName"
          label={text(locale, "field.full_name")}
          value={value("fullName")}
          maxLength={120}
          autocomplete="off"
          required
        />
        <TextField
          name="idNumber"
          label={text(locale, "assisted.id_number")}
          value={value("idNumber")}
          inputMode="numeric"
          maxLength={20}
          autocomplete="off"
          required
        />
        <DateField name="dateOfBirth" label={text(locale, "mandates.born")} value={value("dateOfBirth")} />
        <TextField
          name="phone"
          label={text(locale, "own.citizen.phone")}
          value={value("phone")}
          type="tel"
          maxLength={30}
          autocomplete="off"
        />
        <RadioGroup
          name="openedBy"
          label={text(locale, "assisted.who")}
          value={value("openedBy") ?? "staff"}
          required
          inline
          options={HELPERS.map((helper) => ({ value: helper, label: text(locale, `helper.${helper}`) }))}
        />
        <TextField
          name="consentHow"
          label={text(locale, "assisted.consent")}
          hint={text(locale, "assisted.consent_hint")}
          value={value("consentHow")}
          maxLength={300}
          autocomplete="off"
          required
        />
        <ActionBar>
          <Button>{text(locale, "assisted.submit")}</Button>
        </ActionBar>
      </Form>
    </Section>
  );
}
