import { callOrder, type Waiting } from "#core/queue/index.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { type AtCounter, queueTopic, type Ticket, ticketLabel } from "./queue.ts";
import { queueRefusal } from "./queue.errors.ts";
import { currentTicket, getOwnShift, holdHall } from "./shifts.ts";
import { listRecentClasses, moveTicket } from "./ticket.store.ts";

export const waitingOf = (ticket: Ticket): Waiting => ({
  id: ticket.id,
  serviceId: ticket.serviceId,
  class: ticket.class,
  rank: ticket.rank,
  since: ticket.waitingSince.getTime(),
  counterId: ticket.onlyCounterId,
});

/** Those who wait now: an appointment waits from its slot on. */
export const waitingNow = (tickets: readonly Ticket[], now: Date): readonly Waiting[] =>
  tickets.filter((t) => t.state === "waiting" && t.waitingSince.getTime() <= now.getTime()).map(waitingOf);

/** Calls the next number to a counter. Refused while the counter has a number before it, and where nobody waits for it. */
export async function callNext(
  tx: Tx,
  unit: UnitOfWork,
  by: AtCounter,
  at: { readonly unitId: number; readonly counterId: number },
  now: Date,
): Promise<{ readonly ticketId: number; readonly label: string }> {
  const held = await holdHall(tx, at.unitId, at.counterId, now);
  const shift = getOwnShift(held, by);
  if (currentTicket(held.tickets, at.counterId) !== undefined) throw queueRefusal("ticket_at_counter");
  const recent = await listRecentClasses(tx, at.unitId, held.day, held.counter.services);
  const counter = { id: held.counter.id, services: new Set(held.counter.services) };
  const next = callOrder(waitingNow(held.tickets, now), counter, recent)[0];
  const ticket = held.tickets.find(({ id }) => id === next?.id);
  if (ticket === undefined) throw queueRefusal("nobody_waits");
  const moved = await moveTicket(
    tx,
    ticket,
    { state: "called", calledAt: now, calls: ticket.calls + 1, counterId: at.counterId, shiftId: shift.id },
    { type: "called", accountId: by.accountId, counterId: at.counterId },
    now,
  );
  if (!moved) throw queueRefusal("ticket_moved");
  unit.subject(`ticket:${ticket.id}`);
  unit.announce(queueTopic(at.unitId));
  return { ticketId: ticket.id, label: ticketLabel(ticket) };
}
