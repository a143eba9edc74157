import { z } from "zod";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { live, page, redirect, type Reply } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { rowScope } from "#platform/http/actor.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { listPrinters } from "#printers";
import { actorOf, type AnyContext, HALL_STAFF, listOwnPoints } from "./access.ts";
import { getHall } from "./get-hall.ts";
import { hallOfNow } from "./hall-of-now.ts";
import { HallPage, NoHallPage } from "./hall.page.tsx";
import { hallPicture } from "./picture.ts";
import { listUnprinted } from "./print.store.ts";
import { printTicket } from "./print-ticket.ts";
import { listPriorityReasons } from "./plan.store.ts";
import { queueTopic, TakeTicketInput, UnitParams } from "./queue.ts";
import { resumeHeld } from "./resume-held.ts";
import { setUpPoint } from "./set-up-point.ts";
import { takeTicket } from "./take-ticket.ts";
import { text } from "./texts.ts";

const nothing = z.object({});
const HEAD = ["one_stop_head"] as const;

const halls = route({
  method: "GET",
  path: "/hang-doi",
  roles: HALL_STAFF,
  scope: "agency-rows",
  auditName: "queue.halls",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: async (c) => {
    const points = await listOwnPoints(c);
    const first = points[0];
    if (first !== undefined && points.length === 1) return redirect(`/hang-doi/${first.unitId}`);
    const posts = actorOf(c).posts.filter((post) => post.role === "one_stop_head");
    const units = posts.filter((post) => points.every((point) => point.unitId !== post.unitId));
    return page(
      c.shell(
        { title: text(c.locale, "hall.title") },
        <NoHallPage locale={c.locale} points={points} units={units} csrf={c.csrfToken} newKey={newFormKey} />,
      ),
    );
  },
});

async function hallPage(
  c: AnyContext,
  unitId: number,
  errors: readonly FieldRefusal[] = [],
  typed: Readonly<Record<string, unknown>> = {},
): Promise<Reply> {
  const [hall, reasons, printers, unprinted] = await c.read((tx) =>
    Promise.all([
      getHall(tx, unitId, c.now),
      listPriorityReasons(tx, unitId, localDay(c.now)),
      listPrinters(tx, unitId),
      listUnprinted(tx, unitId, localDay(c.now), c.now),
    ]),
  );
  return page(
    c.shell(
      { title: text(c.locale, "hall.title"), errors },
      <HallPage
        printers={printers}
        unprinted={unprinted}
        locale={c.locale}
        hall={hall}
        reasons={reasons}
        typed={typed}
        isHead={actorOf(c).roles.has("one_stop_head")}
        csrf={c.csrfToken}
        newKey={newFormKey}
      />,
    ),
  );
}

const showHall = route({
  method: "GET",
  path: "/hang-doi/:unitId(^\\d+$)",
  roles: HALL_STAFF,
  scope: "agency-rows",
  auditName: "queue.hall",
  rate: "page",
  schema: { params: UnitParams, query: nothing, body: nothing },
  handler: (c) => hallPage(c, c.params.unitId),
});

const followHall = route({
  method: "GET",
  path: "/hang-doi/:unitId(^\\d+$)/truc-tiep",
  roles: HALL_STAFF,
  scope: "agency-rows",
  auditName: "queue.hall_live",
  rate: "page",
  schema: { params: UnitParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { unitId } = c.params;
    const { locale, pool } = c;
    const scope = rowScope(c.actor);
    const render = async (): Promise<string> => {
      const now = new Date();
      return JSON.stringify(hallPicture(await hallOfNow(pool, scope, unitId), locale, now));
    };
    await c.read((tx) => getHall(tx, unitId, c.now));
    return live({ topic: queueTopic(unitId), key: `hall:${unitId}:${locale}`, render });
  },
});

const giveTicket = route({
  method: "POST",
  path: "/hang-doi/:unitId(^\\d+$)/lay-so",
  roles: HALL_STAFF,
  scope: "agency-rows",
  auditName: "queue.ticket_at_desk",
  rate: "write",
  schema: { params: UnitParams, query: nothing, body: TakeTicketInput },
  handler: async (c) => {
    const { unitId } = c.params;
    const { identity, ...kept } = c.body;
    const seat = { unitId, source: "desk", accountId: actorOf(c).accountId } as const;
    const taken = await c.execute("queue.take_ticket", { unitId, ...JSON.parse(JSON.stringify(kept)) }, (tx, unit) =>
      takeTicket(tx, unit, seat, c.body, c.now),
    );
    const paper = `/lay-so/${unitId}/${taken.secret}`;
    const order = { unitId, ticketId: taken.ticketId, deviceId: null, followUrl: `${c.publicUrl}${paper}`, after: 0 } as const;
    const print = await printTicket(c, rowScope(c.actor), { ...order, locale: c.locale });
    const said = text(c.locale, "ticket.taken", { label: taken.label });
    if (print?.state === "printed" || print?.state === "sent") return redirect(`/hang-doi/${unitId}`, said);
    return redirect(`${paper}/in`, said);
  },
  onRefusal: (c, _refusal, errors, typed) => hallPage(c, c.params.unitId, errors, typed),
});

/** Whoever went away from a counter and came back to the desk. */
const resume = route({
  method: "POST",
  path: "/hang-doi/:unitId(^\\d+$)/giu-lai/:ticketId(^\\d+$)",
  roles: HALL_STAFF,
  scope: "agency-rows",
  auditName: "queue.resume_held",
  rate: "write",
  schema: { params: UnitParams.extend({ ticketId: z.coerce.number().int().positive() }), query: nothing, body: nothing },
  handler: async (c) => {
    const { accountId } = actorOf(c);
    const { label } = await c.execute("queue.resume_held", c.params, (tx, unit) =>
      resumeHeld(tx, unit, accountId, c.params, c.now),
    );
    return redirect(`/hang-doi/${c.params.unitId}`, text(c.locale, "hall.resumed", { label }));
  },
  onRefusal: (c, _refusal, errors) => hallPage(c, c.params.unitId, errors),
});

const openHall = route({
  method: "POST",
  path: "/hang-doi/:unitId(^\\d+$)/thiet-lap",
  roles: HEAD,
  scope: "agency-rows",
  auditName: "queue.set_up",
  rate: "write",
  schema: { params: UnitParams, query: nothing, body: nothing },
  handler: async (c) => {
    await c.execute("queue.set_up", c.params, (tx, unit) => setUpPoint(tx, unit, c.params.unitId));
    return redirect(`/hang-doi/${c.params.unitId}/thiet-lap`, text(c.locale, "plan.started"));
  },
});

export const hallRoutes = [halls, showHall, followHall, giveTicket, resume, openHall];
