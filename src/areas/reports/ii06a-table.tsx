import type { Locale } from "#platform/i18n/messages.ts";
import { Table } from "#ui/ui.tsx";
import { type Figures, II06A_COLUMNS, type Measure } from "./cells.ts";
import { cellHref } from "./report-links.ts";
import { figureText } from "./report-texts.ts";
import type { Report, ReportQuery, ReportRow } from "./report.ts";
import { text } from "./texts.ts";

const columnText = (locale: Locale, measure: Measure): string => text(locale, `column.${measure}` as Parameters<typeof text>[1]);

/** The head of the form as printed: three levels of names and a line of column numbers with their formulas. */
function officialHead(locale: Locale, by: string) {
  const name = (measure: Measure) => ({ text: columnText(locale, measure), align: "center" as const });
  const tall = (measure: Measure) => ({ ...name(measure), rowSpan: 2 });
  const group = (key: Parameters<typeof text>[1], colSpan: number) => ({
    text: text(locale, key),
    colSpan,
    align: "center" as const,
  });
  const formulas: Readonly<Record<number, string>> = {
    3: text(locale, "formula.3"),
    7: text(locale, "formula.7"),
    11: text(locale, "formula.11"),
  };
  return [
    [
      { text: text(locale, "head.number"), rowSpan: 3, align: "center" as const },
      { text: by, rowSpan: 3 },
      group("head.received", 4),
      group("head.resolved", 4),
      group("head.open", 3),
    ],
    [
      tall("received"),
      group("head.in_period", 2),
      tall("carriedOver"),
      ...(["resolved", "resolvedEarly", "resolvedOnTime", "resolvedLate", "open", "openInTime", "openLate"] as const).map(tall),
    ],
    [name("receivedOnline"), name("receivedDirect")],
    ["(1)", "(2)", ...II06A_COLUMNS.map(({ number }) => formulas[number] ?? `(${number})`)].map((label) => ({
      text: <small>{label}</small>,
      align: "center" as const,
    })),
  ];
}

interface TableProps {
  readonly locale: Locale;
  readonly report: Report;
  readonly query: ReportQuery;
}

/** The thirteen columns; every number leads to its dossiers. */
export function Ii06aTable({ locale, report, query }: TableProps) {
  const cell = (figures: Figures, measure: Measure, key?: string) => {
    const shown = figureText(figures, measure, query.share, locale);
    return figures[measure] === 0 ? shown : <a href={cellHref(query, measure, key)}>{shown}</a>;
  };
  const by = text(locale, `by.${report.request.by}`);
  const totals = Object.fromEntries(II06A_COLUMNS.map(({ measure }) => [measure, cell(report.total, measure)]));
  return (
    <Table<ReportRow & { readonly number: number }>
      caption={`${text(locale, "title")} – ${by}`}
      captionHidden
      stack={false}
      bordered
      dense
      rows={report.rows.map((row, index) => ({ ...row, number: index + 1 }))}
      rowKey={(row) => row.key}
      head={officialHead(locale, by)}
      totals={{ number: "", ...totals }}
      columns={[
        { key: "number", header: text(locale, "head.number"), align: "center", cell: (row) => row.number },
        { key: "label", header: by, rowHeader: true, width: "l", cell: (row) => row.label },
        ...II06A_COLUMNS.map(({ measure }) => ({
          key: measure,
          header: text(locale, `cell.${measure}`),
          align: "end" as const,
          nowrap: true,
          cell: (row: ReportRow) => cell(row.figures, measure, row.key),
        })),
      ]}
    />
  );
}
