import type pg from "pg";
import { namedQuery } from "../db/tx.ts";

/** The channel of the database on which the processes tell each other what has changed. */
export const CHANNEL = "motcua_live";

const TELL = `select pg_notify('${CHANNEL}', topic) from unnest($1::text[]) as t (topic)`;

/** Nobody sees this delay, and a busy counter sends one statement where it would send five. */
const GATHER_MS = 15;

const waiting = new WeakMap<pg.Pool, Set<string>>();

/**
 * Tells every web process that these topics have changed: ids alone, never what changed. Called after the commit, since a
 * NOTIFY inside a transaction makes all commits of the server wait for each other; topics of a moment go
 * in one statement. A telling that is lost with its process is made good by the feeds that refresh by themselves.
 */
export function announce(pool: pg.Pool, topics: readonly string[]): void {
  if (topics.length === 0) return;
  const known = waiting.get(pool);
  if (known !== undefined) {
    for (const topic of topics) known.add(topic);
    return;
  }
  const collected = new Set(topics);
  waiting.set(pool, collected);
  setTimeout(() => {
    waiting.delete(pool);
    pool.query(namedQuery(TELL, [[...collected]])).catch(() => {});
  }, GATHER_MS);
}
