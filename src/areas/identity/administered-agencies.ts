import { listSubtreeIds } from "#organisation";
import type { Tx } from "#platform/db/tx.ts";
import type { Actor } from "#platform/http/actor.ts";
import { reachOf } from "./administrator-reach.ts";
import type { Reach } from "./managed-account.store.ts";

/** Ids of the units below the agencies of a reach. */
export async function listAdministeredBelow(tx: Tx, { agencies, on }: Reach): Promise<readonly number[]> {
  const subtrees = await Promise.all(agencies.map((agency) => listSubtreeIds(tx, agency, on)));
  return [...new Set(subtrees.flat())];
}

/** Ids of the units that an administrator administers today: the agencies of the posts that make them one, with everything below. */
export const listAdministeredUnits = (tx: Tx, actor: Actor, now: Date): Promise<readonly number[]> =>
  listAdministeredBelow(tx, reachOf(actor, now));
