import { z } from "zod";
import { reading } from "#platform/db/tx.ts";
import { type Actor, findPost } from "#platform/http/actor.ts";
import { json } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { choice, integer } from "#platform/input/fields.ts";
import { DELIVERY_VIEWS } from "./delivery.ts";
import { listDeliveries } from "./delivery.store.ts";
import { exchangeRefusal } from "./exchange.errors.ts";
import { replayWebhook } from "./replay-webhook.ts";
import { findEndpoint } from "./webhook.store.ts";

const Params = z.object({ id: integer(1, 2_147_483_647) });
const nothing = z.object({});
const instant = z.iso.datetime({ offset: true });
const PAGE = 200;

/** Of the caller's own agency alone, also where its administrator reaches further by hand. */
function scopeOf(c: RequestContext<unknown, unknown, unknown>) {
  const post = findPost(c.actor as Actor, ["administrator"]);
  return { accountId: (c.actor as Actor).accountId, agencies: post === undefined ? [] : [post.agencyId] };
}

const deliveries = route({
  method: "GET",
  path: "/api/v1/webhooks/:id/deliveries",
  roles: ["administrator"],
  scope: "installation",
  auditName: "webhooks.api_deliveries",
  keyScope: "webhooks.read",
  rate: "api",
  summary: "The newest deliveries of one endpoint of the caller's agency, all or those that failed.",
  schema: {
    params: Params,
    query: z.object({ view: choice(DELIVERY_VIEWS).default("all") }),
    body: nothing,
    response: z.object({
      items: z.array(
        z.object({
          id: z.int(),
          eventId: z.int(),
          topic: z.string(),
          state: z.string(),
          attempts: z.int(),
          reason: z.string().nullable(),
          createdAt: instant,
          endedAt: instant.nullable(),
        }),
      ),
    }),
  },
  handler: async (c) => {
    const scope = scopeOf(c);
    const rows = await reading(c.pool, scope, async (tx) => {
      if ((await findEndpoint(tx, c.params.id, scope.agencies)) === undefined) throw exchangeRefusal("webhook_not_found");
      return listDeliveries(tx, { endpointId: c.params.id, view: c.query.view, limit: PAGE, offset: 0 });
    });
    const items = rows.map(({ id, eventId, topic, state, attempt, reason, createdAt, endedAt }) => {
      const at = { createdAt: createdAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
      return { id, eventId, topic, state, attempts: attempt, reason, ...at };
    });
    return json({ items });
  },
});

const replay = route({
  method: "POST",
  path: "/api/v1/webhooks/:id/replays",
  roles: ["administrator"],
  scope: "installation",
  auditName: "webhooks.api_replay",
  keyScope: "webhooks.write",
  rate: "api",
  summary: "Sends one delivery of an endpoint again, or all that have failed since an instant; under the same event ids.",
  schema: {
    params: Params,
    query: nothing,
    body: z.union([z.object({ deliveryId: z.int().min(1) }), z.object({ since: instant })]),
    response: z.object({ replay: z.int(), deliveries: z.int() }),
  },
  handler: async (c) => {
    const scope = scopeOf(c);
    const chosen = "since" in c.body ? { since: new Date(c.body.since) } : c.body;
    const done = await c.execute(
      "webhooks.replay",
      { id: c.params.id, ...c.body },
      (tx, unit) => replayWebhook(tx, unit, scope, c.params.id, chosen, c.now),
      { scope },
    );
    return json(done, 201);
  },
});

export const webhookApi = [deliveries, replay];
