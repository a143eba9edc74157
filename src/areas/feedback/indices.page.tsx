import { formatDay, formatInstant, formatNumber } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  BarChart,
  Cluster,
  type Column,
  DateField,
  FilterBar,
  LinkButton,
  Notice,
  PageHeader,
  Pagination,
  Section,
  SelectField,
  Table,
} from "#ui/ui.tsx";
import { FEWEST_DOSSIERS, type IndexRow, type Indices, scoreOf, type DossierIndex } from "./get-indices.ts";
import type { FactsOfDossier, OnlineDossier, UnitFacts } from "./index-facts.store.ts";
import { type IndexNumber, officerClass, unitClass } from "./indices.rules.ts";
import { BY, type By } from "./rating.ts";
import { text } from "./texts.ts";

export const INDICES_PATH = "/ket-qua-danh-gia/chi-so";
export const POSTINGS_PATH = `${INDICES_PATH}/niem-yet`;
export const COMPLAINTS_PATH = `${INDICES_PATH}/phan-anh`;
const LIST_PATH = `${INDICES_PATH}/ho-so`;
export const ROWS_PER_PAGE = 50;

const CONVENTIONS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "officer"] as const;

interface Shown {
  readonly by: By;
  readonly from: string;
  readonly to: string;
}

const search = (it: Shown, more: Readonly<Record<string, string>> = {}): string =>
  new URLSearchParams({ by: it.by, from: formatDay(it.from), to: formatDay(it.to), ...more }).toString();

const nameOf = (locale: Locale, index: IndexNumber): string => `${index}. ${text(locale, `index.${index}`)}`;

function valueCell(locale: Locale, shown: Shown, row: IndexRow, index: IndexNumber) {
  const value = row.indices.indices.get(index);
  if (value === undefined) return <span class="muted">–</span>;
  // Index 6 is scored on procedures: what was put up on paper and when.
  if (index === 6) return <a href={POSTINGS_PATH}>{formatNumber(value, locale, 1)}</a>;
  if (index === 8) {
    const { from, to } = shown;
    const rows = new URLSearchParams({ unit: row.key, from: formatDay(from), to: formatDay(to) });
    return <a href={`${COMPLAINTS_PATH}?${rows.toString()}`}>{formatNumber(value, locale, 1)}</a>;
  }
  return <a href={`${LIST_PATH}?${search(shown, { key: row.key, index: String(index) })}`}>{formatNumber(value, locale, 1)}</a>;
}

/** The class by the sum, where every index that it takes has data. */
function classText(locale: Locale, by: By, { indices: { total, missing } }: IndexRow): string {
  if (missing.length > 0) return text(locale, "indices.lacks", { missing: missing.join(", ") });
  return by === "unit" ? text(locale, `unit_class.${unitClass(total)}`) : text(locale, `class.${officerClass(total)}`);
}

function IndexTable({ locale, it }: { locale: Locale; it: Indices }) {
  const columns: Column<IndexRow>[] = [
    { key: "label", header: text(locale, `by.${it.by}`), rowHeader: true, width: "m", cell: (row) => row.label },
    { key: "dossiers", header: text(locale, "indices.dossiers"), align: "end", cell: (row) => row.dossiers },
    ...it.wanted.map((index) => ({
      key: String(index),
      header: nameOf(locale, index),
      align: "end" as const,
      cell: (row: IndexRow) => valueCell(locale, it, row, index),
    })),
    {
      key: "total",
      header: text(locale, "indices.sum"),
      align: "end",
      cell: (row) => formatNumber(row.indices.total, locale, 1),
    },
    { key: "class", header: text(locale, "indices.class"), cell: (row) => classText(locale, it.by, row) },
  ];
  return (
    <Table
      caption={text(locale, "indices.title")}
      captionHidden
      dense
      stack
      columns={columns}
      rows={it.rows}
      rowKey={(row) => row.key}
      empty={text(locale, "indices.none")}
    />
  );
}

