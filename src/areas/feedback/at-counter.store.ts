import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** What was last done at a counter, to ask about it there. */
export interface JustDone {
  readonly ticketId: number | null;
  readonly dossierId: number | null;
}

/**
 * The ticket that was finished at a counter since then; without one, the dossier that its officer received or returned without a
 * ticket while no number was before the counter. Nothing while the next number is called or served there.
 */
export async function findJustDone(
  tx: Tx,
  at: { readonly agencyId: number; readonly counterId: number; readonly personId: number },
  since: Date,
): Promise<JustDone | undefined> {
  const { rows } = await sql<JustDone>`
    with busy as (
      select from queue_ticket where counter_id = ${at.counterId} and state in ('called', 'serving')
        and day = (${since.toISOString()}::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date limit 1
    ), ticket as (
      select id from queue_ticket where counter_id = ${at.counterId} and state = 'done' and ended_at >= ${since.toISOString()}::timestamptz
      order by ended_at desc limit 1
    ), dossier as (
      select e.dossier_id as id from dossier_event e
      where e.agency_id = ${at.agencyId} and e.occurred_at >= ${since.toISOString()}::timestamptz and e.person_id = ${at.personId}
        and e.type in ('received', 'returned') and not exists (select from ticket)
        and not exists (select from queue_dossier q where q.dossier_id = e.dossier_id and e.type = 'received')
      order by e.occurred_at desc, e.id desc limit 1
    )
    select (select id from ticket) as "ticketId", (select id from dossier) as "dossierId"
    where not exists (select from busy)`.execute(tx);
  const [found] = rows;
  return found === undefined || (found.ticketId === null && found.dossierId === null) ? undefined : found;
}
