import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { formatNumber } from "#platform/i18n/dates.ts";
import {
  Button,
  DateField,
  FoldedForm,
  FilterBar,
  LinkButton,
  PageHeader,
  Section,
  SelectField,
  StackedBar,
  StatGrid,
  StatTile,
  Table,
  Tag,
  TextField,
} from "#ui/ui.tsx";
import { countOf, FEWEST_SHOWN, type Results, shareSatisfied } from "./get-results.ts";
import { INDICES_PATH } from "./indices.page.tsx";
import type { Remark } from "./feedback.store.ts";
import { BY } from "./rating.ts";
import { text } from "./texts.ts";

export interface ResultsProps {
  readonly locale: Locale;
  readonly results: Results;
  /** An officer who sees their own counts alone. */
  readonly isOwn: boolean;
  readonly canMark: boolean;
  readonly csrf: string;
  readonly newKey: () => string;
}

const percent = (locale: Locale, value: number | undefined): string =>
  value === undefined ? "–" : `${formatNumber(value, locale, 1)} %`;

/** What people said of the service: by unit, procedure or officer. */
export function ResultsPage(props: ResultsProps) {
  const { locale, results, isOwn } = props;
  const { total, by, from, to } = results;
  const address = `by=${by}&from=${from}&to=${to}`;
  return (
    <>
      <PageHeader
        title={text(locale, isOwn ? "results.own" : "results.title")}
        lead={text(locale, "results.period", { from: formatDay(from), to: formatDay(to) })}
        actions={
          isOwn ? undefined : (
            <>
              <LinkButton href={`${INDICES_PATH}?by=${by}`} variant="secondary">
                {text(locale, "indices.title")}
              </LinkButton>
              <LinkButton href={`/ket-qua-danh-gia/xuat.csv?${address}`} variant="secondary" download>
                {text(locale, "results.export")}
              </LinkButton>
            </>
          )
        }
      />
      <FilterBar action="/ket-qua-danh-gia">
        {!isOwn && (
          <SelectField
            name="by"
            label={text(locale, "results.by")}
            value={by}
            options={BY.map((one) => ({ value: one, label: text(locale, `by.${one}`) }))}
          />
        )}
        <DateField name="from" label={text(locale, "results.from")} value={formatDay(from)} />
        <DateField name="to" label={text(locale, "results.to")} value={formatDay(to)} />
      </FilterBar>
      <StatGrid>
        <StatTile value={String(countOf(total))} label={text(locale, "results.count")} />
        <StatTile value={percent(locale, shareSatisfied(total))} label={text(locale, "results.share")} tone="success" />
        <StatTile value={String(total.not)} label={text(locale, "level.0")} tone={total.not === 0 ? "neutral" : "danger"} />
        <StatTile value={String(total.suspect)} label={text(locale, "results.suspect")} />
      </StatGrid>
      {countOf(total) > 0 && (
        <StackedBar
          label={text(locale, "results.share")}
          parts={[
            { label: text(locale, "level.2"), value: total.very, tone: "success" },
            { label: text(locale, "level.1"), value: total.satisfied, tone: "info" },
            { label: text(locale, "level.0"), value: total.not, tone: "danger" },
          ]}
        />
      )}
      <ResultsTable locale={locale} results={results} />
      {by === "officer" && <p class="muted">{text(locale, "results.few", { n: FEWEST_SHOWN })}</p>}
      {!isOwn && <Remarks {...props} />}
    </>
  );
}

function ResultsTable({ locale, results }: { locale: Locale; results: Results }) {
  return (
    <Table
      caption={text(locale, `by.${results.by}`)}
      stack
      columns={[
        { key: "label", header: text(locale, `by.${results.by}`), rowHeader: true, cell: (row) => row.label },
        { key: "count", header: text(locale, "results.count"), align: "end", cell: countOf },
        { key: "very", header: text(locale, "level.2"), align: "end", cell: (row) => row.very },
        { key: "ok", header: text(locale, "level.1"), align: "end", cell: (row) => row.satisfied },
        { key: "not", header: text(locale, "level.0"), align: "end", cell: (row) => row.not },
        {
          key: "share",
          header: text(locale, "results.share"),
          align: "end",
          cell: (row) => percent(locale, shareSatisfied(row)),
        },
        { key: "suspect", header: text(locale, "results.suspect"), align: "end", cell: (row) => row.suspect },
      ]}
      rows={results.rows}
      rowKey={(row) => row.key}
      empty={text(locale, "results.none")}
    />
  );
}

function Remarks(props: ResultsProps) {
  const { locale, results } = props;
  return (
    <Section title={text(locale, "remarks.title")} lead={text(locale, "remarks.lead")}>
      {results.remarks.length === 0 && <p class="muted">{text(locale, "remarks.none")}</p>}
      {results.remarks.map((remark) => (
        <RemarkItem key={remark.id} {...props} remark={remark} />
      ))}
    </Section>
  );
}

const TONES = { 2: "success", 1: "info", 0: "danger" } as const;

function RemarkItem({ locale, results, remark, canMark, csrf, newKey }: ResultsProps & { remark: Remark }) {
  return (
    <article class="card">
      <p>
        <Tag tone={TONES[remark.level]}>{text(locale, `level.${remark.level}`)}</Tag>{" "}
        {remark.suspect && <Tag tone="warning">{text(locale, "results.suspect")}</Tag>}{" "}
        {remark.unfounded && <Tag>{text(locale, "remarks.unfounded")}</Tag>}
      </p>
      <p>{remark.comment}</p>
      <p class="muted small">
        {formatDay(remark.day)} · {remark.unit}
      </p>
      {canMark && remark.level === 0 && !remark.unfounded && (
        <FoldedForm
          summary={text(locale, "remarks.mark")}
          action={`/ket-qua-danh-gia/${remark.id}?by=${results.by}&from=${results.from}&to=${results.to}`}
          csrf={csrf}
          formKey={newKey()}
          scope={`r${remark.id}`}
        >
          <TextField name="why" label={text(locale, "remarks.why")} maxLength={500} required />
          <Button variant="secondary">{text(locale, "remarks.save")}</Button>
        </FoldedForm>
      )}
    </article>
  );
}
