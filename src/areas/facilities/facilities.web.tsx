import { z } from "zod";
import { csvFile } from "#platform/files/csv.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { json, page, redirect, type Reply } from "#platform/http/reply.ts";
import { route, type RequestContext } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, optional, plainDay } from "#platform/input/fields.ts";
import { platformRefusal } from "#platform/refusals.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { facilityRefusal } from "./facilities.errors.ts";
import { missingText, OverviewPage, PlacePage } from "./facilities.page.tsx";
import { ChangeInput, ItemInput, UNIT_ID } from "./facility.ts";
import { countModern, listInventories, SHOP_STATES, shopsOf, stateOf } from "./get-inventory.ts";
import { addItem, changeItem } from "./keep-inventory.ts";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;

const nothing = z.object({});
export const READERS = [
  "one_stop_head",
  "receiving_officer",
  "leader",
  "division_head",
  "home_affairs_officer",
  "inspector",
] as const;
const KEEPERS = ["one_stop_head"] as const;
const OnQuery = z.object({ on: optional(plainDay()) });
const OverviewQuery = OnQuery.extend({ state: optional(choice(SHOP_STATES)) });
const UnitParams = z.object({ unitId: UNIT_ID });

async function read(c: AnyContext, on: string) {
  const { standard, inventories } = await c.read((tx) => listInventories(tx, on));
  return { standard, shops: shopsOf(inventories) };
}

const overview = route({
  method: "GET",
  path: "/co-so-vat-chat",
  roles: READERS,
  scope: "agency-rows",
  auditName: "facilities.overview",
  rate: "page",
  schema: { params: nothing, query: OverviewQuery, body: nothing },
  handler: async (c) => {
    const on = c.query.on ?? localDay(c.now);
    const shown = { locale: c.locale, on, state: c.query.state, ...(await read(c, on)) };
    return page(c.shell({ title: text(c.locale, "overview.title") }, <OverviewPage {...shown} />));
  },
});

const exported = route({
  method: "GET",
  path: "/co-so-vat-chat/xuat.csv",
  roles: READERS,
  scope: "agency-rows",
  auditName: "facilities.export",
  rate: "export",
  schema: { params: nothing, query: OnQuery, body: nothing },
  handler: async (c) => {
    const on = c.query.on ?? localDay(c.now);
    const { shops } = await read(c, on);
    const head = ["shop", "shop.state", "place", "state", "missing", "overview.faults"] as const;
    const rows = shops.flatMap((shop) =>
      shop.inventories.map((one) => [
        shop.name,
        text(c.locale, `state.${shop.state}`),
        one.place.name,
        text(c.locale, `state.${stateOf(one)}`),
        missingText(c.locale, one),
        one.faults,
      ]),
    );
    return csvFile([head.map((key) => text(c.locale, key)), ...rows], `co-so-vat-chat-${on}.csv`);
  },
});

async function placePage(c: AnyContext, unitId: number, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const on = localDay(c.now);
  const { standard, inventories } = await c.read((tx) => listInventories(tx, on, unitId));
  const inventory = inventories[0];
  if (inventory === undefined) throw facilityRefusal("place_unknown");
  const crumbs = [{ label: text(c.locale, "overview.title"), href: "/co-so-vat-chat" }, { label: inventory.place.name }];
  return page(
    c.shell(
      { title: inventory.place.name, errors, breadcrumbs: crumbs },
      <PlacePage
        locale={c.locale}
        on={on}
        standard={standard}
        inventory={inventory}
        canKeep={c.actor?.roles.has("one_stop_head") ?? false}
        csrf={c.csrfToken}
        newKey={newFormKey}
      />,
    ),
  );
}

const showPlace = route({
  method: "GET",
  path: "/co-so-vat-chat/:unitId(^\\d+$)",
  roles: READERS,
  scope: "agency-rows",
  auditName: "facilities.place",
  rate: "page",
  schema: { params: UnitParams, query: nothing, body: nothing },
  handler: (c) => placePage(c, c.params.unitId),
});

const keeperOf = ({ actor }: AnyContext) => {
  if (actor === undefined) throw platformRefusal("sign_in_required");
  return { accountId: actor.accountId };
};

const add = route({
  method: "POST",
  path: "/co-so-vat-chat/:unitId(^\\d+$)",
  roles: KEEPERS,
  scope: "agency-rows",
  auditName: "facilities.add",
  rate: "write",
  schema: { params: UnitParams, query: nothing, body: ItemInput },
  handler: async (c) => {
    const { unitId } = c.params;
    await c.execute("facilities.add", JSON.parse(JSON.stringify({ unitId, ...c.body })), (tx, unit) =>
      addItem(tx, unit, unitId, c.body),
    );
    return redirect(`/co-so-vat-chat/${unitId}`, text(c.locale, "did.added"));
  },
  onRefusal: (c, _refusal, errors) => placePage(c, c.params.unitId, errors),
});

const change = route({
  method: "POST",
  path: "/co-so-vat-chat/:unitId(^\\d+$)/thay-doi",
  roles: KEEPERS,
  scope: "agency-rows",
  auditName: "facilities.change",
  rate: "write",
  schema: { params: UnitParams, query: nothing, body: ChangeInput },
  handler: async (c) => {
    const { unitId } = c.params;
    await c.execute("facilities.change", { unitId, ...c.body }, (tx, unit) =>
      changeItem(tx, unit, keeperOf(c), unitId, c.body, c.now),
    );
    return redirect(`/co-so-vat-chat/${unitId}`, text(c.locale, `did.${c.body.step}`));
  },
  onRefusal: (c, _refusal, errors) => placePage(c, c.params.unitId, errors),
});

const api = route({
  method: "GET",
  path: "/api/v1/facilities",
  roles: READERS,
  scope: "agency-rows",
  auditName: "facilities.api",
  keyScope: "reports.read",
  rate: "api",
  summary: "Which one-stop shops conform to the standard of a day, and what works beside what is asked for.",
  schema: {
    params: nothing,
    query: OnQuery,
    body: nothing,
    response: z.object({
      on: z.string(),
      standard: z.object({ id: z.string(), source: z.string(), verified: z.boolean() }).nullable(),
      modern: z.object({ numerator: z.int(), denominator: z.int() }),
      shops: z.array(z.object({ agencyId: z.int(), name: z.string(), state: z.enum(SHOP_STATES) })),
      places: z.array(
        z.object({
          unitId: z.int(),
          name: z.string(),
          conforms: z.boolean(),
          faults: z.int(),
          rows: z.array(z.object({ kind: z.string(), least: z.int(), there: z.int(), working: z.int(), ok: z.boolean() })),
        }),
      ),
    }),
  },
  handler: async (c) => {
    const on = c.query.on ?? localDay(c.now);
    const { standard, shops } = await read(c, on);
    return json({
      on,
      standard: standard === undefined ? null : { id: standard.id, source: standard.source, verified: standard.verified },
      modern: countModern(shops),
      shops: shops.map(({ agencyId, name, state }) => ({ agencyId, name, state })),
      places: shops
        .flatMap(({ inventories }) => inventories)
        .map(({ place, conforms, faults, rows }) => ({
          unitId: place.unitId,
          name: place.name,
          conforms,
          faults,
          rows,
        })),
    });
  },
});

export const facilityRoutes = [overview, exported, showPlace, add, change, api];
