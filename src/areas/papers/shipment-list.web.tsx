import { z } from "zod";
import { findUnitNames } from "#organisation";
import { csvFile } from "#platform/files/csv.ts";
import { assertWhole } from "#platform/files/whole-list.ts";
import { type Actor, hasRole } from "#platform/http/actor.ts";
import { file, page } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { formatDay, formatInstant, localDay } from "#platform/i18n/dates.ts";
import { plainDay, requiredText } from "#platform/input/fields.ts";
import { PAPER_ROLES, READERS, STATEMENT_KEEPERS } from "./acting-in.ts";
import { drawMinutes } from "./minutes.slip.ts";
import { papersRefusal } from "./papers.errors.ts";
import { ShipmentListPage, SHIPMENTS_PATH } from "./shipment-list.page.tsx";
import { countShipmentRows, listCarriers, listHandedOn, listShipmentRows, type ShipmentFilter } from "./shipment-list.store.ts";
import { isLate, shipmentPolicy, ShipmentQuery } from "./shipment-list.ts";
import { text } from "./texts.ts";

const nothing = z.object({});
const PAGE_SIZE = 25;
const MOST_EXPORTED = 10_000;

const filterOf = (actor: Actor, query: ShipmentQuery, now: Date): ShipmentFilter => {
  const { page: _, ...rest } = query;
  return { ...rest, agencies: actor.agencies, today: localDay(now), lateAfterDays: shipmentPolicy().lateAfterDays };
};

const list = route({
  method: "GET",
  path: "/giay-to/buu-gui",
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.shipments",
  rate: "page",
  recordsReads: true,
  schema: { params: nothing, query: ShipmentQuery, body: nothing },
  handler: async (c) => {
    const actor = c.actor as Actor;
    const filter = filterOf(actor, c.query, c.now);
    const [rows, counts, carriers] = await c.read((tx) =>
      Promise.all([
        listShipmentRows(tx, filter, { offset: (c.query.page - 1) * PAGE_SIZE, limit: PAGE_SIZE }),
        countShipmentRows(tx, filter),
        listCarriers(tx, actor.agencies),
      ]),
    );
    return page(
      c.shell(
        { title: text(c.locale, "shipments.title"), wide: true },
        <ShipmentListPage
          locale={c.locale}
          query={c.query}
          rows={rows}
          counts={counts}
          carriers={carriers}
          pageSize={PAGE_SIZE}
          now={c.now}
          today={filter.today}
          writes={hasRole(actor, ...PAPER_ROLES)}
          reconciles={hasRole(actor, ...STATEMENT_KEEPERS)}
        />,
      ),
    );
  },
});

const exported = route({
  method: "GET",
  path: "/giay-to/buu-gui/xuat.csv",
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.export_shipments",
  rate: "export",
  recordsReads: true,
  schema: { params: nothing, query: ShipmentQuery, body: nothing },
  handler: async (c) => {
    const filter = filterOf(c.actor as Actor, c.query, c.now);
    const rows = await c.read((tx) => listShipmentRows(tx, filter, { offset: 0, limit: MOST_EXPORTED + 1 }));
    assertWhole(rows, MOST_EXPORTED, "from");
    const head = [
      "sheet.code",
      "sheet.owner",
      "shipment.slip",
      "shipment.carrier",
      "shipment.address",
      "digital.state",
      "shipment.late",
      "shipments.since",
      "shipment.expected",
      "shipment.received_by",
      "shipment.remark",
      "shipment.cod",
      "shipment.collected",
      "statements.booked",
      "shipment.postage",
    ] as const;
    const lines = rows.map((row) => [
      row.code,
      row.ownerName,
      row.slipNo ?? "",
      row.carrier ?? "",
      row.address,
      text(c.locale, `shipment.${row.state}`),
      isLate(row, c.now) ? "x" : "",
      formatInstant(row.at),
      row.lateAfter === null ? "" : formatDay(row.lateAfter),
      row.receivedBy ?? "",
      row.remark ?? "",
      row.codVnd,
      row.collectedVnd ?? "",
      row.remittedVnd,
      row.postageVnd,
    ]);
    return csvFile([head.map((key) => text(c.locale, key)), ...lines], `buu-gui-${filter.today}.csv`);
  },
});

const minutes = route({
  method: "GET",
  path: "/giay-to/buu-gui/bien-ban.pdf",
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.minutes",
  rate: "export",
  recordsReads: true,
  schema: { params: nothing, query: z.object({ carrier: requiredText(200), day: plainDay() }), body: nothing },
  handler: async (c) => {
    const actor = c.actor as Actor;
    const agencyId = actor.agencyId ?? 0;
    const { carrier, day } = c.query;
    const { rows, agency } = await c.read(async (tx) => {
      const [found, names] = await Promise.all([
        listHandedOn(tx, { agencyId, carrier, day }),
        findUnitNames(tx, [agencyId], day),
      ]);
      return { rows: found, agency: names.get(agencyId) ?? "" };
    });
    if (rows.length === 0) throw papersRefusal("no_shipments_that_day");
    const pdf = await drawMinutes(rows, { agency, carrier, day, printedAt: c.now });
    return file(pdf, "application/pdf", `bien-ban-buu-chinh-${day}.pdf`, true);
  },
});

export const shipmentListPages = [list, exported, minutes];

export const shipmentNavigation: readonly NavEntry[] = [
  {
    href: SHIPMENTS_PATH,
    label: (l) => text(l, "shipments.title"),
    group: (l) => text(l, "nav.group"),
    roles: READERS,
    order: 15,
  },
];
