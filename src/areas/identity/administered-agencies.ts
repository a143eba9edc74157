import { listSubtreeIds } from "#organisation";
import type { Tx } from "#platform/db/tx.ts";
import type { Actor } from "#platform/http/actor.ts";
import { reachOf } from "./administrator-reach.ts";

/** Ids of the units that an administrator administers today: the agencies of the posts that make them one, with everything below. */
export async function listAdministeredUnits(tx: Tx, actor: Actor, now: Date): Promise<readonly number[]> {
  const { agencies, on } = reachOf(actor, now);
  const subtrees = await Promise.all(agencies.map((agency) => listSubtreeIds(tx, agency, on)));
  return [...new Set(subtrees.flat())];
}
