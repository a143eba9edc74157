import { POLICY_NAMES } from "#core/deadline/classify.ts";
import { formatDay, formatInstant, formatNumber } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  DateField,
  DescriptionList,
  EmptyState,
  ExportLinks,
  FilterBar,
  Grid,
  PageHeader,
  Section,
  SelectField,
  StackedBar,
  Tabs,
} from "#ui/ui.tsx";
import { policyOf } from "./build-report.ts";
import type { Measure } from "./cells.ts";
import { Ii06aTable } from "./ii06a-table.tsx";
import { cellHref, REPORT_PATH, reportHref } from "./report-links.ts";
import { periodText } from "./report-texts.ts";
import { DIMENSIONS, type Report, type ReportQuery } from "./report.ts";
import { text } from "./texts.ts";

export interface ReportPageProps {
  readonly locale: Locale;
  readonly query: ReportQuery;
  readonly report: Report;
  readonly units: readonly { readonly id: number; readonly name: string }[];
  readonly today: string;
}

const quarterStart = (day: string): string =>
  `${day.slice(0, 5)}${String(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, "0")}-01`;

/** Periods up to today, each as an address. */
function presets(today: string) {
  return [
    { name: "month", from: `${today.slice(0, 7)}-01` },
    { name: "quarter", from: quarterStart(today) },
    { name: "year", from: `${today.slice(0, 4)}-01-01` },
    { name: "all", from: undefined },
  ] as const;
}

function Filters({ locale, query, units }: ReportPageProps) {
  const day = (value: unknown): string | undefined => (typeof value === "string" ? formatDay(value) : undefined);
  return (
    <FilterBar action={REPORT_PATH} resetHref={REPORT_PATH}>
      <SelectField
        name="unit"
        label={text(locale, "filter.unit")}
        value={String(query.unit)}
        options={units.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      <SelectField
        name="sub"
        label={text(locale, "filter.sub")}
        value={query.sub}
        options={(["1", "0"] as const).map((value) => ({ value, label: text(locale, `filter.sub.${value}`) }))}
      />
      <SelectField
        name="by"
        label={text(locale, "filter.by")}
        value={query.by}
        options={DIMENSIONS.map((value) => ({ value, label: text(locale, `by.${value}`) }))}
      />
      <DateField name="from" label={text(locale, "filter.from")} value={day(query.from)} />
      <DateField name="to" label={text(locale, "filter.to")} value={day(query.to)} />
      <DateField
        name="asOf"
        label={text(locale, "filter.as_of")}
        value={day(query.asOf)}
        hint={text(locale, "filter.as_of.hint")}
      />
      <SelectField
        name="policy"
        label={text(locale, "filter.policy")}
        value={query.policy}
        options={POLICY_NAMES.map((value) => ({ value, label: text(locale, `policy.${value}`) }))}
      />
      <SelectField
        name="share"
        label={text(locale, "filter.share")}
        value={query.share}
        emptyLabel={text(locale, "filter.share.none")}
        options={(["received", "resolved"] as const).map((value) => ({ value, label: text(locale, `filter.share.${value}`) }))}
      />
    </FilterBar>
  );
}

const MOST_BARS = 12;
const BAR_PARTS = [
  { measure: "resolvedEarly", tone: "success" },
  { measure: "resolvedOnTime", tone: "info" },
  { measure: "resolvedLate", tone: "danger" },
] as const;

function Bars({ locale, query, report }: ReportPageProps) {
  const rows = report.rows.length > 1 && report.rows.length <= MOST_BARS ? report.rows : [];
  const bar = (label: string, figures: Report["total"], key?: string) => (
    <StackedBar
      key={label}
      label={label}
      parts={BAR_PARTS.map(({ measure, tone }) => ({
        label: text(locale, `column.${measure}`),
        value: figures[measure],
        tone,
        href: cellHref(query, measure, key),
      }))}
    />
  );
  return (
    <Section title={text(locale, "chart.title")}>
      {bar(text(locale, "total"), report.total)}
      {rows.length > 0 && <Grid columns={2}>{rows.map((row) => bar(row.label, row.figures, row.key))}</Grid>}
    </Section>
  );
}

/** What the form leaves out and why it balances. */
function Bridge({ locale, query, report }: ReportPageProps) {
  const { total, request } = report;
  const number = (measure: Measure): string => formatNumber(total[measure], locale);
  const linked = (measure: Measure) => (total[measure] === 0 ? "0" : <a href={cellHref(query, measure)}>{number(measure)}</a>);
  const item = (measure: Measure) => ({ term: text(locale, `cell.${measure}`), detail: linked(measure) });
  const { version, basis, verified } = policyOf(request);
  const lead = text(locale, "bridge.lead", {
    received: number("received"),
    resolved: number("resolved"),
    open: number("open"),
    withdrawn: number("withdrawn"),
    stopped: number("stopped"),
  });
  return (
    <Section title={text(locale, "bridge.title")} lead={lead}>
      <DescriptionList
        columns={2}
        items={[
          item("withdrawn"),
          item("stopped"),
          { term: text(locale, "bridge.waiting"), detail: linked("waiting") },
          ...(total.resolvedUnjudged === 0
            ? []
            : [{ term: text(locale, "bridge.unjudged"), detail: linked("resolvedUnjudged") }]),
        ]}
      />
      <DescriptionList
        columns={2}
        items={(["refusedAtIntake", "incompleteAtIntake", "awaitingAcceptance", "awaitingAcceptanceLate", "voided"] as const).map(
          (measure) => ({
            ...item(measure),
            term: `${text(locale, "bridge.outside")}: ${text(locale, `cell.${measure}`)}`,
          }),
        )}
      />
      <p class="muted small">
        {text(locale, "policy.note", { name: text(locale, `policy.${request.policy}`), version, basis })}{" "}
        {!verified && text(locale, "policy.unverified")} {text(locale, "as_of.note", { at: formatInstant(request.asOf) })}
      </p>
    </Section>
  );
}

export function ReportPage(props: ReportPageProps) {
  const { locale, query, report, today } = props;
  return (
    <div class="stack print-landscape">
      <PageHeader kicker={text(locale, "kicker")} title={text(locale, "title")} lead={periodText(report, locale)} />
      <Tabs
        label={text(locale, "presets")}
        items={presets(today).map(({ name, from }) => ({
          label: text(locale, `preset.${name}`),
          href: reportHref(REPORT_PATH, query, { from, to: today, asOf: undefined }),
          current: query.from === from && query.to === today && query.asOf === undefined,
        }))}
      />
      <Filters {...props} />
      {report.rows.length === 0 ? (
        <EmptyState title={text(locale, "empty.title")} icon="chart">
          {text(locale, "empty.hint")}
        </EmptyState>
      ) : (
        <>
          <p class="muted small">
            {query.share === undefined ? text(locale, "measure.unit") : text(locale, `share.of.${query.share}`)}
          </p>
          <Ii06aTable locale={locale} report={report} query={query} />
          <ExportLinks
            links={(["csv", "xlsx", "json"] as const).map((format) => ({
              href: reportHref(`${REPORT_PATH}/xuat.${format}`, query, { share: undefined }),
              label: format.toUpperCase(),
            }))}
          />
          <div class="no-print">
            <Bars {...props} />
          </div>
          <Bridge {...props} />
        </>
      )}
    </div>
  );
}
