import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { BlankState, BlankTotals, EndedBlanks, ReceiveBlanksInput } from "./blank.ts";

/** Puts serial numbers into the stock; answers how many were new. */
export async function insertBlanks(
  tx: Tx,
  agencyId: number,
  input: ReceiveBlanksInput,
  received: { readonly on: string; readonly by: string },
): Promise<number> {
  const { rows } = await sql`
    insert into blank_form (agency_id, kind, series, serial, received_on, received_by, delivery_note)
    select ${agencyId}, ${input.kind}, ${input.series}, s, ${received.on}::date, ${received.by}, ${input.deliveryNote}
    from generate_series(${input.from}::int, ${input.to}::int) s on conflict do nothing returning 1`.execute(tx);
  return rows.length;
}

/** Takes serial numbers out of the stock; answers how many were in it. */
export async function endBlanks(
  tx: Tx,
  agencyId: number,
  range: { readonly kind: string; readonly series: string; readonly from: number; readonly to: number },
  end: {
    readonly state: BlankState;
    readonly dossierId: number | null;
    readonly reason: string | null;
    readonly by: string;
    readonly at: Date;
  },
): Promise<number> {
  const { rows } = await sql`
    update blank_form set state = ${end.state}, dossier_id = ${end.dossierId}, reason = ${end.reason}, ended_by = ${end.by}, ended_at = ${end.at.toISOString()}
    where agency_id = ${agencyId} and kind = ${range.kind} and series = ${range.series} and serial between ${range.from} and ${range.to}
      and state = 'stock' returning 1`.execute(tx);
  return rows.length;
}

export async function listTotals(tx: Tx, agencyId: number): Promise<readonly BlankTotals[]> {
  const { rows } = await sql<BlankTotals>`
    select kind, series, count(*)::int as received, count(*) filter (where state = 'stock')::int as stock,
      count(*) filter (where state = 'used')::int as used, count(*) filter (where state = 'spoiled')::int as spoiled,
      count(*) filter (where state = 'lost')::int as lost, min(serial) filter (where state = 'stock') as next
    from blank_form where agency_id = ${agencyId} group by kind, series order by kind, series`.execute(tx);
  return rows;
}

/** What was used, spoiled or lost last; numbers in a row that were written off together are one entry. */
export async function listEnded(tx: Tx, agencyId: number, most: number): Promise<readonly EndedBlanks[]> {
  const { rows } = await sql<EndedBlanks>`
    with numbered as (
      select b.*, b.serial - row_number() over (
        partition by b.kind, b.series, b.state, b.dossier_id, b.reason, b.ended_by, b.ended_at order by b.serial) as run
      from blank_form b where b.agency_id = ${agencyId} and b.state <> 'stock'
    )
    select n.kind, n.series, min(n.serial) as "from", max(n.serial) as "to", n.state, o.code as "dossierCode",
      n.dossier_id::int as "dossierId", n.reason, n.ended_by as "endedBy", n.ended_at as "endedAt"
    from numbered n left join dossier o on o.id = n.dossier_id
    group by n.kind, n.series, n.state, n.dossier_id, o.code, n.reason, n.ended_by, n.ended_at, n.run
    order by n.ended_at desc, min(n.serial) desc limit ${most}`.execute(tx);
  return rows;
}
