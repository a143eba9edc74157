import { z } from "zod";
import type { Actor } from "#platform/http/actor.ts";
import { json, page, redirect, type Reply } from "#platform/http/reply.ts";
import { type RequestContext, route } from "#platform/http/route.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { integer, optional, plainDay } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { hasRole } from "#platform/http/actor.ts";
import type { Tx } from "#platform/db/tx.ts";
import { LEAVES, LeavesPage, type LeavesPageProps } from "./leave.page.tsx";
import { LEAVE_KINDS } from "./leave.ts";
import { listLeaves } from "./leave.store.ts";
import { endLeave, LeaveInput, mayKeepLeave, recordLeave } from "./record-leave.ts";
import { listPostHolders, type PostHolder } from "./post.store.ts";
import { text } from "./texts.ts";

type AnyContext = RequestContext<unknown, unknown, unknown>;
const roles = "signed-in" as const;
const scope = "installation" as const;

function actorOf(c: AnyContext): Actor {
  if (c.actor === undefined) throw platformRefusal("sign_in_required");
  return c.actor;
}

/** Everyone who works where the actor does, and those of them whose leave the actor records. */
async function listPeople(tx: Tx, actor: Actor, today: string) {
  const agencies = [...new Set(actor.posts.map(({ agencyId }) => agencyId))];
  const colleagues = (await Promise.all(agencies.map((agencyId) => listPostHolders(tx, agencyId, today)))).flat();
  const isKept = (one: PostHolder): boolean => mayKeepLeave(actor, one.personId, [one.agencyId]);
  const persons = colleagues
    .filter(isKept)
    .toSorted((a, b) => Number(b.personId === actor.personId) - Number(a.personId === actor.personId));
  return { colleagues, persons };
}

async function show(c: AnyContext, errors: readonly FieldRefusal[] = [], typed: LeavesPageProps["typed"] = {}): Promise<Reply> {
  const actor = actorOf(c);
  const today = localDay(c.now);
  const found = await c.read(async (tx) => {
    const people = await listPeople(tx, actor, today);
    return { ...people, rows: await listLeaves(tx, [...new Set(people.persons.map(({ personId }) => personId))], today) };
  });
  const kept = new Set(found.persons.map(({ personId }) => personId));
  return page(
    c.shell(
      { title: text(c.locale, "leave.title"), errors },
      <LeavesPage
        locale={c.locale}
        csrf={c.csrfToken}
        today={today}
        mayRevoke={({ personId }) => kept.has(personId)}
        mayPassOn={hasRole(actor, "leader", "division_head", "one_stop_head")}
        typed={typed}
        {...found}
      />,
    ),
  );
}

const list = route({
  method: "GET",
  path: LEAVES,
  roles,
  scope,
  auditName: "leave.list",
  rate: "page",
  schema: { params: z.object({}), query: z.object({}), body: z.object({}) },
  handler: (c) => show(c),
});

const record = route({
  method: "POST",
  path: LEAVES,
  roles,
  scope,
  auditName: "leave.record",
  rate: "write",
  schema: { params: z.object({}), query: z.object({}), body: LeaveInput },
  onRefusal: (c, _refusal, errors, typed) => show(c, errors, typed),
  handler: async (c) => {
    const actor = actorOf(c);
    await c.execute("leave.record", { ...c.body }, (tx, unit) => recordLeave(tx, unit, actor, c.body, c.now));
    return redirect(LEAVES, text(c.locale, "leave.done"));
  },
});

const revoke = route({
  method: "POST",
  path: `${LEAVES}/:id(^\\d+$)/thu-hoi`,
  roles,
  scope,
  auditName: "leave.revoke",
  rate: "write",
  schema: { params: z.object({ id: integer(1, 2_147_483_647) }), query: z.object({}), body: z.object({}) },
  onRefusal: (c, _refusal, errors) => show(c, errors),
  handler: async (c) => {
    const actor = actorOf(c);
    const { id } = c.params;
    await c.execute("leave.revoke", { id }, async (tx, unit) => {
      await endLeave(tx, unit, actor, id, c.now, localDay(c.now));
      return null;
    });
    return redirect(LEAVES, text(c.locale, "leave.revoked"));
  },
});

const listApi = route({
  method: "GET",
  path: "/api/v1/leaves",
  roles,
  scope,
  auditName: "leave.list",
  rate: "api",
  summary: "Leaves of the people whose leave the caller records, or their own.",
  schema: {
    params: z.object({}),
    query: z.object({ on: optional(plainDay()) }),
    body: z.object({}),
    response: z.object({
      items: z.array(
        z.object({
          id: z.number(),
          personId: z.number(),
          name: z.string(),
          from: z.string(),
          until: z.string(),
          kind: z.enum(LEAVE_KINDS),
          substituteId: z.number().nullable(),
          revoked: z.boolean(),
        }),
      ),
    }),
  },
  handler: async (c) => {
    const actor = actorOf(c);
    const on = c.query.on ?? localDay(c.now);
    const rows = await c.read(async (tx) => {
      const { persons } = await listPeople(tx, actor, on);
      return listLeaves(tx, [...new Set(persons.map(({ personId }) => personId))], on);
    });
    const items = rows.map(({ substituteName: _, recordedByName: __, revokedAt, ...leave }) => ({
      ...leave,
      revoked: revokedAt !== null,
    }));
    return json({ items });
  },
});

const recordApi = route({
  method: "POST",
  path: "/api/v1/leaves",
  roles,
  scope,
  auditName: "leave.record",
  rate: "api",
  summary: "Records that a person is away; for assignment alone, no due date moves.",
  schema: { params: z.object({}), query: z.object({}), body: LeaveInput, response: z.object({ id: z.number() }) },
  handler: async (c) => {
    const actor = actorOf(c);
    return json(await c.execute("leave.record", { ...c.body }, (tx, unit) => recordLeave(tx, unit, actor, c.body, c.now)));
  },
});

export const leaveRoutes = [list, record, revoke, listApi, recordApi];
