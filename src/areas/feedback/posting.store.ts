import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** A place where procedures are put up on paper, and when that was done last. */
export interface PostingPlace {
  readonly unitId: number;
  readonly agencyId: number;
  readonly name: string;
  readonly days: readonly string[];
}

const DAYS_SHOWN = 6;

/** One-stop shops and reception points of the agencies that the transaction sees, with their last postings. */
export async function listPostingPlaces(tx: Tx, on: string): Promise<readonly PostingPlace[]> {
  const { rows } = await sql<PostingPlace>`
    select v.unit_id as "unitId", u.agency_id as "agencyId", v.full_name as name,
      coalesce((select jsonb_agg(p.posted_on order by p.posted_on desc) from (select posted_on from paper_posting
        where unit_id = v.unit_id order by posted_on desc limit ${DAYS_SHOWN}) p), '[]') as days
    from unit_version v join unit u on u.id = v.unit_id
    where v.kind in ('one_stop_shop', 'reception_point') and v.during @> ${on}::date
      and u.agency_id = any ((select app_agencies())::int[])
    order by u.agency_id, v.unit_id`.execute(tx);
  return rows;
}

/** False where a posting of that day is recorded. */
export async function insertPosting(
  tx: Tx,
  place: Pick<PostingPlace, "unitId" | "agencyId">,
  on: string,
  by: { readonly accountId: number | null; readonly at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into paper_posting (unit_id, agency_id, posted_on, recorded_by, recorded_at)
    values (${place.unitId}, ${place.agencyId}, ${on}::date, ${by.accountId}::bigint, ${by.at.toISOString()})
    on conflict do nothing returning unit_id`.execute(tx);
  return rows.length === 1;
}
