import { z } from "zod";
import { dossierPath, showDossierPage } from "#dossiers";
import { findUnitNames } from "#organisation";
import { csvFile } from "#platform/files/csv.ts";
import { assertWhole } from "#platform/files/whole-list.ts";
import { hasRole } from "#platform/http/actor.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { file, page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { formatInstant, localDay } from "#platform/i18n/dates.ts";
import { choice, integer } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { actingOn, PAPER_ROLES, paperActing, READERS } from "./acting-in.ts";
import { papersRefusal } from "./papers.errors.ts";
import { RemindInput, remindOfResult } from "./remind-of-result.ts";
import { StoreInput, storeResult, TakeOutInput, takeOutResult } from "./store-result.ts";
import { text } from "./texts.ts";
import { PolicyInput, setUncollectedPolicy, uncollectedPolicy } from "./uncollected-policy.ts";
import { UNCOLLECTED, UncollectedPage } from "./uncollected.page.tsx";
import { drawUncollected } from "./uncollected.slip.ts";
import { listUncollected } from "./uncollected.store.ts";
import { UNCOLLECTED_SHOWN } from "./uncollected.ts";

type Context = RequestContext<unknown, unknown, unknown>;
type Typed = Readonly<Record<string, string | string[] | undefined>>;

const MOST_SHOWN = 200;
const MOST_EXPORTED = 5000;
const nothing = z.object({});
const DossierParams = z.object({ id: integer(1, Number.MAX_SAFE_INTEGER) });
const RULERS = ["one_stop_head", "leader"] as const;
const ListQuery = z.object({ ngay: integer(1, 36_500).optional(), loc: choice(UNCOLLECTED_SHOWN).default("all") });
type ListQuery = z.output<typeof ListQuery>;
const FIRST: ListQuery = { loc: "all" };

const actorOf = (c: Pick<Context, "actor">) => {
  if (c.actor === undefined) throw papersRefusal("dossier_not_found");
  return c.actor;
};

async function loadAll(c: Context, query: ListQuery) {
  const found = await load(c, query, MOST_EXPORTED + 1);
  assertWhole(found.rows, MOST_EXPORTED, "ngay");
  return found;
}

async function load(c: Context, query: ListQuery, most: number) {
  const actor = actorOf(c);
  return c.read(async (tx) => {
    const policy = await uncollectedPolicy(tx, actor.agencyId, localDay(c.now));
    const days = query.ngay ?? policy.remindAfterDays;
    const rows = await listUncollected(tx, { agencies: actor.agencies, days, shown: query.loc, now: c.now, most });
    return { policy, days, rows, actor };
  });
}

async function showList(c: Context, query: ListQuery, errors: readonly FieldRefusal[] = [], typed: Typed = {}): Promise<Reply> {
  const { actor, ...found } = await load(c, query, MOST_SHOWN);
  return page(
    c.shell(
      { title: text(c.locale, "uncollected"), errors, wide: true },
      <UncollectedPage
        {...found}
        locale={c.locale}
        shown={query.loc}
        today={localDay(c.now)}
        csrf={c.csrfToken}
        newKey={newFormKey}
        writes={hasRole(actor, ...PAPER_ROLES)}
        rules={hasRole(actor, ...RULERS)}
        typed={typed}
      />,
    ),
  );
}

const list = route({
  method: "GET",
  path: UNCOLLECTED,
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.uncollected",
  rate: "page",
  recordsReads: true,
  schema: { params: nothing, query: ListQuery, body: nothing },
  handler: (c) => showList(c, c.query),
});

const exported = route({
  method: "GET",
  path: `${UNCOLLECTED}/xuat.csv`,
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.uncollected_export",
  rate: "export",
  recordsReads: true,
  schema: { params: nothing, query: ListQuery, body: nothing },
  handler: async (c) => {
    const { rows } = await loadAll(c, c.query);
    const head = (
      [
        "sheet.code",
        "sheet.owner",
        "uncollected.phone",
        "sheet.procedure",
        "uncollected.ready",
        "uncollected.days",
        "uncollected.reminders",
        "uncollected.reminded",
        "storage.place",
      ] as const
    ).map((key) => text(c.locale, key));
    const body = rows.map((row) => [
      row.code,
      row.ownerName,
      row.ownerPhone ?? "",
      row.procedureName,
      formatInstant(row.readyAt),
      row.days,
      row.reminders,
      row.remindedAt === null ? "" : formatInstant(row.remindedAt),
      row.storedIn ?? "",
    ]);
    return csvFile([head, ...body], `ket-qua-chua-nhan-${localDay(c.now)}.csv`);
  },
});

