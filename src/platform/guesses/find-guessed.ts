import type pg from "pg";
import { inTransaction, NO_ROWS, reading, type RowScope, type Tx } from "#platform/db/tx.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { countMisses, recordMiss } from "./guess.store.ts";

/** Who types a code and when; the public has no account. */
export interface Visitor {
  readonly pool: pg.Pool;
  /** In whose name what is not found is counted: the client (`clientOf`), or the kiosk that many stand at. */
  readonly client: string;
  readonly now: Date;
}

/** Nobody mistypes this often; whoever does is counting through codes. */
const MOST_MISSES = 30;

/**
 * Finds what a code leads to that somebody without an account typed. Too many misses of one client in ten minutes are refused
 * (`too_many_look_ups`), whatever it asks next and wherever it does.
 */
export async function findGuessed<T>(
  { pool, client, now }: Visitor,
  find: (tx: Tx) => Promise<T | undefined>,
  scope: RowScope = NO_ROWS,
): Promise<T | undefined> {
  const { misses, found } = await reading(pool, scope, async (tx) => {
    const [counted, result] = await Promise.all([countMisses(tx, client, now), find(tx)]);
    return { misses: counted, found: result };
  });
  if (misses >= MOST_MISSES) throw platformRefusal("too_many_look_ups");
  if (found === undefined) await inTransaction(pool, NO_ROWS, (tx) => recordMiss(tx, client, now));
  return found;
}
