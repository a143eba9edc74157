import { formatDay, formatInstant, formatNumber } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import {
  Button,
  DateField,
  Details,
  EmptyState,
  ExportLinks,
  FilterBar,
  Form,
  FormRow,
  LinkButton,
  Notice,
  PageHeader,
  Pagination,
  SearchField,
  SelectField,
  Table,
  Tabs,
  Tag,
} from "#ui/ui.tsx";
import { CodOf, TONES } from "./shipment.page.tsx";
import {
  isLate,
  SHIPMENT_SORTS,
  SHIPMENT_VIEWS,
  type ShipmentQuery,
  type ShipmentRow,
  shipmentPolicy,
  shipmentsHref,
  type ShipmentView,
} from "./shipment-list.ts";
import { text } from "./texts.ts";

export const SHIPMENTS_PATH = "/giay-to/buu-gui";

export interface ShipmentListProps {
  readonly locale: Locale;
  readonly query: ShipmentQuery;
  readonly rows: readonly ShipmentRow[];
  readonly counts: Readonly<Record<ShipmentView | "all", number>>;
  readonly carriers: readonly string[];
  readonly pageSize: number;
  readonly now: Date;
  readonly writes: boolean;
  readonly reconciles: boolean;
  /** yyyy-MM-dd */
  readonly today: string;
}

const viewText = (locale: Locale, view: ShipmentView): string =>
  view === "owed" ? text(locale, "shipments.owed") : text(locale, `shipment.${view}`);

function Views({ locale, query, counts }: ShipmentListProps) {
  const item = (view: ShipmentView | undefined) => ({
    href: shipmentsHref(SHIPMENTS_PATH, query, { view }),
    label: view === undefined ? text(locale, "shipments.all") : viewText(locale, view),
    current: query.view === view,
    badge: counts[view ?? "all"],
    badgeTone: view === "late" && counts.late > 0 ? ("danger" as const) : ("neutral" as const),
  });
  return <Tabs label={text(locale, "shipments.title")} items={[item(undefined), ...SHIPMENT_VIEWS.map(item)]} />;
}

function Filters({ locale, query, carriers }: ShipmentListProps) {
  const inForce = [query.q, query.carrier, query.from, query.to].filter((part) => part !== undefined).length;
  const reset = shipmentsHref(SHIPMENTS_PATH, { sort: query.sort, page: 1, ...(query.view && { view: query.view }) });
  return (
    <FilterBar action={SHIPMENTS_PATH} resetHref={reset} count={inForce} hidden={{ view: query.view }}>
      <SearchField name="q" label={text(locale, "shipments.search")} value={query.q} />
      <SelectField
        name="carrier"
        label={text(locale, "shipment.carrier")}
        value={query.carrier}
        emptyLabel={text(locale, "shipments.any_carrier")}
        options={carriers.map((value) => ({ value, label: value }))}
      />
      <DateField name="from" label={text(locale, "shipments.from")} value={query.from && formatDay(query.from)} />
      <DateField name="to" label={text(locale, "shipments.to")} value={query.to && formatDay(query.to)} />
      <SelectField
        name="sort"
        label={text(locale, "shipments.sort")}
        value={query.sort}
        options={SHIPMENT_SORTS.map((value) => ({ value, label: text(locale, `shipments.sort.${value}`) }))}
      />
    </FilterBar>
  );
}

function StateCell({ locale, row, now }: { locale: Locale; row: ShipmentRow; now: Date }) {
  return (
    <>
      <Tag tone={row.state === "to_send" ? "warning" : TONES[row.state]}>{text(locale, `shipment.${row.state}`)}</Tag>{" "}
      {isLate(row, now) && <Tag tone="danger">{text(locale, "shipment.late")}</Tag>}
      <div class="muted small">
        {row.lateAfter !== null && text(locale, "shipments.late_after", { day: formatDay(row.lateAfter) })}
        {[row.receivedBy, row.remark, row.endedAt === null ? null : formatInstant(row.endedAt)].filter(Boolean).join(" · ")}
      </div>
      {row.proofSha256 !== null && (
        <a href={`/ho-so/${row.dossierId}/buu-gui/${row.id}/bang-chung`}>{text(locale, "shipment.proof")}</a>
      )}
    </>
  );
}

const NEXT = { to_send: "shipments.send", handed: "shipments.record", came_back: "shipments.send_again" } as const;

function Next({ locale, row, writes }: { locale: Locale; row: ShipmentRow; writes: boolean }) {
  if (!writes || row.state === "delivered") return null;
  const label = text(locale, NEXT[row.state]);
  return (
    <LinkButton href={`/ho-so/${row.dossierId}`} size="s">
      {label}
      <span class="visually-hidden"> {row.code}</span>
    </LinkButton>
  );
}

