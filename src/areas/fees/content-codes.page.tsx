import { FEE_KINDS } from "#core/money/fee-rules.ts";
import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  Checkbox,
  type Column,
  DateField,
  EmptyState,
  Form,
  FormRow,
  PageHeader,
  Section,
  SelectField,
  Table,
  Tag,
  TextField,
} from "#ui/ui.tsx";
import type { ContentCode, KeptCode } from "./content-code.store.ts";
import { shippedCodes } from "./content-codes.ts";
import { EndForm } from "./end-form.page.tsx";
import { feePath } from "./fee-paths.ts";
import { text } from "./texts.ts";

export interface CodesPageProps {
  readonly locale: Locale;
  readonly codes: readonly KeptCode[];
  readonly fields: readonly string[];
  /** yyyy-MM-dd */
  readonly today: string;
  readonly csrf: string;
  readonly newKey: () => string;
  readonly typed: (name: string) => string | undefined;
  /** The code whose end was refused. */
  readonly refused: number | undefined;
}

type Listed = Omit<ContentCode, "field" | "kind"> & Partial<Pick<KeptCode, "field" | "kind" | "source">>;

const columnsOf = (locale: Locale): Column<Listed>[] => [
  {
    key: "code",
    header: text(locale, "codes.code"),
    rowHeader: true,
    cell: (it) => <span class="code">{it.code}</span>,
  },
  {
    key: "name",
    header: text(locale, "codes.name"),
    width: "l",
    cell: (it) => (
      <>
        {it.name}
        {it.field && it.kind && <div class="muted small">{`${it.field} · ${text(locale, `kind.${it.kind}`)}`}</div>}
      </>
    ),
  },
  {
    key: "days",
    header: text(locale, "series.from"),
    cell: (it) => `${formatDay(it.from)}${it.to === null ? "" : ` – ${formatDay(it.to)}`}`,
  },
  {
    key: "source",
    header: text(locale, "codes.source"),
    cell: (it) => (
      <>
        {it.source} {!it.verified && <Tag tone="warning">{text(locale, "codes.unverified")}</Tag>}
      </>
    ),
  },
];

function AddForm({ locale, csrf, newKey, typed, today, refused, fields }: CodesPageProps) {
  const value = (name: string): string | undefined => (refused === undefined ? typed(name) : undefined);
  return (
    <Section title={text(locale, "codes.add")}>
      <Form action={feePath.codes} csrf={csrf} formKey={newKey()} label={text(locale, "codes.add")}>
        <FormRow>
          <TextField
            name="code"
            label={text(locale, "codes.code")}
            required
            width="s"
            inputMode="numeric"
            value={value("code")}
          />
          <TextField name="name" label={text(locale, "codes.name")} required value={value("name")} />
        </FormRow>
        <FormRow>
          <TextField
            name="field"
            label={text(locale, "codes.field")}
            hint={text(locale, "codes.field_hint")}
            suggestions={fields}
            value={value("field")}
          />
          <SelectField
            name="kind"
            label={text(locale, "codes.kind")}
            emptyLabel="–"
            options={FEE_KINDS.map((kind) => ({ value: kind, label: text(locale, `kind.${kind}`) }))}
            value={value("kind")}
          />
        </FormRow>
        <FormRow>
          <DateField name="from" label={text(locale, "series.from")} required value={value("from") ?? formatDay(today)} />
          <DateField name="to" label={text(locale, "series.to")} value={value("to")} />
          <TextField name="source" label={text(locale, "codes.source")} required value={value("source")} />
        </FormRow>
        <Checkbox name="verified" value="1" label={text(locale, "codes.verified")} checked={value("verified") === "1"} />
        <Button>{text(locale, "codes.add")}</Button>
      </Form>
    </Section>
  );
}

/** The codes of budget contents: those kept here, the form for another, and the shipped list. */
export function CodesPage(props: CodesPageProps) {
  const { locale, codes } = props;
  const shipped = shippedCodes();
  return (
    <>
      <PageHeader title={text(locale, "codes.title")} lead={text(locale, "codes.lead")} />
      <Section title={text(locale, "codes.kept")}>
        <Table<KeptCode>
          caption={text(locale, "codes.kept")}
          captionHidden
          rows={codes}
          rowKey={(it) => String(it.id)}
          empty={<EmptyState title={text(locale, "codes.none")} />}
          columns={[
            ...columnsOf(locale),
            {
              key: "by",
              header: text(locale, "series.by"),
              cell: (it) => (
                <>
                  {it.createdBy}, {formatInstant(it.createdAt)}
                  {it.endedAt !== null && (
                    <div class="muted small">
                      {text(locale, "series.end")}: {it.endedBy}, {formatInstant(it.endedAt)}
                    </div>
                  )}
                  {it.endedAt === null && <EndForm {...props} id={it.id} name={it.code} action={feePath.endCode(it.id)} />}
                </>
              ),
            },
          ]}
        />
      </Section>
      <AddForm {...props} />
      <Section title={text(locale, "codes.shipped")} lead={text(locale, "codes.source_of", { source: shipped.source })}>
        <Table<Listed>
          caption={text(locale, "codes.shipped")}
          captionHidden
          rows={shipped.codes}
          rowKey={(it) => it.code}
          columns={columnsOf(locale)}
        />
      </Section>
    </>
  );
}
