import { formatDay, formatNumber } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  BarChart,
  DateField,
  Details,
  EmptyState,
  ExportLinks,
  FilterBar,
  LinkButton,
  Notice,
  PageHeader,
  Pagination,
  Section,
  SelectField,
  StatGrid,
  StatTile,
  Table,
  Tabs,
  Tag,
} from "#ui/ui.tsx";
import { cellText } from "./export-fee-report.ts";
import { METHODS } from "./fee.ts";
import { feePath } from "./fee-paths.ts";
import { type FeeReport, type FeeReportQuery, REPORT_KINDS } from "./fee-report.ts";
import { money } from "./fee-texts.tsx";
import { text } from "./texts.ts";

export interface FeeReportPageProps {
  readonly locale: Locale;
  readonly query: FeeReportQuery;
  readonly report: FeeReport;
  readonly units: readonly { readonly id: number; readonly name: string }[];
  readonly cashiers: readonly { readonly id: number; readonly name: string }[];
  readonly owing: readonly {
    readonly id: number;
    readonly code: string;
    readonly ownerName: string;
    readonly procedureName: string;
    readonly owedVnd: number;
  }[];
  readonly canCollect: boolean;
  readonly pageSize: number;
}

/** The address of the same report with some of its query changed. */
export function feeHref(
  path: string,
  query: FeeReportQuery,
  change: Partial<Record<keyof FeeReportQuery, string | number | undefined>> = {},
): string {
  const all = Object.entries({ ...query, ...change }).filter(
    ([key, value]) => value !== undefined && !(key === "kind" && value === "list"),
  );
  const search = new URLSearchParams(all.map(([key, value]) => [key, String(value)])).toString();
  return search === "" ? path : `${path}?${search}`;
}

function Filters({ locale, query, report, units, cashiers }: FeeReportPageProps) {
  const inForce = [query.unit, query.from, query.to, query.method, query.cashier].filter((part) => part !== undefined).length;
  return (
    <FilterBar action={feePath.list} resetHref={feeHref(feePath.list, { kind: query.kind })} count={inForce}>
      <input type="hidden" name="kind" value={query.kind} />
      <DateField name="from" label={text(locale, "filter.from")} value={formatDay(report.from)} />
      <DateField name="to" label={text(locale, "filter.to")} value={formatDay(report.to)} />
      {units.length > 1 && (
        <SelectField
          name="unit"
          label={text(locale, "column.unit")}
          value={query.unit === undefined ? undefined : String(query.unit)}
          emptyLabel={text(locale, "filter.own")}
          options={units.map((unit) => ({ value: String(unit.id), label: unit.name }))}
        />
      )}
      {query.kind !== "cashiers" && (
        <SelectField
          name="method"
          label={text(locale, "method")}
          value={query.method}
          emptyLabel={text(locale, "filter.all")}
          options={METHODS.map((method) => ({ value: method, label: text(locale, `method.${method}`) }))}
        />
      )}
      <SelectField
        name="cashier"
        label={text(locale, "column.cashier")}
        value={query.cashier === undefined ? undefined : String(query.cashier)}
        emptyLabel={text(locale, "filter.all")}
        options={cashiers.map((person) => ({ value: String(person.id), label: person.name }))}
      />
    </FilterBar>
  );
}

/** What is named in several words, which a phone would set one below the other. */
const WORDY: ReadonlySet<string> = new Set(["unit", "field", "content_name"]);

function ReportTable({ locale, report }: FeeReportPageProps) {
  return (
    <Table<FeeReport["rows"][number]>
      caption={report.title}
      captionHidden
      dense
      stack={report.kind === "list"}
      bordered={report.kind !== "list"}
      rows={report.rows}
      rowKey={(row) => row.key}
      empty={<EmptyState title={text(locale, "report.empty")}>{text(locale, "report.empty.hint")}</EmptyState>}
      totals={Object.fromEntries(
        report.columns.map(({ key }, index) => [key, index === 0 ? text(locale, "total") : cellText(report.totals[index] ?? "")]),
      )}
      columns={report.columns.map(({ key, label, number }, index) => ({
        key,
        header: label,
        rowHeader: index === 1,
        align: number ? ("end" as const) : ("start" as const),
        nowrap: number || key === "day",
        width: WORDY.has(key) ? ("m" as const) : undefined,
        cell: (row) => {
          const shown = cellText(row.cells[index] ?? "");
          return index === 1 && row.href !== undefined ? (
            <a class="code nowrap" href={row.href}>
              {shown}
            </a>
          ) : (
            shown
          );
        },
      }))}
    />
  );
}