export interface IndicesPageProps {
  readonly locale: Locale;
  readonly it: Indices;
  /** Periods of the law, to be chosen in one press. */
  readonly periods: readonly { readonly label: string; readonly from: string; readonly to: string }[];
}

/** The indices of Circular 01/2018: every one that the data give, and why the others are missing. */
export function IndicesPage({ locale, it, periods }: IndicesPageProps) {
  const most = it.wanted.length * 2;
  return (
    <div class="stack stack-l print-landscape">
      <PageHeader
        title={text(locale, "indices.title")}
        lead={`${text(locale, "results.period", { from: formatDay(it.from), to: formatDay(it.to) })} ${text(locale, "indices.lead", { n: it.all.dossiers })}`}
        actions={
          <LinkButton href={`${INDICES_PATH}/xuat.csv?${search(it)}`} variant="secondary" icon="download" download>
            {text(locale, "results.export")}
          </LinkButton>
        }
      />
      <FilterBar action={INDICES_PATH}>
        <SelectField
          name="by"
          label={text(locale, "results.by")}
          value={it.by}
          options={BY.map((one) => ({ value: one, label: text(locale, `by.${one}`) }))}
        />
        <DateField name="from" label={text(locale, "results.from")} value={formatDay(it.from)} />
        <DateField name="to" label={text(locale, "results.to")} value={formatDay(it.to)} />
      </FilterBar>
      <div class="no-print">
        <Cluster>
          {periods.map(({ label, from, to }) => (
            <LinkButton key={label} href={`${INDICES_PATH}?${search({ by: it.by, from, to })}`} variant="quiet" size="s">
              {label}
            </LinkButton>
          ))}
        </Cluster>
      </div>
      {it.rows.length > 0 && (
        <BarChart
          label={text(locale, "indices.chart", { most })}
          max={most}
          bars={it.rows.map((row) => ({
            label: row.label,
            value: row.indices.total,
            text: formatNumber(row.indices.total, locale, 1),
          }))}
        />
      )}
      <IndexTable locale={locale} it={it} />
      {it.hidden > 0 && <p class="muted">{text(locale, "indices.hidden", { n: it.hidden, fewest: FEWEST_DOSSIERS })}</p>}
      <Explained locale={locale} it={it} />
    </div>
  );
}

/** How each index is counted, what is a convention, and why some cannot be counted. */
function Explained({ locale, it }: { locale: Locale; it: Indices }) {
  const isMissing = (index: IndexNumber) => it.rows.some(({ indices }) => indices.missing.includes(index));
  const lacking = ([6, 8] as const).filter((index) => it.wanted.includes(index) && isMissing(index));
  const told = CONVENTIONS.filter((one) =>
    one === "officer" ? it.by === "officer" : (it.wanted as readonly number[]).includes(Number(one)),
  );
  return (
    <Section title={text(locale, "indices.how")}>
      {lacking.map((index) => (
        <Notice key={index} tone="info" title={nameOf(locale, index)}>
          {text(locale, `index.why.${index}`)}{" "}
          {index === 6 ? (
            <a href={POSTINGS_PATH}>{text(locale, "posting.title")}</a>
          ) : (
            <a href={COMPLAINTS_PATH}>{text(locale, "complaints.title")}</a>
          )}
        </Notice>
      ))}
      <ul>
        {told.map((one) => (
          <li key={one}>{text(locale, `index.how.${one}`)}</li>
        ))}
      </ul>
    </Section>
  );
}

export interface IndexListProps extends Shown {
  readonly locale: Locale;
  readonly row: IndexRow;
  readonly index: IndexNumber;
  readonly page: number;
  readonly dossiers: readonly FactsOfDossier[];
  readonly online: readonly OnlineDossier[];
  /** How many there are altogether. */
  readonly count: number;
}

const PACED: Readonly<Partial<Record<IndexNumber, "pace" | "kept">>> = { 1: "pace", 7: "kept" };

