import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { feedbackRefusal } from "./feedback.errors.ts";
import { setUnfounded } from "./feedback.store.ts";

/** A complaint that was looked into and found to be unfounded no longer lowers index 7; the reason stays, the rating too. */
export async function markUnfounded(
  tx: Tx,
  unit: UnitOfWork,
  ratingId: number,
  why: string,
): Promise<{ readonly ratingId: number }> {
  unit.subject(`rating:${ratingId}`);
  if (!(await setUnfounded(tx, ratingId, why))) throw feedbackRefusal("rating_unknown");
  return { ratingId };
}
