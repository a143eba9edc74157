import { z } from "zod";
import { csvFile } from "#platform/files/csv.ts";
import { assertWhole } from "#platform/files/whole-list.ts";
import type { Actor } from "#platform/http/actor.ts";
import { page } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { formatInstant, localDay } from "#platform/i18n/dates.ts";
import { optional, plainDay, requiredText } from "#platform/input/fields.ts";
import { reasonText, visitReasonsOn } from "./home-visit.ts";
import { READERS } from "./dossier.web.tsx";
import { text } from "./texts.ts";
import { VISITS, VisitsPage } from "./visit.page.tsx";
import { countVisits, listVisits } from "./visit.store.ts";

const MOST_SHOWN = 200;
const MOST_EXPORTED = 20_000;
const nothing = z.object({});
const VisitQuery = z.object({ from: optional(plainDay()), to: optional(plainDay()), reason: optional(requiredText(40)) });

/** The month so far, unless other days are asked for. */
async function load(c: RequestContext<unknown, z.output<typeof VisitQuery>, unknown>, most: number) {
  const today = localDay(c.now);
  const { from = `${today.slice(0, 8)}01`, to = today, reason } = c.query;
  const filter = { agencies: (c.actor as Actor).agencies, from, to, reason };
  const [rows, counts] = await c.read((tx) => Promise.all([listVisits(tx, filter, most), countVisits(tx, filter)]));
  return { from, to, reason, reasons: visitReasonsOn(today), rows, counts };
}

const list = route({
  method: "GET",
  path: VISITS,
  roles: READERS,
  scope: "agency-rows",
  auditName: "dossiers.visits",
  rate: "page",
  recordsReads: true,
  schema: { params: nothing, query: VisitQuery, body: nothing },
  handler: async (c) => {
    const found = await load(c, MOST_SHOWN);
    return page(c.shell({ title: text(c.locale, "visits.title") }, <VisitsPage locale={c.locale} {...found} />));
  },
});

const exported = route({
  method: "GET",
  path: `${VISITS}/xuat.csv`,
  roles: READERS,
  scope: "agency-rows",
  auditName: "dossiers.visits_export",
  rate: "export",
  recordsReads: true,
  schema: { params: nothing, query: VisitQuery, body: nothing },
  handler: async (c) => {
    const { rows, reasons, from, to } = await load(c, MOST_EXPORTED + 1);
    assertWhole(rows, MOST_EXPORTED, "from");
    const head = (["code", "owner", "procedure", "visit.place", "visit.reason", "received"] as const).map((key) =>
      text(c.locale, key),
    );
    const body = rows.map((row) => [
      row.code,
      row.ownerName,
      row.procedureName,
      row.place,
      reasonText(c.locale, reasons, row.reason),
      formatInstant(row.receivedAt),
    ]);
    return csvFile([head, ...body], `tiep-nhan-tai-nha-${from}-${to}.csv`);
  },
});

export const visitPages = [list, exported];

export const visitNavigation: readonly NavEntry[] = [
  { href: VISITS, label: (l) => text(l, "visits.title"), group: (l) => text(l, "work.group"), roles: READERS, order: 14 },
];
