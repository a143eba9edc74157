import { newFormKey } from "#platform/http/idempotency-key.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  ActionBar,
  Button,
  DateField,
  EmptyState,
  Form,
  PageHeader,
  Section,
  SelectField,
  Stack,
  Table,
  TextField,
} from "#ui/ui.tsx";
import { MANDATE_RELATIONS } from "./mandate.ts";
import type { Mandate } from "./mandate.store.ts";
import { text } from "./texts.ts";

export interface MandatesProps {
  readonly locale: Locale;
  readonly mandates: readonly Mandate[];
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
  readonly csrf: string;
}

export function MandatesPage({ locale, mandates, typed, csrf }: MandatesProps) {
  return (
    <>
      <PageHeader title={text(locale, "mandates.title")} lead={text(locale, "mandates.lead")} />
      <Stack gap="l">
        {mandates.length === 0 ? (
          <EmptyState title={text(locale, "mandates.empty")} icon="user" />
        ) : (
          <MandateTable locale={locale} mandates={mandates} csrf={csrf} />
        )}
        <NewMandate locale={locale} typed={typed} csrf={csrf} />
      </Stack>
    </>
  );
}

function MandateTable({ locale, mandates, csrf }: Omit<MandatesProps, "typed">) {
  return (
    <Table
      caption={text(locale, "mandates.title")}
      captionHidden
      stack
      rows={mandates}
      rowKey={(row) => String(row.id)}
      columns={[
        { key: "name", header: text(locale, "mandates.name"), rowHeader: true, cell: (row) => row.name },
        { key: "relation", header: text(locale, "mandates.relation"), cell: (row) => text(locale, `relation.${row.relation}`) },
        { key: "basis", header: text(locale, "mandates.basis"), cell: (row) => row.basis },
        {
          key: "until",
          header: text(locale, "field.until"),
          cell: (row) => (row.validUntil === null ? "–" : formatDay(row.validUntil)),
        },
        {
          key: "end",
          header: text(locale, "mandates.end"),
          cell: (row) => (
            <Form action={`/cua-toi/nguoi-duoc-dai-dien/${row.id}/ket-thuc`} csrf={csrf} formKey={newFormKey()}>
              <Button variant="secondary" size="s">
                {text(locale, "mandates.end")}
                <span class="visually-hidden"> {row.name}</span>
              </Button>
            </Form>
          ),
        },
      ]}
    />
  );
}

function NewMandate({ locale, typed, csrf }: Omit<MandatesProps, "mandates">) {
  const value = (name: string): string | undefined => (typeof typed[name] === "string" ? typed[name] : undefined);
  return (
    <Section title={text(locale, "mandates.new")}>
      <Form action="/cua-toi/nguoi-duoc-dai-dien" csrf={csrf} formKey={newFormKey()}>
        <SelectField
          name="relation"
          label={text(locale, "mandates.relation")}
          value={value("relation")}
          required
          options={MANDATE_RELATIONS.map((relation) => ({ value: relation, label: text(locale, `relation.${relation}`) }))}
        />
        <TextField name="name" label={text(locale, "mandates.name")} value={value("name")} maxLength={120} required />
        <TextField
          name="idNumber"
          label={text(locale, "mandates.id_number")}
          value={value("idNumber")}
          inputMode="numeric"
          maxLength={20}
        />
        <DateField name="dateOfBirth" label={text(locale, "mandates.born")} value={value("dateOfBirth")} />
        <TextField
          name="basis"
          label={text(locale, "mandates.basis")}
          hint={text(locale, "mandates.basis_hint")}
          value={value("basis")}
          maxLength={500}
          required
        />
        <DateField name="validUntil" label={text(locale, "field.until")} value={value("validUntil")} />
        <ActionBar>
          <Button>{text(locale, "mandates.submit")}</Button>
        </ActionBar>
      </Form>
    </Section>
  );
}
