import type pg from "pg";
import { reading, type RowScope } from "#platform/db/tx.ts";
import { getHall, type Hall } from "./get-hall.ts";

const asked = new Map<string, Promise<Hall>>();

/**
 * The hall as it is now, for the feeds of its boards and telephones: all that ask in one turn of the event loop, as they do when a
 * change is announced, get it read once. Whoever asks has been let into this hall before.
 */
export function hallOfNow(pool: pg.Pool, scope: RowScope, unitId: number): Promise<Hall> {
  const key = `${unitId}:${scope.accountId}:${scope.agencies.join()}`;
  const known = asked.get(key);
  if (known !== undefined) return known;
  const read = reading(pool, scope, (tx) => getHall(tx, unitId, new Date()));
  asked.set(key, read);
  setImmediate(() => asked.delete(key));
  return read;
}
