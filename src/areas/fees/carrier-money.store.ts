import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { FeeFilter } from "./fee-report.store.ts";

/** Money of one dossier that the post collected at the door. */
export interface CarrierMoney {
  readonly movementId: number;
  readonly dossierId: number;
  readonly code: string;
  readonly day: string;
  readonly slip: string;
  readonly receipt: string;
  readonly collectedVnd: number;
  readonly remittedVnd: number;
}

/** What the post collected in a period, oldest first, each with what it has handed over of it up to now. */
export async function listCarrierMoney(tx: Tx, it: FeeFilter): Promise<readonly CarrierMoney[]> {
  const { rows } = await sql<CarrierMoney>`
    select m.id::int as "movementId", d.id::int as "dossierId", d.code, m.day::text as day, coalesce(m.reference, '') as slip,
      coalesce((select r.serial || ' · ' || lpad(r.number::text, 7, '0') from fee_receipt r where r.movement_id = m.id), '') as receipt,
      (select sum(e.amount_vnd) from fee_entry e where e.movement_id = m.id and e.account = 'carrier')::bigint as "collectedVnd",
      coalesce((select -sum(e.amount_vnd) from fee_movement o join fee_entry e on e.movement_id = o.id and e.account = 'carrier'
        where o.dossier_id = m.dossier_id and o.kind = 'remit' and o.reference = m.reference), 0)::bigint as "remittedVnd"
    from fee_movement m join dossier d on d.id = m.dossier_id
    where m.kind in ('pay', 'unmatched') and exists (select from fee_entry e where e.movement_id = m.id and e.account = 'carrier')
      and m.agency_id = any (${[...it.agencies]}::int[]) and m.day between ${it.from}::date and ${it.to}::date
      and (${it.field ?? null}::text is null or d.field = ${it.field ?? null}::text)
    order by m.day, m.id`.execute(tx);
  return rows;
}

/** What carriers have handed over by their statements and the bank's own word was not yet matched to. */
export async function remittedUnseen(tx: Tx, agencyId: number): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select coalesce(sum(e.amount_vnd), 0)::bigint as open from fee_movement m join fee_entry e on e.movement_id = m.id
    where m.agency_id = ${agencyId} and e.account = 'bank' and m.kind in ('remit', 'match')`.execute(tx);
  return rows[0]?.open ?? 0;
}
