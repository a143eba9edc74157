import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** One time that a result was put away, and what became of it. */
export interface Stored {
  readonly id: number;
  readonly reason: string;
  readonly place: string;
  readonly storedBy: string;
  readonly storedAt: Date;
  readonly takenBy: string | null;
  readonly takenAt: Date | null;
  /** Who came for it. */
  readonly takenFor: string | null;
}

export async function listStored(tx: Tx, dossierId: number): Promise<readonly Stored[]> {
  const { rows } =
    await sql<Stored>`select id::int as id, reason, place, stored_by as "storedBy", stored_at as "storedAt", taken_by as "takenBy",
      taken_at as "takenAt", taken_for as "takenFor" from result_storage where dossier_id = ${dossierId} order by id`.execute(tx);
  return rows;
}

export async function isStored(tx: Tx, dossierId: number): Promise<boolean> {
  const { rows } = await sql`select 1 from result_storage where dossier_id = ${dossierId} and taken_at is null`.execute(tx);
  return rows.length > 0;
}

interface Who {
  readonly accountId: number;
  readonly name: string;
  readonly at: Date;
}

/** Whether the result was put away; false where it is already. */
export async function insertStored(
  tx: Tx,
  about: { readonly agencyId: number; readonly dossierId: number; readonly reason: string; readonly place: string },
  who: Who,
): Promise<boolean> {
  const { rows } = await sql`insert into result_storage (agency_id, dossier_id, reason, place, account_id, stored_by, stored_at)
    values (${about.agencyId}, ${about.dossierId}, ${about.reason}, ${about.place}, ${who.accountId}, ${who.name}, ${who.at})
    on conflict do nothing returning id`.execute(tx);
  return rows.length > 0;
}

/** Whether the result was put away until now. */
export async function endStored(tx: Tx, dossierId: number, takenFor: string, who: Who): Promise<boolean> {
  const { rows } =
    await sql`update result_storage set taken_account_id = ${who.accountId}, taken_by = ${who.name}, taken_at = ${who.at},
    taken_for = ${takenFor} where dossier_id = ${dossierId} and taken_at is null returning id`.execute(tx);
  return rows.length > 0;
}
