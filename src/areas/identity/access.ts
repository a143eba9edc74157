import type pg from "pg";
import { type AccessRow, getAccessRow, type SessionRow } from "./session.store.ts";

/** Far more than the people of a province; beyond it the oldest entry is worked out again. */
const MOST_REMEMBERED = 5000;

interface Remembered extends AccessRow {
  readonly today: string;
}

const rememberedBy = new WeakMap<pg.Pool, Map<number, Remembered>>();

/**
 * What a person may do today. Worked out once, and again as soon as any post, delegation, person or unit has changed:
 * the session's or the key's statement brings the count of such changes along, so a change bites at the very next request.
 */
export async function accessOf(
  pool: pg.Pool,
  session: Pick<SessionRow, "person_id" | "generation">,
  today: string,
): Promise<AccessRow> {
  const remembered = rememberedBy.get(pool) ?? new Map<number, Remembered>();
  rememberedBy.set(pool, remembered);
  const known = remembered.get(session.person_id);
  if (known !== undefined && known.generation === session.generation && known.today === today) return known;
  const access = await getAccessRow(pool, session.person_id, today);
  const oldest = remembered.keys().next();
  if (remembered.size >= MOST_REMEMBERED && oldest.done !== true) remembered.delete(oldest.value);
  remembered.set(session.person_id, { ...access, today });
  return access;
}
