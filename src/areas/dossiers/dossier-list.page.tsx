import { LEGAL_STATES } from "#core/workflow/dossier-state.ts";
import { formatDate, formatDay, formatNumber } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  CheckboxGroup,
  type Column,
  DateField,
  Details,
  EmptyState,
  ExportLinks,
  FilterBar,
  LinkButton,
  PageHeader,
  Pagination,
  SearchField,
  SelectField,
  Table,
  Tabs,
  Tag,
} from "#ui/ui.tsx";
import type { PostHolder } from "#organisation";
import { type BulkAction, BulkForm, PickBox } from "./bulk.page.tsx";
import { cursorAfter, type DossierSummary, listHref, type ListQuery } from "./dossier-list.ts";
import { CHANNELS } from "./dossier.ts";
import { DueCell, StateTag } from "./dossier-tags.tsx";
import type { SavedFilter } from "./saved-filter.store.ts";
import { text } from "./texts.ts";

export interface ListPageProps {
  readonly locale: Locale;
  readonly query: ListQuery;
  readonly rows: readonly DossierSummary[];
  readonly count: { readonly count: number; readonly more: boolean };
  readonly fields: readonly string[];
  readonly holders: ReadonlyMap<number, string>;
  readonly saved: readonly SavedFilter[];
  readonly canReceive: boolean;
  readonly now: Date;
  readonly soon: Date;
  readonly csrf: string;
  readonly formKey: string;
  /** What may be done with several at once, and to whom they may go. */
  readonly bulkActions: readonly BulkAction[];
  readonly people: readonly PostHolder[];
}

const PATH = "/ho-so";

function HolderFilter({ locale, query, people }: Pick<ListPageProps, "locale" | "query" | "people">) {
  if (people.length === 0) return null;
  return (
    <SelectField
      name="holder"
      label={text(locale, "holder")}
      value={query.holder === undefined ? undefined : String(query.holder)}
      emptyLabel={text(locale, "list.all")}
      options={[...new Map(people.map((one) => [one.personId, one.name]))].map(([id, label]) => ({
        value: String(id),
        label,
      }))}
    />
  );
}

function Filters({ locale, query, fields, people }: ListPageProps) {
  const inForce =
    [query.q, query.field, query.channel, query.from, query.to, query.due, query.mine, query.holder].filter(
      (part) => part !== undefined,
    ).length + query.state.length;
  return (
    <FilterBar action={PATH} resetHref={PATH} count={inForce}>
      <SearchField name="q" label={text(locale, "list.search")} value={query.q} />
      <SelectField
        name="field"
        label={text(locale, "field")}
        value={query.field}
        emptyLabel={text(locale, "list.all")}
        options={fields.map((value) => ({ value, label: value }))}
      />
      <SelectField
        name="channel"
        label={text(locale, "channel")}
        value={query.channel}
        emptyLabel={text(locale, "list.all")}
        options={CHANNELS.map((value) => ({ value, label: text(locale, `channel.${value}`) }))}
      />
      <SelectField
        name="due"
        label={text(locale, "list.due")}
        value={query.due}
        emptyLabel={text(locale, "list.all")}
        options={[
          { value: "late", label: text(locale, "due.late") },
          { value: "soon", label: text(locale, "due.soon") },
        ]}
      />
      <HolderFilter locale={locale} query={query} people={people} />
      <DateField
        name="from"
        label={text(locale, "list.from")}
        value={query.from === undefined ? undefined : formatDay(query.from)}
      />
      <DateField name="to" label={text(locale, "list.to")} value={query.to === undefined ? undefined : formatDay(query.to)} />
      <Details summary={text(locale, "list.state")} open={query.state.length > 0}>
        <CheckboxGroup
          name="state"
          label={text(locale, "list.state")}
          inline
          values={query.state}
          options={LEGAL_STATES.map((state) => ({ value: state, label: text(locale, `state.${state}`) }))}
        />
      </Details>
    </FilterBar>
  );
}

function SavedFilters({ locale, query, saved, csrf, formKey }: ListPageProps) {
  return (
    <div class="no-print">
      {saved.length > 0 && (
        <Tabs
          label={text(locale, "list.saved")}
          items={saved.map((filter) => ({
            href: filter.query === "" ? PATH : `${PATH}?${filter.query}`,
            label: filter.name,
            current: listHref(PATH, query) === `${PATH}?${filter.query}`,
          }))}
        />
      )}
      <Details summary={text(locale, "list.save_filter")}>
        <form action="/ho-so/bo-loc" method="post" class="form">
          <input type="hidden" name="_csrf" value={csrf} />
          <input type="hidden" name="_key" value={formKey} />
          <input type="hidden" name="query" value={listHref("", query).slice(1)} />
          <SearchField name="name" label={text(locale, "list.filter_name")} required />
          <Button variant="secondary">{text(locale, "list.save")}</Button>
        </form>
        {saved.map((filter) => (
          <form key={filter.id} action={`/ho-so/bo-loc/${filter.id}/xoa`} method="post">
            <input type="hidden" name="_csrf" value={csrf} />
            <Button variant="quiet" size="s">
              {text(locale, "list.forget", { name: filter.name })}
            </Button>
          </form>
        ))}
      </Details>
    </div>
  );
}

