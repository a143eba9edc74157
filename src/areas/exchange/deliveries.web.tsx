import { z } from "zod";
import { vietnamInstant } from "#core/instant.ts";
import { plainDate, toEpochDay } from "#core/plain-date.ts";
import { listAdministeredUnits } from "#identity";
import { reading, type RowScope } from "#platform/db/tx.ts";
import type { Actor } from "#platform/http/actor.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { choice, integer, plainDay } from "#platform/input/fields.ts";
import { timeOfDay } from "#platform/input/time-of-day.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { DeliveriesPage, type DeliveriesPageProps } from "./deliveries.page.tsx";
import { DELIVERY_VIEWS, type DeliveryView, type ReplayChoice } from "./delivery.ts";
import { listDeliveries, listReplays } from "./delivery.store.ts";
import { exchangeRefusal } from "./exchange.errors.ts";
import { replayWebhook } from "./replay-webhook.ts";
import { text } from "./texts.ts";
import { findEndpoint } from "./webhook.store.ts";
import { WEBHOOKS } from "./webhooks.page.tsx";

type AnyContext = RequestContext<unknown, unknown, unknown>;

const PAGE = 50;
const administrator = { roles: ["administrator"], scope: "installation" } as const;
const nothing = z.object({});
const id = integer(1, 2_147_483_647);
const Params = z.object({ id });

/** An administrator has no row scope; here it is the agencies administered. */
async function scopeOf(c: AnyContext): Promise<RowScope> {
  const actor = c.actor as Actor;
  return { accountId: actor.accountId, agencies: await c.read((tx) => listAdministeredUnits(tx, actor, c.now)) };
}

async function show(
  c: AnyContext,
  endpointId: number,
  of: { readonly view: DeliveryView; readonly offset: number },
  refused: { readonly errors: readonly FieldRefusal[]; readonly typed: DeliveriesPageProps["typed"] } = { errors: [], typed: {} },
): Promise<Reply> {
  const scope = await scopeOf(c);
  const it = await reading(c.pool, scope, async (tx) => {
    const [endpoint, rows, replays] = await Promise.all([
      findEndpoint(tx, endpointId, scope.agencies),
      listDeliveries(tx, { endpointId, ...of, limit: PAGE + 1 }),
      listReplays(tx, endpointId),
    ]);
    if (endpoint === undefined) throw exchangeRefusal("webhook_not_found");
    return { endpoint, rows: rows.slice(0, PAGE), more: rows.length > PAGE, replays };
  });
  const title = text(c.locale, "deliveries.title", { name: it.endpoint.name });
  const shown = { ...it, ...of, pageSize: PAGE, locale: c.locale, csrf: c.csrfToken, typed: refused.typed };
  const breadcrumbs = [{ label: text(c.locale, "webhooks.title"), href: WEBHOOKS }, { label: title }];
  return page(c.shell({ title, wide: true, errors: refused.errors, breadcrumbs }, <DeliveriesPage {...shown} />));
}

const list = route({
  ...administrator,
  method: "GET",
  path: `${WEBHOOKS}/:id(^\\d+$)`,
  auditName: "webhooks.deliveries",
  rate: "page",
  schema: {
    params: Params,
    query: z.object({
      view: choice(DELIVERY_VIEWS).default("all"),
      offset: z.preprocess((value) => value ?? 0, integer(0, 1_000_000)),
    }),
    body: nothing,
  },
  handler: (c) => show(c, c.params.id, c.query),
});

async function replay(c: AnyContext, endpointId: number, chosen: ReplayChoice): Promise<Reply> {
  const scope = await scopeOf(c);
  const by = { accountId: (c.actor as Actor).accountId, agencies: scope.agencies };
  const input = { endpointId, ...("since" in chosen ? { since: chosen.since.toISOString() } : chosen) };
  const { deliveries } = await c.execute(
    "webhooks.replay",
    input,
    (tx, unit) => replayWebhook(tx, unit, by, endpointId, chosen, c.now),
    { scope },
  );
  return redirect(`${WEBHOOKS}/${endpointId}`, text(c.locale, "deliveries.done", { count: deliveries }));
}

const replayOne = route({
  ...administrator,
  method: "POST",
  path: `${WEBHOOKS}/:id(^\\d+$)/gui-lai/:delivery(^\\d+$)`,
  auditName: "webhooks.replay_one",
  rate: "write",
  schema: { params: z.object({ id, delivery: integer(1, Number.MAX_SAFE_INTEGER) }), query: nothing, body: nothing },
  onRefusal: (c, _refusal, errors) => show(c, c.params.id, { view: "all", offset: 0 }, { errors, typed: {} }),
  handler: (c) => replay(c, c.params.id, { deliveryId: c.params.delivery }),
});

const replayFailed = route({
  ...administrator,
  method: "POST",
  path: `${WEBHOOKS}/:id(^\\d+$)/gui-lai`,
  auditName: "webhooks.replay_failed",
  rate: "write",
  schema: { params: Params, query: nothing, body: z.object({ day: plainDay(), time: timeOfDay() }) },
  onRefusal: (c, _refusal, errors, typed) => show(c, c.params.id, { view: "failed", offset: 0 }, { errors, typed }),
  handler: (c) => {
    const since = new Date(vietnamInstant(toEpochDay(plainDate(c.body.day)), c.body.time));
    return replay(c, c.params.id, { since });
  },
});

export const deliveryPages = [list, replayOne, replayFailed];
