import type { Acting } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { ReviewInput } from "./digital-copy.ts";
import { findCopy, writeReview } from "./digital-copy.store.ts";
import { papersRefusal } from "./papers.errors.ts";

/** Approves a copy as true to the paper, or rejects it with a reason. Nobody approves what they scanned themselves. */
export async function reviewCopy(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting & { readonly accountId: number },
  about: { readonly dossierId: number; readonly copyId: number },
  input: ReviewInput,
  now: Date,
): Promise<{ readonly id: number }> {
  const copy = await findCopy(tx, about.dossierId, about.copyId, true);
  if (copy === undefined) throw papersRefusal("dossier_not_found");
  if (copy.review !== "waiting") throw papersRefusal("copy_reviewed");
  if (copy.accountId === by.accountId && input.decision === "approved") throw papersRefusal("own_scan");
  if (input.decision === "rejected" && input.reason === undefined) throw papersRefusal("reason_missing", { field: "reason" });
  await writeReview(tx, copy.id, {
    decision: input.decision,
    reason: input.reason ?? null,
    accountId: by.accountId,
    by: by.name,
    at: now,
  });
  unit.subject(`dossier:${about.dossierId}`);
  unit.note({ copy: copy.id, decision: input.decision });
  return { id: copy.id };
}
