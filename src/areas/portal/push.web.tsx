import { z } from "zod";
import { PushEnd, PushInput, subscribePush, unsubscribePush } from "#notices";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { redirect } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { findBySecret } from "./look-up.ts";
import { portalRefusal } from "./portal.errors.ts";
import { showNoTracking } from "./show-tracking.tsx";
import { text } from "./texts.ts";

type Context = RequestContext<{ readonly secret: string }, unknown, unknown>;
type Owner = { readonly dossier: { readonly id: number; readonly agencyId: number } };

const common = { method: "POST", roles: "public", scope: "secret", rate: "look-up" } as const;
const params = z.object({ secret: z.string() });
const nothing = z.object({});

/** Does it for the dossier that the secret opens, in the name of nobody. */
async function run(
  c: Context,
  name: string,
  input: Record<string, string>,
  work: (tx: Tx, unit: UnitOfWork, owner: Owner) => Promise<null>,
) {
  const found = await findBySecret(c, c.params.secret);
  if (found === undefined) throw portalRefusal("tracking_unknown");
  const { id, agencyId } = found.dossier;
  const about = { agencyId, scope: { accountId: null, agencies: [agencyId] } };
  await c.execute(name, { id, ...input }, (tx, unit) => work(tx, unit, { dossier: { id, agencyId } }), about);
}

/** Whoever holds the receipt lets this browser be told of the dossier. */
const subscribe = route({
  ...common,
  path: "/t/:secret/thong-bao",
  auditName: "portal.subscribe_push",
  schema: { params, query: nothing, body: PushInput },
  handler: async (c) => {
    await run(c, "portal.subscribe_push", c.body, (tx, unit, owner) => subscribePush(tx, unit, owner, c.body, c.now));
    return redirect(`/t/${c.params.secret}`, text(c.locale, "track.push_on"));
  },
  onRefusal: (c, refusal) => showNoTracking(c, refusal),
});

const unsubscribe = route({
  ...common,
  path: "/t/:secret/thong-bao/bo",
  auditName: "portal.unsubscribe_push",
  schema: { params, query: nothing, body: PushEnd },
  handler: async (c) => {
    await run(c, "portal.unsubscribe_push", c.body, (tx, unit, owner) => unsubscribePush(tx, unit, owner, c.body.endpoint));
    return redirect(`/t/${c.params.secret}`, text(c.locale, "track.push_off"));
  },
  onRefusal: (c, refusal) => showNoTracking(c, refusal),
});

export const pushRoutes = [subscribe, unsubscribe];
