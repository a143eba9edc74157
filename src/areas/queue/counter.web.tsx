import { z } from "zod";
import { TICKET_ACTIONS } from "#core/queue/index.ts";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { formatNumber, localDay } from "#platform/i18n/dates.ts";
import { choice, integer, optional } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { actorOf, type AnyContext, atCounter, HALL_STAFF, listOwnPoints } from "./access.ts";
import { actOnTicket, isUndoable } from "./act-on-ticket.ts";
import { callNext } from "./call-next.ts";
import { getPoint } from "./change-plan.ts";
import { ChooseCounterPage } from "./choose-counter.page.tsx";
import { listCountedShifts } from "./count-cash.ts";
import { CounterPage } from "./counter.page.tsx";
import { getHall } from "./get-hall.ts";
import { listCounters } from "./point.store.ts";
import { POINT_ID } from "./queue.ts";
import { queueRefusal } from "./queue.errors.ts";
import { text } from "./texts.ts";
import { findLastEvent, listDossiersOfTicket } from "./ticket.store.ts";
import { type ShiftStep, workShift } from "./work-shift.ts";

const nothing = z.object({});
const CounterParams = z.object({ unitId: POINT_ID, counterId: POINT_ID });
type CounterParams = z.output<typeof CounterParams>;
const MOST_CASH = 100_000_000_000;

const chooseCounter = route({
  method: "GET",
  path: "/quay",
  roles: HALL_STAFF,
  scope: "agency-rows",
  auditName: "queue.choose_counter",
  rate: "page",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: async (c) => {
    const points = await listOwnPoints(c);
    const halls = await c.read((tx) => Promise.all(points.map((point) => getHall(tx, point.unitId, c.now))));
    const { personId } = actorOf(c);
    return page(
      c.shell(
        { title: text(c.locale, "counter.choose") },
        <ChooseCounterPage locale={c.locale} halls={halls} personId={personId} csrf={c.csrfToken} newKey={newFormKey} />,
      ),
    );
  },
});

async function counterPage(
  c: AnyContext,
  at: CounterParams,
  errors: readonly FieldRefusal[] = [],
  undoable?: number,
): Promise<Reply> {
  const { hall, dossiers, canUndo } = await c.read(async (tx) => {
    const found = await getHall(tx, at.unitId, c.now);
    const ticket = found.counters.find(({ counter }) => counter.id === at.counterId)?.ticket;
    const last = undoable === undefined ? undefined : await findLastEvent(tx, undoable);
    return {
      hall: found,
      dossiers: ticket === undefined ? [] : await listDossiersOfTicket(tx, ticket.id),
      canUndo: isUndoable(last, actorOf(c).accountId, c.now),
    };
  });
  const now = hall.counters.find(({ counter }) => counter.id === at.counterId);
  if (now === undefined) throw queueRefusal("counter_unknown");
  return page(
    c.shell(
      { title: text(c.locale, "counter.title", { n: now.counter.number }), errors },
      <CounterPage
        locale={c.locale}
        hall={hall}
        at={now}
        dossiers={dossiers}
        personId={actorOf(c).personId}
        undoable={canUndo ? undoable : undefined}
        csrf={c.csrfToken}
        newKey={newFormKey}
      />,
    ),
  );
}

const counterHref = ({ unitId, counterId }: CounterParams): string => `/quay/${unitId}/${counterId}`;

const showCounter = route({
  method: "GET",
  path: "/quay/:unitId(^\\d+$)/:counterId(^\\d+$)",
  roles: HALL_STAFF,
  scope: "agency-rows",
  auditName: "queue.counter",
  rate: "page",
  schema: { params: CounterParams, query: z.object({ vua: optional(integer(1, Number.MAX_SAFE_INTEGER)) }), body: nothing },
  handler: (c) => counterPage(c, c.params, [], c.query.vua),
});