function Owing({ locale, owing }: FeeReportPageProps) {
  if (owing.length === 0) return null;
  return (
    <Details summary={text(locale, "owing.title", { count: owing.length })}>
      <Table<FeeReportPageProps["owing"][number]>
        caption={text(locale, "owing.caption")}
        captionHidden
        rows={owing}
        rowKey={(row) => String(row.id)}
        columns={[
          {
            key: "code",
            header: text(locale, "column.dossier"),
            rowHeader: true,
            cell: (row) => (
              <a class="code nowrap" href={feePath.dossier(row.id)}>
                {row.code}
              </a>
            ),
          },
          { key: "owner", header: text(locale, "column.owner"), cell: (row) => row.ownerName },
          { key: "procedure", header: text(locale, "column.procedure"), width: "l", cell: (row) => row.procedureName },
          { key: "owed", header: text(locale, "outstanding"), align: "end", nowrap: true, cell: (row) => money(row.owedVnd) },
        ]}
      />
    </Details>
  );
}

const amountAt = (report: FeeReport, key: string): number => {
  const cell = report.totals[report.columns.findIndex((column) => column.key === key)];
  return typeof cell === "object" ? cell.vnd : 0;
};

/** By field or content as bars: where the money comes from is seen faster than read. */
function Bars({ locale, report }: FeeReportPageProps) {
  const net = report.columns.findIndex((column) => column.key === "net");
  if (net < 0 || report.rows.length < 2) return null;
  const bars = report.rows.map(({ cells }) => {
    const cell = cells[net];
    return { label: cells.slice(0, 3).map(cellText).filter(Boolean).join(" – "), value: typeof cell === "object" ? cell.vnd : 0 };
  });
  return (
    <Section title={text(locale, "report.chart")}>
      <BarChart label={report.title} bars={bars.filter((bar) => bar.value > 0)} unit="đ" />
    </Section>
  );
}

const Tiles = ({ locale, report }: FeeReportPageProps) => (
  <StatGrid>
    <StatTile value={money(report.netVnd)} label={text(locale, "tile.net")} />
    <StatTile value={money(amountAt(report, "charge"))} label={text(locale, "column.charge")} />
    <StatTile value={money(amountAt(report, "fee"))} label={text(locale, "column.fee")} />
    <StatTile value={formatNumber(report.rowCount, locale)} label={text(locale, "tile.rows")} />
  </StatGrid>
);

/** The list of fees and the reports on them; every total is the ledger's. */
export function FeeReportPage(props: FeeReportPageProps) {
  const { locale, query, report, canCollect, pageSize } = props;
  const last = report.rows.at(-1);
  return (
    <>
      <PageHeader
        title={report.title}
        lead={text(locale, "report.period", { unit: report.unitName, from: formatDay(report.from), to: formatDay(report.to) })}
        tags={
          report.netVnd === report.ledgerVnd ? (
            <Tag tone="success" icon="check">
              {text(locale, "report.balanced")}
            </Tag>
          ) : (
            <Tag tone="danger">{text(locale, "report.unbalanced")}</Tag>
          )
        }
        actions={
          canCollect && (
            <LinkButton href={feePath.closing} icon="lock">
              {text(locale, "closing.title")}
            </LinkButton>
          )
        }
      />
      <Tabs
        label={text(locale, "reports")}
        items={REPORT_KINDS.map((kind) => ({
          href: feeHref(feePath.list, { ...query, before: undefined }, { kind }),
          label: text(locale, `report.tab.${kind}`),
          current: kind === query.kind,
        }))}
      />
      <Filters {...props} />
      {query.kind === "list" && <Tiles {...props} />}
      <Bars {...props} />
      <ReportTable {...props} />
      {query.kind === "list" && (
        <Pagination
          previousHref={query.before === undefined ? undefined : feeHref(feePath.list, { ...query, before: undefined })}
          nextHref={
            last !== undefined && report.rows.length === pageSize ? feeHref(feePath.list, query, { before: last.key }) : undefined
          }
        />
      )}
      {report.notes.map((note) => (
        <Notice key={note}>{note}</Notice>
      ))}
      <ExportLinks
        links={(["csv", "xlsx", "pdf"] as const).map((format) => ({
          href: feeHref(`${feePath.list}/xuat.${format}`, { ...query, before: undefined }),
          label: format.toUpperCase(),
        }))}
      />
      {query.kind === "list" && <Owing {...props} />}
    </>
  );
}
