import type { Tx } from "#platform/db/tx.ts";
import { getHall, type Hall } from "./get-hall.ts";
import type { SecretParams, Ticket } from "./queue.ts";
import { queueRefusal } from "./queue.errors.ts";
import { findTicketBySecret } from "./ticket.store.ts";

export interface Followed {
  readonly hall: Hall;
  readonly ticket: Ticket;
}

/** A ticket by the secret of its address, with the hall as it is now. */
export async function getFollowed(tx: Tx, { unitId, secret }: SecretParams, now: Date): Promise<Followed> {
  const [hall, ticket] = await Promise.all([getHall(tx, unitId, now), findTicketBySecret(tx, unitId, secret)]);
  if (ticket === undefined) throw queueRefusal("ticket_unknown");
  return { hall, ticket };
}
