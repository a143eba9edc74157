import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { SlipKind } from "#dossiers";

export interface SlipPrint {
  readonly agencyId: number;
  readonly dossierId: number;
  readonly kind: SlipKind;
  readonly eventSeq: number;
  readonly accountId: number;
  readonly at: Date;
}

/**
 * Records that a slip is printed and returns how many times it was before: 0 for the first print. A browser fetches the
 * same file again to show, save and print it, so the same person within ten minutes is still at the same print.
 */
export async function recordPrint(tx: Tx, print: SlipPrint): Promise<number> {
  const { agencyId, dossierId, kind, eventSeq, accountId } = print;
  const at = print.at.toISOString();
  const { rows } = await sql<{ before: number }>`
    with earlier as (
      select count(*)::int as prints,
        (array_agg(account_id order by printed_at desc, id desc))[1] = ${accountId}::bigint
          and max(printed_at) > ${at}::timestamptz - interval '10 minutes' as same
      from slip_print where dossier_id = ${dossierId} and kind = ${kind} and event_seq = ${eventSeq}
    ), recorded as (
      insert into slip_print (agency_id, dossier_id, kind, event_seq, account_id, printed_at)
      select ${agencyId}, ${dossierId}, ${kind}, ${eventSeq}, ${accountId}, ${at}::timestamptz from earlier where not coalesce(same, false)
    )
    select case when same then prints - 1 else prints end as before from earlier`.execute(tx);
  return rows[0]?.before ?? 0;
}