const printed = route({
  method: "GET",
  path: `${UNCOLLECTED}/in.pdf`,
  roles: READERS,
  scope: "agency-rows",
  auditName: "papers.uncollected_print",
  rate: "export",
  recordsReads: true,
  schema: { params: nothing, query: ListQuery, body: nothing },
  handler: async (c) => {
    const { rows, days, actor } = await loadAll(c, c.query);
    const agencies = actor.agencyId === null ? [] : [actor.agencyId];
    const names = await c.read((tx) => findUnitNames(tx, agencies, localDay(c.now)));
    const pdf = await drawUncollected(rows, [...names.values()][0] ?? "", days, c.now);
    return file(pdf, "application/pdf", `ket-qua-chua-nhan-${localDay(c.now)}.pdf`, true);
  },
});

const policy = route({
  method: "POST",
  path: `${UNCOLLECTED}/quy-dinh`,
  roles: RULERS,
  scope: "agency-rows",
  auditName: "papers.uncollected_policy",
  rate: "write",
  schema: { params: nothing, query: nothing, body: PolicyInput },
  handler: async (c) => {
    const by = paperActing(actorOf(c), RULERS);
    await c.execute("papers.uncollected_policy", { ...c.body }, (tx, unit) => setUncollectedPolicy(tx, unit, by, c.body, c.now));
    return redirect(UNCOLLECTED, text(c.locale, "uncollected.policy_done"));
  },
  onRefusal: (c, _refusal, errors, typed) => showList(c, FIRST, errors, typed),
});

const remind = route({
  method: "POST",
  path: "/ho-so/:id(^\\d+$)/nhac-nhan-ket-qua",
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.remind",
  rate: "write",
  schema: { params: DossierParams, query: nothing, body: RemindInput },
  handler: async (c) => {
    const { id: dossierId } = c.params;
    const by = await actingOn(c, dossierId);
    await c.execute("papers.remind", { dossierId, ...c.body }, (tx, unit) =>
      remindOfResult(tx, unit, by, dossierId, c.body, c.now),
    );
    return redirect(UNCOLLECTED, text(c.locale, "remind.done"));
  },
  onRefusal: (c, refusal, errors) => {
    if (refusal.code === "dossier_not_found") throw refusal;
    return showList(c, FIRST, errors);
  },
});

const store = route({
  method: "POST",
  path: "/ho-so/:id(^\\d+$)/cat-giu-ket-qua",
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.store_result",
  rate: "write",
  schema: { params: DossierParams, query: nothing, body: StoreInput },
  handler: async (c) => {
    const { id: dossierId } = c.params;
    const by = await actingOn(c, dossierId);
    await c.execute("papers.store_result", { dossierId, ...c.body }, (tx, unit) =>
      storeResult(tx, unit, by, dossierId, c.body, c.now),
    );
    return redirect(dossierPath(dossierId, "papers"), text(c.locale, "storage.done"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.code === "dossier_not_found") throw refusal;
    return showDossierPage(c, c.params.id, { panel: "papers", action: "store_result", typed, errors });
  },
});

const takeOut = route({
  method: "POST",
  path: "/ho-so/:id(^\\d+$)/lay-lai-ket-qua",
  roles: PAPER_ROLES,
  scope: "agency-rows",
  auditName: "papers.take_out_result",
  rate: "write",
  schema: { params: DossierParams, query: nothing, body: TakeOutInput },
  handler: async (c) => {
    const { id: dossierId } = c.params;
    const by = await actingOn(c, dossierId);
    await c.execute("papers.take_out_result", { dossierId, ...c.body }, (tx, unit) =>
      takeOutResult(tx, unit, by, dossierId, c.body, c.now),
    );
    return redirect(dossierPath(dossierId, "papers"), text(c.locale, "storage.taken_done"));
  },
  onRefusal: (c, refusal, errors, typed) => {
    if (refusal.code === "dossier_not_found") throw refusal;
    return showDossierPage(c, c.params.id, { panel: "papers", action: "take_out_result", typed, errors });
  },
});

export const uncollectedPages = [list, exported, printed, policy, remind, store, takeOut];

export const uncollectedNavigation: readonly NavEntry[] = [
  { href: UNCOLLECTED, label: (l) => text(l, "uncollected"), group: (l) => text(l, "nav.group"), roles: READERS, order: 15 },
];
