import type { Actor } from "#platform/http/actor.ts";
import type { RequestContext } from "#platform/http/route.ts";
import { type RowScope, reading, type Tx } from "#platform/db/tx.ts";
import { platformRefusal } from "#platform/refusals.ts";
import { findAgencyOfUnit, listPoints } from "./point.store.ts";
import type { AtCounter, Point } from "./queue.ts";
import { queueRefusal } from "./queue.errors.ts";

export type AnyContext = RequestContext<unknown, unknown, unknown>;

export const HALL_STAFF = ["receiving_officer", "one_stop_head"] as const;

export const actorOf = (c: Pick<AnyContext, "actor">): Actor => {
  if (c.actor === undefined) throw platformRefusal("sign_in_required");
  return c.actor;
};

export const atCounter = (c: Pick<AnyContext, "actor">): AtCounter => {
  const { accountId, personId } = actorOf(c);
  return { accountId, personId };
};

/**
 * The rows of the one agency that a hall belongs to, for those who have no account: somebody with a telephone in the
 * hall, a kiosk, a board. What they may see of these rows is up to the page, which names no one.
 */
export async function hallScope(c: Pick<AnyContext, "read">, unitId: number): Promise<RowScope> {
  const agencyId = await c.read((tx) => findAgencyOfUnit(tx, unitId));
  if (agencyId === undefined) throw queueRefusal("point_unknown");
  return { accountId: null, agencies: [agencyId] };
}

export async function readHall<T>(
  c: Pick<AnyContext, "read" | "pool">,
  unitId: number,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return reading(c.pool, await hallScope(c, unitId), work);
}

/** The halls in which this person works: those of their own units first, then those of their agency. */
export async function listOwnPoints(c: AnyContext): Promise<readonly Point[]> {
  const actor = actorOf(c);
  const own = new Set(actor.posts.map((post) => post.unitId));
  const points = await c.read((tx) => listPoints(tx));
  return points.toSorted((a, b) => Number(own.has(b.unitId)) - Number(own.has(a.unitId)));
}
