import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { BlankState, BlankTotals, EndedBlank, ReceiveBlanksInput } from "./blank.ts";

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

/** What was used, spoiled or lost last. */
export async function listEnded(tx: Tx, agencyId: number, most: number): Promise<readonly EndedBlank[]> {
  const { rows } = await sql<EndedBlank>`
    select b.kind, b.series, b.serial, b.state, o.code as "dossierCode", b.dossier_id::int as "dossierId", b.reason, b.ended_by as "endedBy", b.ended_at as "endedAt"
    from blank_form b left join dossier o on o.id = b.dossier_id
    where b.agency_id = ${agencyId} and b.state <> 'stock' order by b.ended_at desc, b.serial desc limit ${most}`.execute(tx);
  return rows;
}
