import { nextState } from "#core/queue/index.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { COMES_BACK } from "./act-on-ticket.ts";
import { queueTopic, ticketLabel } from "./queue.ts";
import { queueRefusal } from "./queue.errors.ts";
import { findTicket, moveTicket } from "./ticket.store.ts";

/**
 * Brings a number that a counter holds back into the queue, to be called first, by the desk to which its holder came. Refused for
 * one of another hall or day, and for one that is held no more (409: somebody was quicker).
 */
export async function resumeHeld(
  tx: Tx,
  unit: UnitOfWork,
  accountId: number,
  at: { readonly unitId: number; readonly ticketId: number },
  now: Date,
): Promise<{ readonly label: string }> {
  const ticket = await findTicket(tx, at.ticketId);
  if (ticket === undefined || ticket.unitId !== at.unitId || ticket.day !== localDay(now)) throw queueRefusal("ticket_unknown");
  const state = nextState(ticket.state, "resume");
  const event = { type: "resume", accountId, counterId: null };
  if (state === undefined || !(await moveTicket(tx, ticket, { ...COMES_BACK, state }, event, now)))
    throw queueRefusal("ticket_moved");
  unit.subject(`ticket:${ticket.id}`);
  unit.announce(queueTopic(at.unitId));
  return { label: ticketLabel(ticket) };
}
