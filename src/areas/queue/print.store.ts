import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type PaperState = "printing" | "printed" | "sent" | "unconfirmed" | "failed";

/** One paper of a ticket and what became of it. */
export interface TicketPrint {
  readonly nth: number;
  readonly state: PaperState;
  /** The printer's state where nothing came out. */
  readonly reason: string | null;
}

/** Begins a paper; undefined where it was begun before: two taps print once. */
export async function beginPrint(
  tx: Tx,
  print: { readonly ticketId: number; readonly nth: number; readonly printerId: number },
  now: Date,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into ticket_print (agency_id, unit_id, ticket_id, nth, printer_id, state, begun_at)
    select agency_id, unit_id, id, ${print.nth}, ${print.printerId}, 'printing', ${now.toISOString()}::timestamptz
    from queue_ticket where id = ${print.ticketId}
    on conflict (ticket_id, nth) do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

export async function endPrint(tx: Tx, id: number, state: PaperState, reason: string | null, now: Date): Promise<void> {
  await sql`
    update ticket_print set state = ${state}, reason = ${reason}, ended_at = ${now.toISOString()}::timestamptz where id = ${id}`.execute(
    tx,
  );
}

/** The last paper of a ticket; one whose process died while it printed is as good as unconfirmed after a minute. */
export async function findLastPrint(tx: Tx, ticketId: number, now: Date): Promise<TicketPrint | undefined> {
  const { rows } = await sql<TicketPrint>`
    select nth, case when state = 'printing' and begun_at < ${now.toISOString()}::timestamptz - interval '1 minute' then 'unconfirmed' else state end as state,
      reason
    from ticket_print where ticket_id = ${ticketId} order by nth desc limit 1`.execute(tx);
  return rows[0];
}

export interface Unprinted extends TicketPrint {
  readonly ticketId: number;
  readonly prefix: string;
  readonly number: number;
}

/** Tickets that still wait and whose last paper did not come out, or perhaps not. */
export async function listUnprinted(tx: Tx, unitId: number, day: string, now: Date): Promise<readonly Unprinted[]> {
  const { rows } = await sql<Unprinted>`
    select t.id as "ticketId", t.prefix, t.number, p.nth, p.state, p.reason
    from queue_ticket t
    join lateral (select nth, state, reason, begun_at from ticket_print p where p.ticket_id = t.id order by nth desc limit 1) p on true
    where t.unit_id = ${unitId} and t.day = ${day} and t.state = 'waiting'
      and (p.state in ('failed', 'unconfirmed') or (p.state = 'printing' and p.begun_at < ${now.toISOString()}::timestamptz - interval '1 minute'))
    order by t.id limit 50`.execute(tx);
  return rows;
}
