import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** A dossier that waits for a supplement beyond its time. */
export interface Expired {
  readonly id: number;
  readonly seq: number;
  readonly unitId: number;
}

const MOST = 500;

/** Dossiers of an agency whose last day to supplement lies before a day (yyyy-MM-dd), the longest overdue first. */
export async function listExpired(tx: Tx, agencyId: number, today: string): Promise<readonly Expired[]> {
  const { rows } = await sql<Expired>`
    select id::float8 as id, last_seq as seq, unit_id as "unitId" from dossier
    where state = 'SUPPLEMENT_WAIT' and respond_by < ${today}::date and agency_id = ${agencyId} order by respond_by, id limit ${MOST}`.execute(
    tx,
  );
  return rows;
}