/** What a dossier scored; of index 7 its time alone, since the score would tell who complained. */
function scoreText(locale: Locale, index: IndexNumber, facts: FactsOfDossier): string {
  const paced = PACED[index];
  const pace = paced === undefined ? "" : text(locale, `pace.${facts[paced]}`);
  if (index === 7) return pace;
  if (index === 5) return text(locale, facts.within ? "list.within" : "list.beyond");
  const score = scoreOf(index as DossierIndex, facts);
  return pace === "" ? String(score) : `${score} (${pace})`;
}

type ListedDossier = Pick<FactsOfDossier, "id" | "code" | "procedureName" | "at" | "timeZone"> & { readonly said: string };

/** What stands behind a unit's own index, in numbers. */
function unitText(locale: Locale, index: IndexNumber, unit: UnitFacts | undefined): string | undefined {
  if (unit === undefined) return undefined;
  const { within, procedures, received, receivedOnline, onlineLate, offeredOnline, posted } = unit;
  if (index === 5) return text(locale, "list.whole", { within, procedures });
  return index === 9 ? text(locale, "list.online", { received, receivedOnline, onlineLate, offeredOnline, posted }) : undefined;
}

interface ListedProps {
  readonly locale: Locale;
  readonly index: IndexNumber;
  readonly rows: readonly ListedDossier[];
}

function ListedTable({ locale, index, rows }: ListedProps) {
  return (
    <Table
      caption={nameOf(locale, index)}
      captionHidden
      stack
      rows={rows}
      rowKey={(one) => String(one.id)}
      empty={text(locale, "indices.none")}
      columns={[
        {
          key: "code",
          header: text(locale, "list.code"),
          rowHeader: true,
          cell: (one) => (
            <a class="code nowrap" href={`/ho-so/${one.id}`}>
              {one.code}
            </a>
          ),
        },
        { key: "procedure", header: text(locale, "by.procedure"), cell: (one) => one.procedureName },
        {
          key: "ended",
          header: text(locale, index === 9 ? "list.received" : "list.ended"),
          nowrap: true,
          cell: (one) => formatInstant(one.at, one.timeZone),
        },
        { key: "score", header: text(locale, "list.score"), cell: (one) => one.said },
      ]}
    />
  );
}

/** The dossiers that an index of a row was scored on. */
export function IndexListPage(props: IndexListProps) {
  const { locale, row, index, page, count, dossiers, online } = props;
  const at = (to: number): string => `${LIST_PATH}?${search(props, { key: row.key, index: String(index), page: String(to) })}`;
  const first = (page - 1) * ROWS_PER_PAGE;
  const said = unitText(locale, index, row.unit);
  const rows: readonly ListedDossier[] =
    index === 9
      ? online.map((it) => ({ ...it, said: it.isLate ? text(locale, "pace.late") : "" }))
      : dossiers.map((it) => ({ ...it, said: scoreText(locale, index, it) }));
  return (
    <>
      <PageHeader
        kicker={row.label}
        title={nameOf(locale, index)}
        lead={text(locale, "results.period", { from: formatDay(props.from), to: formatDay(props.to) })}
        actions={
          <LinkButton href={`${INDICES_PATH}?${search(props)}`} icon="back">
            {text(locale, "indices.title")}
          </LinkButton>
        }
      />
      <p>{text(locale, `index.how.${index as 1}`)}</p>
      {index === 7 && <Notice tone="info">{text(locale, "list.hidden")}</Notice>}
      {said !== undefined && <p>{said}</p>}
      <ListedTable locale={locale} index={index} rows={rows} />
      <Pagination
        from={count === 0 ? undefined : first + 1}
        to={Math.min(first + ROWS_PER_PAGE, count)}
        exact={count}
        previousHref={page > 1 ? at(page - 1) : undefined}
        nextHref={first + ROWS_PER_PAGE < count ? at(page + 1) : undefined}
      />
    </>
  );
}