/** How the drawer of the shift that was just closed came out; nothing where it was not counted at both ends. */
async function drawerText(c: AnyContext, { unitId, counterId }: CounterParams): Promise<string> {
  const { personId } = actorOf(c);
  const last = await c.read(async (tx) => {
    const counter = (await listCounters(tx, unitId)).find(({ id }) => id === counterId)?.number;
    const shifts = await listCountedShifts(tx, await getPoint(tx, unitId), localDay(c.now), c.now);
    return shifts.findLast((shift) => shift.counter === counter && shift.personId === personId);
  });
  if (last === undefined || last.differenceVnd === null) return "";
  const amount = formatNumber(last.differenceVnd, c.locale);
  return last.differenceVnd === 0 ? text(c.locale, "shift.drawer.right") : text(c.locale, "shift.drawer.wrong", { amount });
}

const STEPS = ["open", "break", "back", "close"] as const;

const shift = route({
  method: "POST",
  path: "/quay/:unitId(^\\d+$)/:counterId(^\\d+$)/ca",
  roles: HALL_STAFF,
  scope: "agency-rows",
  auditName: "queue.shift",
  rate: "write",
  schema: {
    params: CounterParams,
    query: nothing,
    body: z.object({ step: choice(STEPS), cash: optional(integer(0, MOST_CASH)) }),
  },
  handler: async (c) => {
    const cash = c.body.cash ?? null;
    const { step: name } = c.body;
    const step: ShiftStep = name === "open" || name === "close" ? { step: name, cash } : { step: name };
    await c.execute("queue.shift", { ...c.params, ...step }, (tx, unit) =>
      workShift(tx, unit, atCounter(c), c.params, step, c.now),
    );
    const said = text(c.locale, `shift.done.${name}`);
    if (name !== "close") return redirect(counterHref(c.params), said);
    return redirect("/quay", [said, await drawerText(c, c.params)].join(" ").trim());
  },
  onRefusal: (c, _refusal, errors) => counterPage(c, c.params, errors),
});

const call = route({
  method: "POST",
  path: "/quay/:unitId(^\\d+$)/:counterId(^\\d+$)/goi",
  roles: HALL_STAFF,
  scope: "agency-rows",
  auditName: "queue.call",
  rate: "write",
  schema: { params: CounterParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { label, ticketId } = await c.execute("queue.call", c.params, (tx, unit) =>
      callNext(tx, unit, atCounter(c), c.params, c.now),
    );
    return redirect(`${counterHref(c.params)}?vua=${ticketId}`, text(c.locale, "counter.called", { label }));
  },
  onRefusal: (c, _refusal, errors) => counterPage(c, c.params, errors),
});

const act = route({
  method: "POST",
  path: "/quay/:unitId(^\\d+$)/:counterId(^\\d+$)/so/:ticketId(^\\d+$)",
  roles: HALL_STAFF,
  scope: "agency-rows",
  auditName: "queue.act",
  rate: "write",
  schema: {
    params: CounterParams.extend({ ticketId: integer(1, Number.MAX_SAFE_INTEGER) }),
    query: nothing,
    body: z.object({ action: choice([...TICKET_ACTIONS, "undo"] as const), serviceId: optional(POINT_ID) }),
  },
  handler: async (c) => {
    const order = { ticketId: c.params.ticketId, ...c.body };
    await c.execute("queue.act", JSON.parse(JSON.stringify({ ...c.params, ...c.body })), (tx, unit) =>
      actOnTicket(tx, unit, atCounter(c), c.params, order, c.now),
    );
    const undoable = c.body.action === "undo" ? "" : `?vua=${c.params.ticketId}`;
    return redirect(`${counterHref(c.params)}${undoable}`, text(c.locale, `counter.did.${c.body.action}`));
  },
  onRefusal: (c, _refusal, errors) => counterPage(c, c.params as CounterParams, errors),
});

export const counterRoutes = [chooseCounter, showCounter, shift, call, act];
