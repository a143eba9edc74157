import { z } from "zod";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { chosenId, plainDay } from "#platform/input/fields.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { feedbackRefusal } from "./feedback.errors.ts";
import { insertPosting, listPostingPlaces } from "./posting.store.ts";

export const PostingInput = z.object({ unitId: chosenId(), on: plainDay() });
export type PostingInput = z.output<typeof PostingInput>;

/** Records that the printed list of procedures was put up at a place on a day that has come, once a day (index 6). */
export async function recordPosting(
  tx: Tx,
  unit: UnitOfWork,
  by: { readonly accountId: number | null },
  { unitId, on }: PostingInput,
  now: Date,
): Promise<{ readonly unitId: number }> {
  if (on > localDay(now)) throw feedbackRefusal("posting_ahead", { field: "on" });
  const place = (await listPostingPlaces(tx, on)).find((one) => one.unitId === unitId);
  if (place === undefined) throw feedbackRefusal("posting_place", { field: "unitId" });
  if (!(await insertPosting(tx, place, on, { accountId: by.accountId, at: now })))
    throw feedbackRefusal("posting_recorded", { field: "on" });
  unit.subject(`unit:${unitId}`);
  unit.note({ on });
  return { unitId };
}
