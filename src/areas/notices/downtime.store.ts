import { sql } from "kysely";
import type pg from "pg";
import type { Tx } from "#platform/db/tx.ts";

export interface Downtime {
  readonly id: number;
  readonly announcedAt: Date;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly reasonVi: string;
  readonly reasonEn: string;
  readonly lateReason: string | null;
  readonly cancelledAt: Date | null;
}

const SELECT = `select id, announced_at as "announcedAt", starts_at as "startsAt", ends_at as "endsAt", reason_vi as "reasonVi",
  reason_en as "reasonEn", late_reason as "lateReason", cancelled_at as "cancelledAt" from downtime`;

/** Announced interruptions, the latest first. */
export async function listDowntimes(tx: Tx): Promise<readonly Downtime[]> {
  const { rows } = await sql<Downtime>`${sql.raw(SELECT)} order by starts_at desc limit 100`.execute(tx);
  return rows;
}

/** What every page is to say now: the interruption that runs or comes next. */
export async function findNextDowntime(pool: pg.Pool, now: Date): Promise<Downtime | undefined> {
  const { rows } = await pool.query<Downtime>(
    `${SELECT} where cancelled_at is null and ends_at > $1 order by starts_at limit 1`,
    [now],
  );
  return rows[0];
}

export async function insertDowntime(
  tx: Tx,
  downtime: Omit<Downtime, "id" | "cancelledAt"> & { readonly accountId: number },
): Promise<number> {
  const { announcedAt, startsAt, endsAt, reasonVi, reasonEn, lateReason, accountId } = downtime;
  const { rows } = await sql<{ id: number }>`
    insert into downtime (announced_at, starts_at, ends_at, reason_vi, reason_en, late_reason, account_id)
    values (${announcedAt}, ${startsAt}, ${endsAt}, ${reasonVi}, ${reasonEn}, ${lateReason}, ${accountId}) returning id`.execute(
    tx,
  );
  return rows[0]?.id ?? 0;
}

/** False where it is over, was taken back already, or does not exist. */
export async function cancelDowntime(tx: Tx, id: number, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update downtime set cancelled_at = ${now} where id = ${id} and cancelled_at is null and ends_at > ${now}`.execute(tx);
  return numAffectedRows === 1n;
}
