import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { feedbackRefusal } from "./feedback.errors.ts";
import { insertRating, listRatedByDevice, suspectDevice } from "./feedback.store.ts";
import { isBurst } from "./indices.rules.ts";
import type { RateInput, Subject } from "./rating.ts";

export interface Rater {
  readonly channel: "link" | "kiosk" | "tablet";
  /** What tells one device from another; kept as a hash until the night. */
  readonly device: string;
}

/**
 * Keeps a rating of a dossier's phase or of a ticket. Refused the second time (409 `already_rated`). A burst from one
 * device is kept, flagged, and left out of every result.
 */
export async function rateService(
  tx: Tx,
  unit: UnitOfWork,
  subject: Subject,
  rater: Rater,
  input: RateInput,
  now: Date,
): Promise<{ readonly suspect: boolean }> {
  const earlier = await listRatedByDevice(tx, subject.agencyId, rater.device);
  const suspect = isBurst(earlier, now, rater.channel !== "link");
  const kept = { ...rater, level: input.level, comment: input.comment ?? null, day: localDay(now) };
  const id = await insertRating(tx, subject, kept, suspect, now);
  if (id === undefined) throw feedbackRefusal("already_rated");
  if (suspect) await suspectDevice(tx, subject.agencyId, rater.device, new Date(now.getTime() - 600_000));
  // The audit names the rating alone: whoever reads it learns nothing of who rated what.
  unit.subject(`rating:${id}`);
  return { suspect };
}
