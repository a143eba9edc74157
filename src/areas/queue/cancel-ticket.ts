import { nextState } from "#core/queue/index.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { queueTopic } from "./queue.ts";
import { queueRefusal } from "./queue.errors.ts";
import { findTicketBySecret, moveTicket } from "./ticket.store.ts";

/** Gives a number back, by whoever holds its address. Refused once it has been called or has ended. */
export async function cancelTicket(
  tx: Tx,
  unit: UnitOfWork,
  at: { readonly unitId: number; readonly secret: string },
  now: Date,
): Promise<{ readonly ticketId: number }> {
  const ticket = await findTicketBySecret(tx, at.unitId, at.secret);
  if (ticket === undefined) throw queueRefusal("ticket_unknown");
  const state = ticket.state === "waiting" ? nextState(ticket.state, "cancel") : undefined;
  const event = { type: "cancel", accountId: null, counterId: null };
  if (state === undefined || !(await moveTicket(tx, ticket, { state, endedAt: now }, event, now)))
    throw queueRefusal("ticket_moved");
  unit.subject(`ticket:${ticket.id}`);
  unit.announce(queueTopic(at.unitId));
  return { ticketId: ticket.id };
}
