import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** Two first set-ups at once follow one another, and the second finds that there is nothing left to set up. */
export async function lockSetUp(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('motcua set-up'))`.execute(tx);
}
