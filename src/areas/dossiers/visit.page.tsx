import { formatDay, formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { DateField, EmptyState, ExportLinks, FilterBar, FormRow, PageHeader, Stack, Table } from "#ui/ui.tsx";
import { reasonText, type VisitReasons } from "./home-visit.ts";
import { text } from "./texts.ts";
import type { Visit } from "./visit.store.ts";

export const VISITS = "/ho-so/tai-nha";

export interface VisitsProps {
  readonly locale: Locale;
  readonly from: string;
  readonly to: string;
  readonly reason: string | undefined;
  readonly reasons: VisitReasons;
  readonly counts: ReadonlyMap<string, number>;
  readonly rows: readonly Visit[];
}

const queryOf = ({ from, to }: VisitsProps, reason?: string): string =>
  new URLSearchParams({ from: formatDay(from), to: formatDay(to), ...(reason === undefined ? {} : { reason }) }).toString();

/** Dossiers that were taken at homes and on days of mobile reception: how many for which reason, and which. */
export function VisitsPage(props: VisitsProps) {
  const { locale, from, to, reason, reasons, counts, rows } = props;
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const counted = [...counts].toSorted(([, a], [, b]) => b - a);
  return (
    <>
      <PageHeader
        title={text(locale, "visits.title")}
        lead={text(locale, "visits.lead", { count: total, from: formatDay(from), to: formatDay(to) })}
      />
      <Stack>
        <FilterBar action={VISITS} hidden={{ reason }}>
          <FormRow>
            <DateField name="from" label={text(locale, "visits.from")} value={formatDay(from)} />
            <DateField name="to" label={text(locale, "visits.to")} value={formatDay(to)} />
          </FormRow>
        </FilterBar>
        {total > 0 && (
          <Table
            caption={text(locale, "visits.by_reason")}
            rows={counted}
            rowKey={([code]) => code}
            columns={[
              {
                key: "reason",
                header: text(locale, "visit.reason"),
                rowHeader: true,
                cell: ([code]) => reasonText(locale, reasons, code),
              },
              {
                key: "count",
                header: text(locale, "visits.count"),
                align: "end",
                cell: ([code, count]) => <a href={`${VISITS}?${queryOf(props, code)}`}>{count}</a>,
              },
            ]}
          />
        )}
        {reason !== undefined && (
          <p>
            {reasonText(locale, reasons, reason)}: <a href={`${VISITS}?${queryOf(props)}`}>{text(locale, "visits.all")}</a>
          </p>
        )}
        <VisitTable {...props} />
        {rows.length > 0 && <ExportLinks links={[{ href: `${VISITS}/xuat.csv?${queryOf(props, reason)}`, label: "CSV" }]} />}
      </Stack>
    </>
  );
}

function VisitTable({ locale, reasons, rows }: VisitsProps) {
  return (
    <Table
      caption={text(locale, "visits.list")}
      stack
      rows={rows}
      rowKey={(row) => String(row.dossierId)}
      empty={<EmptyState title={text(locale, "visits.none")}>{text(locale, "visits.none_hint")}</EmptyState>}
      columns={[
        {
          key: "code",
          header: text(locale, "code"),
          rowHeader: true,
          cell: (row) => (
            <a class="code nowrap" href={`/ho-so/${row.dossierId}`}>
              {row.code}
            </a>
          ),
        },
        { key: "owner", header: text(locale, "owner"), cell: (row) => row.ownerName },
        { key: "procedure", header: text(locale, "procedure"), cell: (row) => row.procedureName },
        { key: "place", header: text(locale, "visit.place"), cell: (row) => row.place },
        { key: "reason", header: text(locale, "visit.reason"), cell: (row) => reasonText(locale, reasons, row.reason) },
        {
          key: "received",
          header: text(locale, "received"),
          cell: (row) => [formatInstant(row.receivedAt), row.officer].filter(Boolean).join(" · "),
        },
      ]}
    />
  );
}