function Rows({ locale, rows, now, writes }: ShipmentListProps) {
  return (
    <Table<ShipmentRow>
      caption={text(locale, "shipments.title")}
      captionHidden
      rows={rows}
      rowKey={(row) => `${row.dossierId}-${row.id ?? ""}`}
      rowTone={(row) => (isLate(row, now) ? "danger" : undefined)}
      empty={<EmptyState title={text(locale, "shipments.none")}>{text(locale, "shipments.none_hint")}</EmptyState>}
      columns={[
        {
          key: "code",
          header: text(locale, "sheet.code"),
          rowHeader: true,
          cell: (row) => (
            <>
              <a class="code nowrap" href={`/ho-so/${row.dossierId}`}>
                {row.code}
              </a>
              <div>{row.ownerName}</div>
            </>
          ),
        },
        {
          key: "slip",
          header: text(locale, "shipments.slip_and_address"),
          width: "l",
          cell: (row) => (
            <>
              {row.slipNo === null ? "–" : <span class="code nowrap">{row.slipNo}</span>}
              <div class="muted small">{row.carrier}</div>
              <div class="small">{row.address}</div>
            </>
          ),
        },
        { key: "cod", header: text(locale, "shipment.cod"), align: "end", cell: (row) => <CodOf locale={locale} it={row} /> },
        {
          key: "at",
          header: text(locale, "shipments.since"),
          cell: (row) => (
            <>
              {formatInstant(row.at)}
              <div class="muted small">{row.handedBy}</div>
            </>
          ),
        },
        { key: "state", header: text(locale, "digital.state"), cell: (row) => <StateCell locale={locale} row={row} now={now} /> },
        ...(writes
          ? [
              {
                key: "next",
                header: text(locale, "shipments.next"),
                cell: (row: ShipmentRow) => <Next locale={locale} row={row} writes={writes} />,
              },
            ]
          : []),
      ]}
    />
  );
}

/** The minutes of a day with one carrier, for both to sign. */
function Minutes({ locale, carriers, today }: ShipmentListProps) {
  if (carriers.length === 0) return null;
  return (
    <Details summary={text(locale, "minutes")}>
      <Form action={`${SHIPMENTS_PATH}/bien-ban.pdf`} method="get" label={text(locale, "minutes")} scope="minutes">
        <FormRow>
          <SelectField
            name="carrier"
            label={text(locale, "shipment.carrier")}
            value={carriers[0]}
            options={carriers.map((value) => ({ value, label: value }))}
          />
          <DateField name="day" label={text(locale, "minutes.day")} value={formatDay(today)} />
        </FormRow>
        <Button variant="secondary" icon="print">
          {text(locale, "minutes.print")}
        </Button>
      </Form>
    </Details>
  );
}

/** Every result that goes by post, whatever has become of it. */
export function ShipmentListPage(props: ShipmentListProps) {
  const { locale, query, rows, counts, pageSize } = props;
  const total = counts[query.view ?? "all"];
  const first = (query.page - 1) * pageSize;
  const policy = shipmentPolicy();
  return (
    <>
      <PageHeader
        title={text(locale, "shipments.title")}
        lead={`${text(locale, "shipments.lead")} ${text(locale, "shipments.found", { count: formatNumber(total, locale) })}.`}
        actions={
          props.reconciles && (
            <LinkButton href={`${SHIPMENTS_PATH}/doi-soat`} icon="check">
              {text(locale, "statements.title")}
            </LinkButton>
          )
        }
      />
      <Views {...props} />
      <Filters {...props} />
      {!policy.verified && query.view === "late" && (
        <Notice tone="info">
          {text(locale, "shipments.late_rule", { days: policy.lateAfterDays })}{" "}
          {text(locale, "unverified", { source: policy.source })}
        </Notice>
      )}
      <Rows {...props} />
      <Pagination
        previousHref={query.page > 1 ? shipmentsHref(SHIPMENTS_PATH, query, { page: query.page - 1 }) : undefined}
        nextHref={first + rows.length < total ? shipmentsHref(SHIPMENTS_PATH, query, { page: query.page + 1 }) : undefined}
        from={rows.length === 0 ? undefined : first + 1}
        to={rows.length === 0 ? undefined : first + rows.length}
        exact={total}
      />
      <ExportLinks links={[{ href: shipmentsHref(`${SHIPMENTS_PATH}/xuat.csv`, query), label: "CSV" }]} />
      <Minutes {...props} />
    </>
  );
}
