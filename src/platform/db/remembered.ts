import type pg from "pg";
import { givenGeneration, poolOf, runQuery, type Tx } from "./tx.ts";

/** Far more than the desks and open procedures of a province; beyond it the oldest is read again. */
const MOST_REMEMBERED = 1000;

interface Remembered {
  readonly generation: string;
  readonly value: unknown;
}

const rememberedBy = new WeakMap<pg.Pool, Map<string, Remembered>>();
const asked = new WeakMap<Tx, Promise<string | undefined>>();

/** Triggers count every change of the tables named in the migrations; a change of this very transaction is not common knowledge. */
export const GENERATION = `select coalesce(sum(changes), 0)::text as generation,
  coalesce(bool_or(xmin = pg_current_xact_id_if_assigned()::xid), false) as own from reference_generation`;

const readGeneration = async (tx: Tx): Promise<string | undefined> => {
  const [row] = await runQuery<{ generation: string; own: boolean }>(tx, GENERATION, []);
  return row === undefined || row.own ? undefined : row.generation;
};

/** The count of changes as this transaction sees it now; undefined when it has made one itself. Asked once for all that ask at a time, and for what those ask for as soon as they know. */
function generationOf(tx: Tx): Promise<string | undefined> {
  const pending = asked.get(tx);
  if (pending !== undefined) return pending;
  const given = givenGeneration(tx);
  const answer = (given === undefined ? readGeneration(tx) : Promise.resolve(given)).finally(() =>
    process.nextTick(() => asked.delete(tx)),
  );
  asked.set(tx, answer);
  return answer;
}

/**
 * What `load` reads from tables that seldom change, worked out once in this process and again as soon as any of them
 * changed (see reference_generation): the count is read with the session of the request or in the transaction itself, so a
 * change bites at the next request, whichever process made it. What is handed out is shared and must not be changed. `load` may read those tables alone.
 */
export async function remembered<T>(tx: Tx, key: string, load: () => Promise<T>): Promise<T> {
  const generation = await generationOf(tx);
  if (generation === undefined) return load();
  const pool = poolOf(tx);
  const known = rememberedBy.get(pool) ?? new Map<string, Remembered>();
  rememberedBy.set(pool, known);
  const found = known.get(key);
  if (found?.generation === generation) return found.value as T;
  const value = await load();
  known.delete(key);
  const oldest = known.keys().next();
  if (known.size >= MOST_REMEMBERED && oldest.done !== true) known.delete(oldest.value);
  known.set(key, { generation, value });
  return value;
}
