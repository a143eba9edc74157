import { z } from "zod";
import { listPostHolders, type PostHolder } from "#organisation";
import type { Tx } from "#platform/db/tx.ts";
import { type Actor, hasRole } from "#platform/http/actor.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { integer } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import type { Typed } from "./account.page.tsx";
import { reachOf } from "./administrator-reach.ts";
import { listUsernamesOf } from "./account.store.ts";
import { canRevoke, DELEGABLE, delegatePost, DelegationInput, revokeDelegation } from "./delegate-post.ts";
import { listDelegations } from "./delegation.store.ts";
import { DelegationsPage } from "./delegations.page.tsx";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;
const roles = ["leader", "division_head", "one_stop_head", "administrator"] as const;
const scope = "installation" as const;

function delegator(c: AnyContext): Actor {
  if (c.actor === undefined) throw new Error("this route needs a person who may delegate");
  return c.actor;
}

/** An administrator delegates for the whole agency, others for themselves. */
async function listDelegable(tx: Tx, actor: Actor, today: string): Promise<{ posts: PostHolder[]; colleagues: PostHolder[] }> {
  const colleagues = actor.agencyId === null ? [] : await listPostHolders(tx, actor.agencyId, today);
  const all = hasRole(actor, "administrator");
  const posts = colleagues.filter((post) => DELEGABLE.includes(post.role) && (all || post.personId === actor.personId));
  return { posts, colleagues };
}

async function showDelegations(c: AnyContext, errors: readonly FieldRefusal[] = [], typed: Typed = {}): Promise<Reply> {
  const actor = delegator(c);
  const today = localDay(c.now);
  const found = await c.read(async (tx) => {
    const { posts, colleagues } = await listDelegable(tx, actor, today);
    const whose =
      hasRole(actor, "administrator") && actor.agencyId !== null ? { agencyId: actor.agencyId } : { personId: actor.personId };
    const rows = await listDelegations(tx, whose);
    const suggestions = await listUsernamesOf(
      tx,
      [...new Set(colleagues.map((one) => one.personId))].filter((id) => id !== actor.personId),
    );
    return { posts, rows, suggestions };
  });
  const title = text(c.locale, "delegations.title");
  const shown = {
    locale: c.locale,
    csrf: c.csrfToken,
    today,
    typed,
    mayRevoke: (one: Parameters<typeof canRevoke>[1]) => canRevoke(actor, one),
  };
  return page(c.shell({ title, errors }, <DelegationsPage {...shown} {...found} />));
}

const list = route({
  method: "GET",
  path: "/uy-quyen",
  roles,
  scope,
  auditName: "delegations.list",
  rate: "page",
  schema: { params: z.object({}), query: z.object({}), body: z.object({}) },
  handler: (c) => showDelegations(c),
});

const make = route({
  method: "POST",
  path: "/uy-quyen",
  roles,
  scope,
  auditName: "delegations.make",
  rate: "write",
  schema: { params: z.object({}), query: z.object({}), body: DelegationInput },
  onRefusal: (c, _refusal, errors, typed) => showDelegations(c, errors, typed),
  handler: async (c) => {
    const actor = delegator(c);
    await c.execute("delegations.make", { ...c.body }, (tx, unit) =>
      delegatePost(tx, unit, actor, reachOf(actor, c.now), c.body),
    );
    return redirect("/uy-quyen", text(c.locale, "delegations.done"));
  },
});

const revoke = route({
  method: "POST",
  path: "/uy-quyen/:id(^\\d+$)/thu-hoi",
  roles,
  scope,
  auditName: "delegations.revoke",
  rate: "write",
  schema: { params: z.object({ id: integer(1, 2_147_483_647) }), query: z.object({}), body: z.object({}) },
  onRefusal: (c, _refusal, errors) => showDelegations(c, errors),
  handler: async (c) => {
    const actor = delegator(c);
    const { id } = c.params;
    await c.execute("delegations.revoke", { id }, (tx, unit) => revokeDelegation(tx, unit, actor, id, c.now, localDay(c.now)));
    return redirect("/uy-quyen", text(c.locale, "delegations.revoked"));
  },
});

export const delegationRoutes = [list, make, revoke];
