import type { Locale } from "#platform/i18n/messages.ts";
import { BarChart, DateField, EmptyState, FilterBar, FormRow, Notice, PageHeader, Section, Stack, Table } from "#ui/ui.tsx";
import type { GroupRow } from "./group-report.ts";
import { text } from "./texts.ts";

export const GROUP_REPORT = "/bao-cao/lien-thong";

interface Props {
  readonly locale: Locale;
  readonly rows: readonly GroupRow[];
  readonly from: string;
  readonly to: string;
}

const daysText = (locale: Locale, value: number | null): string =>
  value === null ? "–" : value.toLocaleString(locale === "vi" ? "vi-VN" : "en-GB", { maximumFractionDigits: 1 });

interface CountsProps extends Pick<Props, "locale" | "rows"> {
  readonly sum: (of: (row: GroupRow) => number) => number;
}

function Counts({ locale, rows, sum }: CountsProps) {
  const number = (key: "filings" | "dossiers" | "inTime" | "late" | "open") => ({
    key,
    header: text(locale, `report.${key}`),
    align: "end" as const,
    cell: (row: GroupRow) => row[key],
  });
  return (
    <Table
      caption={text(locale, "report.caption")}
      rows={rows}
      rowKey={(row) => row.code}
      empty={<EmptyState title={text(locale, "report.none")} />}
      columns={[
        { key: "name", header: text(locale, "group"), rowHeader: true, cell: (row) => row.name },
        number("filings"),
        number("dossiers"),
        number("inTime"),
        number("late"),
        number("open"),
        { key: "separate", header: text(locale, "report.separate"), align: "end", cell: (row) => row.separateDays },
        { key: "total", header: text(locale, "report.total"), align: "end", cell: (row) => row.totalDays },
        { key: "mean", header: text(locale, "report.mean"), align: "end", cell: (row) => daysText(locale, row.meanDays) },
        {
          key: "saved",
          header: text(locale, "report.saved"),
          align: "end",
          cell: (row) => daysText(locale, row.meanDays === null ? null : row.separateDays - row.meanDays),
        },
      ]}
      totals={
        rows.length === 0
          ? undefined
          : {
              name: text(locale, "report.sum"),
              filings: sum((row) => row.filings),
              dossiers: sum((row) => row.dossiers),
              inTime: sum((row) => row.inTime),
              late: sum((row) => row.late),
              open: sum((row) => row.open),
            }
      }
    />
  );
}

/** One for the citizen, n for the agencies: both counts side by side, and the time that was saved. */
export function GroupReportPage({ locale, rows, from, to }: Props) {
  const sum = (of: (row: GroupRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return (
    <>
      <PageHeader title={text(locale, "report.title")} lead={text(locale, "report.lead")} />
      <FilterBar action={GROUP_REPORT} submitLabel={text(locale, "view")}>
        <FormRow>
          <DateField name="from" label={text(locale, "from")} value={from} />
          <DateField name="to" label={text(locale, "to")} value={to} />
        </FormRow>
      </FilterBar>
      <Stack gap="l">
        <Counts locale={locale} rows={rows} sum={sum} />
        <Notice tone="info">
          {text(locale, "report.counts", { filings: sum((r) => r.filings), dossiers: sum((r) => r.dossiers) })}
        </Notice>
        {rows.map((row) => (
          <Section key={row.code} title={row.name}>
            <BarChart
              label={text(locale, "report.chart")}
              unit={text(locale, "report.unit")}
              bars={[
                { label: text(locale, "report.separate"), value: row.separateDays, tone: "neutral" as const },
                { label: text(locale, "report.total"), value: row.totalDays },
                ...(row.meanDays === null
                  ? []
                  : [
                      {
                        label: text(locale, "report.mean"),
                        value: row.meanDays,
                        text: daysText(locale, row.meanDays),
                        tone: "success" as const,
                      },
                    ]),
              ]}
            />
          </Section>
        ))}
      </Stack>
    </>
  );
}
