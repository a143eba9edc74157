import { leastLoaded, nextState, type TicketAction, UNDO_SECONDS } from "#core/queue/index.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { type AtCounter, queueTopic, type Ticket } from "./queue.ts";
import { queueRefusal } from "./queue.errors.ts";
import { currentTicket, getOwnShift, type Held, holdHall } from "./shifts.ts";
import { findLastEvent, findTicket, type LastEvent, moveTicket, type TicketChange } from "./ticket.store.ts";

export interface TicketOrder {
  readonly ticketId: number;
  readonly action: TicketAction | "undo";
  /** For a transfer. */
  readonly serviceId?: number | undefined;
}

const loadOf = (held: Held, counterId: number): number =>
  held.tickets.filter(
    (t) => (t.counterId === counterId && t.state !== "held" && t.state !== "waiting") || t.onlyCounterId === counterId,
  ).length;

/** A transfer goes to the open counter of the service with the least to do; where none is open, to whoever opens first. */
function transferTo(held: Held, serviceId: number | undefined): TicketChange {
  const served = held.counters.some((counter) => counter.active && counter.services.includes(serviceId ?? 0));
  if (serviceId === undefined || !served) throw queueRefusal("service_unknown", { field: "serviceId" });
  const open = held.counters.filter(({ id }) => held.shifts.some((s) => s.counterId === id && s.breakSince === null));
  const loads = open.map(({ id, services }) => ({ id, services: new Set(services), load: loadOf(held, id) }));
  return {
    serviceId,
    class: "returned",
    onlyCounterId: leastLoaded(loads, serviceId)?.id ?? null,
    counterId: null,
    shiftId: null,
  };
}

/** Whoever was held goes before all others at any counter of the service. */
export const COMES_BACK = { class: "returned", onlyCounterId: null, counterId: null, shiftId: null } as const;

function changeOf(held: Held, ticket: Ticket, order: TicketOrder, now: Date): TicketChange {
  switch (order.action) {
    case "recall":
      return { calledAt: now, calls: ticket.calls + 1 };
    case "serve":
      return { servingAt: now };
    case "hold":
      return { servingAt: null };
    case "resume":
      return COMES_BACK;
    case "transfer":
      return { ...transferTo(held, order.serviceId), servingAt: null };
    case "no_show":
      return { strikes: ticket.strikes + 1, class: "ordinary", rank: 99, waitingSince: now, counterId: null, shiftId: null };
    default:
      return {};
  }
}

/** Whether this account can still take a ticket's last action back: for five seconds, and no taking back of that. */
export function isUndoable(last: LastEvent | undefined, accountId: number, now: Date): boolean {
  if (last === undefined || last.before === null || last.type === "undone" || last.accountId !== accountId) return false;
  // A clock that was put back does not open what is over.
  return Math.abs(now.getTime() - last.at.getTime()) <= UNDO_SECONDS * 1000;
}

/** The ticket as it stood before its last action, which the same account took less than five seconds ago. */
async function changeBack(tx: Tx, ticket: Ticket, by: AtCounter, now: Date): Promise<TicketChange> {
  const last = await findLastEvent(tx, ticket.id);
  const before = last?.before;
  if (before === null || before === undefined || !isUndoable(last, by.accountId, now)) throw queueRefusal("undo_too_late");
  const at = (value: unknown): Date | null => (typeof value === "string" ? new Date(value) : null);
  const { serviceId, class: group, rank, state, calls, strikes, counterId, shiftId, onlyCounterId } = before;
  return {
    serviceId,
    class: group,
    rank,
    state,
    calls,
    strikes,
    counterId,
    shiftId,
    onlyCounterId,
    waitingSince: at(before["waitingSince"]) ?? ticket.waitingSince,
    calledAt: at(before["calledAt"]),
    servingAt: at(before["servingAt"]),
    endedAt: at(before["endedAt"]),
  };
}

/**
 * Does one thing with a ticket at a counter: recalls, serves, holds, lets it come back first, transfers, sends it to the
 * tail (the third time away), finishes, cancels, or takes the last action back. Refused to whoever has no shift at the
 * counter, and where the ticket's state does not allow it (409: somebody was quicker).
 */
export async function actOnTicket(
  tx: Tx,
  unit: UnitOfWork,
  by: AtCounter,
  at: { readonly unitId: number; readonly counterId: number },
  order: TicketOrder,
  now: Date,
): Promise<{ readonly ticketId: number; readonly state: string }> {
  const held = await holdHall(tx, at.unitId, at.counterId, now);
  getOwnShift(held, by);
  const ticket = held.tickets.find(({ id }) => id === order.ticketId) ?? (await getEnded(tx, held, order.ticketId));
  const own =
    ticket.counterId === null || ticket.counterId === at.counterId || ticket.state === "held" || order.action === "undo";
  if (!own) throw queueRefusal("ticket_moved");
  unit.subject(`ticket:${ticket.id}`);
  unit.note({ action: order.action });
  unit.announce(queueTopic(at.unitId));
  const about = { accountId: by.accountId, counterId: at.counterId };
  if (order.action === "undo") {
    const back = await changeBack(tx, ticket, by, now);
    // A counter has one number before it: what was called after the last action stays.
    const there = back.counterId ?? 0;
    const returns = back.state === "called" || back.state === "serving";
    if (returns && (currentTicket(held.tickets, there)?.id ?? ticket.id) !== ticket.id) throw queueRefusal("ticket_at_counter");
    if (!(await moveTicket(tx, ticket, back, { ...about, type: "undone" }, now))) throw queueRefusal("ticket_moved");
    return { ticketId: ticket.id, state: back.state ?? ticket.state };
  }
  const state = nextState(ticket.state, order.action, ticket.strikes + 1);
  if (state === undefined) throw queueRefusal("ticket_moved");
  const ends = state === "done" || state === "no_show" || state === "cancelled";
  const change: TicketChange = { ...changeOf(held, ticket, order, now), state, ...(ends ? { endedAt: now } : {}) };
  if (!(await moveTicket(tx, ticket, change, { ...about, type: order.action }, now))) throw queueRefusal("ticket_moved");
  return { ticketId: ticket.id, state };
}

async function getEnded(tx: Tx, held: Held, ticketId: number): Promise<Ticket> {
  const ticket = await findTicket(tx, ticketId);
  if (ticket === undefined || ticket.unitId !== held.point.unitId || ticket.day !== held.day)
    throw queueRefusal("ticket_unknown");
  return ticket;
}
