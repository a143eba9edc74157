import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Leave, LeaveKind } from "./leave.ts";

export interface NewLeave {
  readonly personId: number;
  readonly from: string;
  /** The first day back at work. */
  readonly until: string;
  readonly kind: LeaveKind;
  readonly substituteId: number | null;
  readonly recordedBy: number;
  readonly recordedAt: Date;
}

/** The id of the leave; undefined where the person has one already that overlaps it. */
export async function insertLeave(tx: Tx, leave: NewLeave): Promise<number | undefined> {
  const { personId, from, until, kind, substituteId, recordedBy, recordedAt } = leave;
  const { rows } = await sql<{ id: number }>`
    insert into person_leave (person_id, during, kind, substitute_id, recorded_by, recorded_at)
    values (${personId}, daterange(${from}::date, ${until}::date), ${kind}, ${substituteId}, ${recordedBy}, ${recordedAt})
    on conflict do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

const LEAVE = sql`l.id, l.person_id as "personId", p.full_name as name, lower(l.during) as "from", upper(l.during) as until, l.kind,
  l.substitute_id as "substituteId", s.full_name as "substituteName", r.full_name as "recordedByName", l.revoked_at as "revokedAt"`;
const FROM_LEAVE = sql`person_leave l join person p on p.id = l.person_id join person r on r.id = l.recorded_by
  left join person s on s.id = l.substitute_id`;

export async function findLeave(tx: Tx, id: number): Promise<Leave | undefined> {
  const { rows } = await sql<Leave>`select ${LEAVE} from ${FROM_LEAVE} where l.id = ${id} for update of l`.execute(tx);
  return rows[0];
}

/** The leaves of these persons that end after a day, the earliest first, then those that are over, the latest first. */
export async function listLeaves(tx: Tx, persons: readonly number[], on: string): Promise<readonly Leave[]> {
  const { rows } = await sql<Leave>`
    select ${LEAVE} from ${FROM_LEAVE} where l.person_id = any(${[...persons]}::bigint[])
    order by upper(l.during) > ${on}::date and l.revoked_at is null desc,
      case when upper(l.during) > ${on}::date then lower(l.during) end, lower(l.during) desc, l.id limit 300`.execute(tx);
  return rows;
}

export async function revokeLeave(tx: Tx, id: number, at: Date): Promise<void> {
  await sql`update person_leave set revoked_at = ${at} where id = ${id}`.execute(tx);
}
