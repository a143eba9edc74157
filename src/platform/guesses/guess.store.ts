import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

const clientHash = (client: string): Buffer => createHash("sha256").update(`look-up\0${client}`).digest();

/** How many guesses of this client found nothing in the last ten minutes; a clock that ran ahead shuts nobody out once it is right. */
export async function countMisses(tx: Tx, client: string, now: Date): Promise<number> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const { rows } = await sql<{ misses: number }>`
    select count(*)::int as misses from look_up_miss
    where client_hash = ${clientHash(client)} and at > ${at} - interval '10 minutes' and at < ${at} + interval '10 minutes'`.execute(
    tx,
  );
  return rows[0]?.misses ?? 0;
}

/** Records a guess that found nothing, and forgets those of more than an hour ago. */
export async function recordMiss(tx: Tx, client: string, now: Date): Promise<void> {
  await sql`
    with forgotten as (
      delete from look_up_miss where at < ${now.toISOString()}::timestamptz - interval '1 hour'
        or at > ${now.toISOString()}::timestamptz + interval '1 hour'
    )
    insert into look_up_miss (client_hash, at) values (${clientHash(client)}, ${now.toISOString()})`.execute(tx);
}