type DossierTableProps = Pick<ListPageProps, "locale" | "rows" | "holders" | "now" | "soon"> & {
  query?: ListQuery;
  pickable?: boolean;
  /** All of them are with the same person, whom nobody needs to be told. */
  ofOneHolder?: boolean;
};

const pickColumn = (locale: Locale): Column<DossierSummary> => ({
  key: "pick",
  header: text(locale, "bulk.column"),
  screenOnly: true,
  cell: (row) => <PickBox row={row} locale={locale} />,
});

/** The state and below it who has the dossier: in a column of its own the name would squeeze what the dossier is about. */
function stateColumn({ locale, holders, ofOneHolder }: DossierTableProps): Column<DossierSummary> {
  const nameOf = ({ holderPersonId: id }: DossierSummary) => (id === null ? undefined : holders.get(id));
  return {
    key: "state",
    header: text(locale, ofOneHolder === true ? "list.state" : "list.state_and_holder"),
    cell: (row) => (
      <>
        <StateTag state={row.state} locale={locale} />
        {ofOneHolder !== true && <div class="muted">{nameOf(row)}</div>}
      </>
    ),
  };
}

function columnsOf(props: DossierTableProps): Column<DossierSummary>[] {
  const { locale, query, now, soon } = props;
  const sort = (name: "received" | "due") =>
    query === undefined
      ? {}
      : {
          sort: {
            href: listHref(PATH, query, { sort: name }),
            ...(query.sort === name ? { direction: name === "due" ? ("asc" as const) : ("desc" as const) } : {}),
          },
        };
  return [
    ...(props.pickable === true ? [pickColumn(locale)] : []),
    {
      key: "code",
      header: text(locale, "dossier"),
      rowHeader: true,
      cell: (row) => (
        <>
          <a class="code nowrap" href={`${PATH}/${row.id}`}>
            {row.code}
          </a>
          <div>{row.ownerName}</div>
          {row.livesIn !== null && <Tag tone="neutral">{row.livesIn}</Tag>}
        </>
      ),
    },
    {
      key: "procedure",
      header: text(locale, "procedure"),
      width: "l",
      cell: (row) => (
        <>
          {row.procedureName}
          {row.subject !== null && <div class="muted">{row.subject}</div>}
        </>
      ),
    },
    {
      key: "received",
      header: text(locale, "received"),
      nowrap: true,
      cell: (row) => formatDate(row.receivedAt, row.timeZone),
      ...sort("received"),
    },
    {
      key: "due",
      header: text(locale, "due"),
      cell: (row) => <DueCell it={row} now={now} soon={soon} locale={locale} />,
      ...sort("due"),
    },
    stateColumn(props),
  ];
}

/** The table of dossiers; on a phone each row is a card. */
export function DossierTable(props: DossierTableProps) {
  const { locale, rows } = props;
  return (
    <Table
      caption={text(locale, "list.caption")}
      captionHidden
      stack
      rows={rows}
      rowKey={(row) => String(row.id)}
      empty={<EmptyState title={text(locale, "list.empty")}>{text(locale, "list.empty_hint")}</EmptyState>}
      columns={columnsOf(props)}
    />
  );
}

export function DossierListPage(props: ListPageProps) {
  const { locale, query, rows, count } = props;
  const last = rows.at(-1);
  const found = text(locale, count.more ? "list.found_more" : "list.found", { count: formatNumber(count.count, locale) });
  return (
    <>
      <PageHeader
        title={text(locale, "list.title")}
        lead={found}
        actions={
          props.canReceive && (
            <LinkButton href="/ho-so/tiep-nhan" variant="primary" icon="plus" shortcut="n">
              {text(locale, "receive.title")}
            </LinkButton>
          )
        }
      />
      <Filters {...props} />
      <SavedFilters {...props} />
      <DossierTable {...props} pickable={rows.length > 0 && props.bulkActions.length > 0} />
      {rows.length > 0 && (
        <BulkForm locale={locale} actions={props.bulkActions} holders={props.people} csrf={props.csrf} formKey={props.formKey} />
      )}
      <Pagination
        previousHref={query.after === undefined ? undefined : listHref(PATH, query)}
        nextHref={
          last !== undefined && rows.length === query.limit
            ? listHref(PATH, query, { after: cursorAfter(last, query.sort) })
            : undefined
        }
      />
      <ExportLinks links={[{ href: listHref("/ho-so/xuat.csv", query), label: "CSV" }]} />
    </>
  );
}
