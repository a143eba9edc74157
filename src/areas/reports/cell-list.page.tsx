import { dossierText } from "#dossiers";
import { formatInstant, formatNumber } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { EmptyState, LinkButton, PageHeader, Pagination, Table, Tag, type Tone } from "#ui/ui.tsx";
import { LIST_PATH, REPORT_PATH, reportHref } from "./report-links.ts";
import { periodText } from "./report-texts.ts";
import type { CellQuery, Report, ReportedDossier } from "./report.ts";
import { text } from "./texts.ts";

export const ROWS_PER_PAGE = 50;

export interface CellListProps {
  readonly locale: Locale;
  readonly query: CellQuery;
  readonly report: Report;
  readonly count: number;
  readonly dossiers: readonly ReportedDossier[];
}

const TONES: Readonly<Record<string, Tone>> = { early: "success", on_time: "info", not_due: "neutral" };
const timelinessText = (locale: Locale, timeliness: string): string =>
  text(locale, `timeliness.${timeliness}` as Parameters<typeof text>[1]);

function CellTable({ locale, query, dossiers }: CellListProps) {
  const moment = (at: Date | null, zone: string): string => (at === null ? "" : formatInstant(at, zone));
  return (
    <Table
      caption={text(locale, "list.title", { cell: text(locale, `cell.${query.cell}`) })}
      captionHidden
      stack
      rows={dossiers}
      rowKey={(row) => String(row.id)}
      empty={<EmptyState title={text(locale, "empty.title")} />}
      columns={[
        {
          key: "code",
          header: text(locale, "list.code"),
          rowHeader: true,
          cell: (row) => (
            <>
              <a class="code nowrap" href={`/ho-so/${row.id}`}>
                {row.code}
              </a>
              <div>{row.ownerName}</div>
            </>
          ),
        },
        { key: "procedure", header: text(locale, "list.procedure"), width: "l", cell: (row) => row.procedureName },
        { key: "received", header: text(locale, "list.received"), cell: (row) => moment(row.receivedAt, row.timeZone) },
        { key: "due", header: text(locale, "list.due"), cell: (row) => moment(row.dueAt, row.timeZone) },
        { key: "ended", header: text(locale, "list.ended"), cell: (row) => moment(row.endedAt, row.timeZone) },
        {
          key: "timeliness",
          header: text(locale, "list.timeliness"),
          cell: (row) => (
            <>
              <Tag tone={TONES[row.timeliness] ?? "danger"}>{timelinessText(locale, row.timeliness)}</Tag>
              <div class="muted small">{dossierText(locale, `state.${row.state}` as Parameters<typeof dossierText>[1])}</div>
            </>
          ),
        },
      ]}
    />
  );
}

/** The dossiers that a cell counts: exactly as many as it says. */
export function CellListPage(props: CellListProps) {
  const { locale, query, report, count, dossiers } = props;
  const { page } = query;
  const named = report.rows.find(({ key }) => key === query.row)?.label ?? query.row;
  const row = query.row === undefined ? text(locale, "total") : (named ?? "");
  const from = (page - 1) * ROWS_PER_PAGE;
  const pageHref = (at: number): string => reportHref(LIST_PATH, query, { page: String(at) });
  return (
    <>
      <PageHeader
        kicker={text(locale, "kicker")}
        title={text(locale, "list.title", { cell: text(locale, `cell.${query.cell}`) })}
        lead={text(locale, "list.lead", { row, period: periodText(report, locale), count: formatNumber(count, locale) })}
        actions={
          <LinkButton href={reportHref(REPORT_PATH, query, { cell: undefined, row: undefined, page: undefined })} icon="back">
            {text(locale, "list.back")}
          </LinkButton>
        }
      />
      <CellTable {...props} />
      <Pagination
        from={count === 0 ? 0 : from + 1}
        to={from + dossiers.length}
        exact={count}
        previousHref={page > 1 ? pageHref(page - 1) : undefined}
        nextHref={from + dossiers.length < count ? pageHref(page + 1) : undefined}
      />
    </>
  );
}
