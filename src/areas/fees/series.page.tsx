import { formatDay, formatInstant, formatNumber } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  DateField,
  EmptyState,
  Form,
  FormRow,
  Notice,
  NumberField,
  PageHeader,
  Section,
  Table,
  Tag,
  TextField,
  type Tone,
} from "#ui/ui.tsx";
import { EndForm } from "./end-form.page.tsx";
import { feePath } from "./fee-paths.ts";
import { shippedSeries } from "./receipt-series.ts";
import type { Series } from "./series.store.ts";
import { text } from "./texts.ts";

export interface SeriesPageProps {
  readonly locale: Locale;
  readonly series: readonly Series[];
  readonly left: { readonly left: number; readonly few: boolean } | undefined;
  /** yyyy-MM-dd */
  readonly today: string;
  readonly csrf: string;
  readonly newKey: () => string;
  readonly typed: (name: string) => string | undefined;
  /** The series whose end was refused. */
  readonly refused: number | undefined;
}

function stateOf({ locale, today }: SeriesPageProps, it: Series): { readonly tone: Tone; readonly label: string } {
  if (it.to !== null && it.to < today) return { tone: "neutral", label: text(locale, "series.ended") };
  if (it.from > today) return { tone: "info", label: text(locale, "series.coming") };
  if (it.left === 0) return { tone: "neutral", label: text(locale, "series.used_up") };
  if (it.left <= it.warnBelow) return { tone: "warning", label: text(locale, "series.few", { left: it.left }) };
  return { tone: "success", label: text(locale, "series.in_use") };
}

function AddForm({ locale, csrf, newKey, typed, today, refused }: SeriesPageProps) {
  const value = (name: string): string | undefined => (refused === undefined ? typed(name) : undefined);
  const shipped = shippedSeries(today);
  return (
    <Section title={text(locale, "series.add")}>
      <Form action={feePath.series} csrf={csrf} formKey={newKey()} label={text(locale, "series.add")}>
        <FormRow>
          <TextField
            name="form"
            label={text(locale, "series.form")}
            hint={text(locale, "series.form_hint")}
            required
            width="s"
            value={value("form") ?? shipped.form}
          />
          <TextField name="serial" label={text(locale, "series.serial")} required width="s" value={value("serial")} />
          <NumberField name="firstNumber" label={text(locale, "series.first")} required value={value("firstNumber") ?? "1"} />
          <NumberField name="lastNumber" label={text(locale, "series.last")} required value={value("lastNumber")} />
        </FormRow>
        <FormRow>
          <NumberField name="warnBelow" label={text(locale, "series.warn")} required value={value("warnBelow") ?? "50"} />
          <DateField name="from" label={text(locale, "series.from")} required value={value("from") ?? formatDay(today)} />
          <TextField name="basis" label={text(locale, "series.basis")} required value={value("basis")} />
        </FormRow>
        <Button>{text(locale, "series.add")}</Button>
      </Form>
    </Section>
  );
}

const Keepers = ({ locale, it }: { locale: Locale; it: Series }) => (
  <>
    {it.createdBy}, {formatInstant(it.createdAt)}
    <div class="muted small">{it.basis}</div>
    {it.endedAt !== null && (
      <div class="muted small">
        {text(locale, "series.end")}: {it.endedBy}, {formatInstant(it.endedAt)}
      </div>
    )}
  </>
);

function SeriesTable(props: SeriesPageProps) {
  const { locale, series } = props;
  return (
    <Table<Series>
      caption={text(locale, "series.title")}
      captionHidden
      rows={series}
      rowKey={(it) => String(it.id)}
      empty={<EmptyState title={text(locale, "series.none")} />}
      columns={[
        {
          key: "serial",
          header: text(locale, "series.serial"),
          rowHeader: true,
          cell: (it) => (
            <>
              <span class="code nowrap">{it.serial}</span>
              <div class="muted small">{it.form}</div>
            </>
          ),
        },
        {
          key: "range",
          header: text(locale, "series.first"),
          nowrap: true,
          cell: (it) => `${it.firstNumber} – ${it.lastNumber}`,
        },
        { key: "left", header: text(locale, "series.left"), align: "end", cell: (it) => formatNumber(it.left, locale) },
        {
          key: "days",
          header: text(locale, "series.from"),
          cell: (it) => `${formatDay(it.from)}${it.to === null ? "" : ` – ${formatDay(it.to)}`}`,
        },
        {
          key: "by",
          header: text(locale, "series.by"),
          cell: (it) => <Keepers locale={locale} it={it} />,
        },
        {
          key: "state",
          header: text(locale, "series.state"),
          cell: (it) => {
            const { tone, label } = stateOf(props, it);
            return (
              <>
                <Tag tone={tone}>{label}</Tag>
                {it.endedAt === null && (
                  <EndForm {...props} id={it.id} name={`${it.serial} ${it.firstNumber}`} action={feePath.endSeries(it.id)} />
                )}
              </>
            );
          },
        },
      ]}
    />
  );
}

/** The numbers of receipts that an office registered, how many are left, and the form for more. */
export function SeriesPage(props: SeriesPageProps) {
  const { locale, left, today } = props;
  return (
    <>
      <PageHeader
        title={text(locale, "series.title")}
        lead={text(locale, "series.lead", { serial: shippedSeries(today).serial })}
      />
      {left?.left === 0 && <Notice tone="danger">{text(locale, "series.none_left")}</Notice>}
      {left !== undefined && left.few && left.left > 0 && (
        <Notice tone="warning">{text(locale, "series.few_notice", { left: left.left })}</Notice>
      )}
      <SeriesTable {...props} />
      <AddForm {...props} />
    </>
  );
}
