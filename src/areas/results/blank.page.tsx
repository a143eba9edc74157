import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import {
  Button,
  EmptyState,
  Form,
  FormRow,
  NumberField,
  PageHeader,
  Section,
  SelectField,
  Stack,
  Table,
  Tag,
  TextField,
  Details,
} from "#ui/ui.tsx";
import type { AgencyChoice } from "./acting-in.ts";
import { agencyHidden, AgencyTabs } from "./agency-tabs.page.tsx";
import type { BlankTotals, EndedBlanks } from "./blank.ts";
import { resultPath } from "./result-paths.ts";
import { text } from "./texts.ts";

type Typed = Readonly<Record<string, string | string[] | undefined>>;

export interface BlanksProps {
  readonly locale: Locale;
  readonly totals: readonly BlankTotals[];
  readonly ended: readonly EndedBlanks[];
  readonly agencies: AgencyChoice;
  readonly writes: boolean;
  readonly refused: "receive" | "end" | undefined;
  readonly typed: Typed;
  readonly errors: readonly FieldRefusal[];
  readonly csrf: string;
  readonly newKey: () => string;
}

function SeriesFields({ props, form }: { props: BlanksProps; form: "receive" | "end" }) {
  const { locale, typed, totals } = props;
  const value = (name: string): string | undefined => {
    const it = props.refused === form ? typed[name] : undefined;
    return Array.isArray(it) ? it[0] : it;
  };
  const distinct = (pick: (row: BlankTotals) => string): readonly string[] => [...new Set(totals.map(pick))];
  return (
    <>
      <FormRow>
        <TextField
          name="kind"
          label={text(locale, "blank.kind")}
          value={value("kind")}
          suggestions={distinct(({ kind }) => kind)}
          required
          width="l"
        />
        <TextField
          name="series"
          label={text(locale, "blank.series")}
          value={value("series")}
          suggestions={distinct(({ series }) => series)}
          required
          width="s"
        />
        <NumberField name="from" label={text(locale, "blank.from")} value={value("from")} required />
        <NumberField name="to" label={text(locale, "blank.to")} value={value("to")} required />
      </FormRow>
      {form === "receive" && (
        <TextField name="deliveryNote" label={text(locale, "blank.note")} value={value("deliveryNote")} required />
      )}
      {form === "end" && (
        <FormRow>
          <SelectField
            name="state"
            label={text(locale, "blank.end")}
            value={value("state")}
            options={(["used", "spoiled", "lost"] as const).map((each) => ({
              value: each,
              label: text(locale, `blank.${each}`),
            }))}
          />
          <TextField name="dossierCode" label={text(locale, "blank.dossier")} value={value("dossierCode")} width="m" />
          <TextField
            name="reason"
            label={text(locale, "reason")}
            hint={text(locale, "blank.reason_hint")}
            value={value("reason")}
            width="l"
          />
        </FormRow>
      )}
    </>
  );
}

function BlankForm({ props, form }: { props: BlanksProps; form: "receive" | "end" }) {
  const { locale } = props;
  const refused = props.refused === form;
  const action = `${resultPath.blanks}/${form === "receive" ? "nhap" : "ghi"}`;
  return (
    <Details summary={text(locale, `blank.do_${form}`)} open={refused}>
      <Form
        action={action}
        csrf={props.csrf}
        formKey={props.newKey()}
        hidden={agencyHidden(props.agencies)}
        wide
        label={text(locale, `blank.do_${form}`)}
        {...(refused ? { errors: props.errors } : { scope: form })}
      >
        <SeriesFields props={props} form={form} />
        <Button variant="secondary">{text(locale, `blank.do_${form}`)}</Button>
      </Form>
    </Details>
  );
}

function History({ locale, ended }: Pick<BlanksProps, "locale" | "ended">) {
  return (
    <Section title={text(locale, "blank.history")}>
      <Table
        caption={text(locale, "blank.history")}
        captionHidden
        dense
        rows={ended}
        rowKey={(row) => `${row.kind}-${row.series}-${row.from}`}
        empty={text(locale, "blank.history_none")}
        columns={[
          {
            key: "serial",
            header: text(locale, "blank.serial"),
            rowHeader: true,
            cell: (row) => `${row.series} ${row.from === row.to ? row.from : `${row.from}–${row.to}`}`,
          },
          { key: "kind", header: text(locale, "blank.kind"), cell: (row) => row.kind },
          {
            key: "state",
            header: text(locale, "state"),
            cell: (row) => <Tag tone={row.state === "used" ? "success" : "danger"}>{text(locale, `blank.${row.state}`)}</Tag>,
          },
          {
            key: "dossier",
            header: text(locale, "dossier"),
            cell: (row) =>
              row.dossierId === null ? (
                "–"
              ) : (
                <a class="code" href={`/ho-so/${row.dossierId}`}>
                  {row.dossierCode}
                </a>
              ),
          },
          { key: "reason", header: text(locale, "reason"), cell: (row) => row.reason ?? "–" },
          { key: "by", header: text(locale, "blank.by"), cell: (row) => `${row.endedBy}, ${formatInstant(row.endedAt)}` },
        ]}
      />
    </Section>
  );
}

/** The stock of blank forms by series: received = in stock + used + spoiled + lost, to the number. */
export function BlanksPage(props: BlanksProps) {
  const { locale, totals, ended } = props;
  return (
    <>
      <PageHeader title={text(locale, "blanks")} lead={text(locale, "blanks.lead")} />
      <Stack gap="l">
        <AgencyTabs locale={locale} agencies={props.agencies} href={resultPath.blanks} />
        <Table
          caption={text(locale, "blanks")}
          captionHidden
          rows={totals}
          rowKey={(row) => `${row.kind}-${row.series}`}
          empty={<EmptyState title={text(locale, "blanks.none")}>{text(locale, "blanks.none_hint")}</EmptyState>}
          columns={[
            { key: "kind", header: text(locale, "blank.kind"), rowHeader: true, cell: (row) => row.kind },
            { key: "series", header: text(locale, "blank.series"), cell: (row) => <span class="code">{row.series}</span> },
            { key: "received", header: text(locale, "blank.received"), align: "end", cell: (row) => row.received },
            { key: "used", header: text(locale, "blank.used"), align: "end", cell: (row) => row.used },
            { key: "spoiled", header: text(locale, "blank.spoiled"), align: "end", cell: (row) => row.spoiled },
            { key: "lost", header: text(locale, "blank.lost"), align: "end", cell: (row) => row.lost },
            { key: "stock", header: text(locale, "blank.stock"), align: "end", cell: (row) => row.stock },
            { key: "next", header: text(locale, "blank.next"), align: "end", cell: (row) => row.next ?? "–" },
            {
              key: "balance",
              header: text(locale, "blank.balance"),
              cell: (row) =>
                row.received === row.stock + row.used + row.spoiled + row.lost ? (
                  <Tag tone="success">{text(locale, "blank.balanced")}</Tag>
                ) : (
                  <Tag tone="danger">{text(locale, "blank.unbalanced")}</Tag>
                ),
            },
          ]}
        />
        {props.writes && (
          <Stack>
            <BlankForm props={props} form="end" />
            <BlankForm props={props} form="receive" />
          </Stack>
        )}
        <History locale={locale} ended={ended} />
      </Stack>
    </>
  );
}
