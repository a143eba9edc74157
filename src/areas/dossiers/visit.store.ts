import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export interface VisitFilter {
  readonly agencies: readonly number[];
  /** First and last day of receipt. */
  readonly from: string;
  readonly to: string;
  readonly reason?: string | undefined;
}

/** A dossier that was taken where people live. */
export interface Visit {
  readonly dossierId: number;
  readonly code: string;
  readonly procedureName: string;
  readonly ownerName: string;
  readonly receivedAt: Date;
  readonly place: string;
  readonly reason: string;
  readonly officer: string | null;
}

const WITHIN = ({ agencies, from, to }: VisitFilter) => sql`d.agency_id = any (${[...agencies]}::int[]) and d.attributes ? 'visit'
  and d.received_at >= ${`${from}T00:00:00+07:00`}::timestamptz and d.received_at < (${to}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
  and d.state not in ('VOIDED', 'DRAFT')`;

/** The newest first. */
export async function listVisits(tx: Tx, filter: VisitFilter, most: number): Promise<readonly Visit[]> {
  const { rows } =
    await sql<Visit>`select d.id::int as "dossierId", d.code, d.procedure_name as "procedureName", d.owner_name as "ownerName",
      d.received_at as "receivedAt", d.attributes #>> '{visit,place}' as place, d.attributes #>> '{visit,reason}' as reason,
      d.attributes #>> '{identityCheck,officer}' as officer
    from dossier d where ${WITHIN(filter)} ${filter.reason === undefined ? sql`` : sql`and d.attributes #>> '{visit,reason}' = ${filter.reason}`}
    order by d.received_at desc, d.id desc limit ${most}`.execute(tx);
  return rows;
}

/** How many for each reason, whatever reason the list is filtered by. */
export async function countVisits(tx: Tx, filter: VisitFilter): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{
    reason: string;
    count: number;
  }>`select d.attributes #>> '{visit,reason}' as reason, count(*)::int as count
    from dossier d where ${WITHIN(filter)} group by 1`.execute(tx);
  return new Map(rows.map(({ reason, count }) => [reason, count]));
}
