import { z } from "zod";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, many, optional } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { actorOf, type AnyContext } from "./access.ts";
import { foresee } from "./foresee.ts";
import { getHall } from "./get-hall.ts";
import { listCounters } from "./point.store.ts";
import { POINT_ID, UnitParams } from "./queue.ts";
import { DutyInput, rebalance, undoRebalance } from "./rebalance.ts";
import { RebalancePage } from "./rebalance.page.tsx";
import { listRebalances } from "./rebalance.store.ts";
import { text } from "./texts.ts";

const nothing = z.object({});
const HEAD = ["one_stop_head"] as const;
const LookQuery = z.object({
  counterId: optional(POINT_ID),
  services: many(POINT_ID),
  active: optional(choice(["1"])),
  preview: optional(choice(["1"])),
});
type LookQuery = z.output<typeof LookQuery>;

async function balancePage(
  c: AnyContext,
  unitId: number,
  query: LookQuery | undefined,
  errors: readonly FieldRefusal[] = [],
): Promise<Reply> {
  const [hall, counters, changes] = await c.read((tx) =>
    Promise.all([getHall(tx, unitId, c.now), listCounters(tx, unitId), listRebalances(tx, unitId, localDay(c.now))]),
  );
  const chosen = counters.find(({ id }) => id === query?.counterId);
  const duty = { services: query?.services ?? [], active: query?.active === "1" };
  const wanted =
    chosen === undefined || query?.preview !== "1" ? undefined : { duty, effect: foresee(hall, { ...chosen, ...duty }, c.now) };
  const crumbs = [{ label: hall.point.name, href: `/hang-doi/${unitId}` }, { label: text(c.locale, "balance.title") }];
  return page(
    c.shell(
      { title: text(c.locale, "balance.title"), errors, breadcrumbs: crumbs },
      <RebalancePage
        locale={c.locale}
        hall={hall}
        counters={counters}
        changes={changes}
        chosen={chosen}
        wanted={wanted}
        csrf={c.csrfToken}
        newKey={newFormKey}
      />,
    ),
  );
}

const show = route({
  method: "GET",
  path: "/hang-doi/:unitId(^\\d+$)/dieu-phoi",
  roles: HEAD,
  scope: "agency-rows",
  auditName: "queue.balance",
  rate: "page",
  schema: { params: UnitParams, query: LookQuery, body: nothing },
  handler: (c) => balancePage(c, c.params.unitId, c.query),
});

const change = route({
  method: "POST",
  path: "/hang-doi/:unitId(^\\d+$)/dieu-phoi",
  roles: HEAD,
  scope: "agency-rows",
  auditName: "queue.rebalance",
  rate: "write",
  schema: { params: UnitParams, query: nothing, body: DutyInput },
  handler: async (c) => {
    const { unitId } = c.params;
    await c.execute("queue.rebalance", { unitId, ...JSON.parse(JSON.stringify(c.body)) }, (tx, unit) =>
      rebalance(tx, unit, actorOf(c), unitId, c.body, c.now),
    );
    return redirect(`/hang-doi/${unitId}/dieu-phoi`, text(c.locale, "balance.done"));
  },
  onRefusal: (c, _refusal, errors, typed) =>
    balancePage(c, c.params.unitId, LookQuery.safeParse({ ...typed, preview: "1" }).data, errors),
});

const undo = route({
  method: "POST",
  path: "/hang-doi/:unitId(^\\d+$)/dieu-phoi/hoan-tac",
  roles: HEAD,
  scope: "agency-rows",
  auditName: "queue.undo_rebalance",
  rate: "write",
  schema: { params: UnitParams, query: nothing, body: z.object({ rebalanceId: POINT_ID }) },
  handler: async (c) => {
    const at = { unitId: c.params.unitId, rebalanceId: c.body.rebalanceId };
    await c.execute("queue.undo_rebalance", at, (tx, unit) => undoRebalance(tx, unit, actorOf(c), at, c.now));
    return redirect(`/hang-doi/${at.unitId}/dieu-phoi`, text(c.locale, "balance.taken_back"));
  },
  onRefusal: (c, _refusal, errors) => balancePage(c, c.params.unitId, undefined, errors),
});

export const rebalanceRoutes = [show, change, undo];
