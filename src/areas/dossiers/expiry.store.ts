import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** A dossier that waits for a supplement beyond its time. */
export interface Expired {
  readonly id: number;
  readonly seq: number;
  readonly unitId: number;
  /** yyyy-MM-dd */
  readonly respondBy: string;
}

const AT_A_TIME = 500;

/**
 * Dossiers of an agency whose last day to supplement lies before a day (yyyy-MM-dd), the longest overdue first: a page of
 * them, after the last one of the page before.
 */
export async function listExpired(tx: Tx, agencyId: number, today: string, after?: Expired): Promise<readonly Expired[]> {
  const beyond = after === undefined ? sql`` : sql`and (respond_by, id) > (${after.respondBy}::date, ${after.id}::bigint)`;
  const { rows } = await sql<Expired>`
    select id::float8 as id, last_seq as seq, unit_id as "unitId", respond_by::text as "respondBy" from dossier
    where state = 'SUPPLEMENT_WAIT' and respond_by < ${today}::date and agency_id = ${agencyId} ${beyond}
    order by respond_by, id limit ${AT_A_TIME}`.execute(tx);
  return rows;
}
