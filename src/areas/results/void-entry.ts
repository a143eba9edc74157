import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Official } from "./acting-in.ts";
import { findEntry, lockBook, voidEntry } from "./certification.store.ts";
import { resultRefusal } from "./results.errors.ts";

/** Crosses an entry out with its reason; its number stays taken. Refusals: `entry_not_found`, `entry_voided`, `book_closed`. */
export async function voidCertification(
  tx: Tx,
  unit: UnitOfWork,
  by: Official,
  id: number,
  reason: string,
  now: Date,
): Promise<{ readonly number: number }> {
  const entry = await findEntry(tx, by.agencyId, id);
  if (entry === undefined) throw resultRefusal("entry_not_found");
  if (entry.voidedAt !== null) throw resultRefusal("entry_voided");
  if ((await lockBook(tx, by.agencyId, entry.year, entry.book))?.closed === true) throw resultRefusal("book_closed");
  await voidEntry(tx, id, { at: now, by: by.name, reason });
  unit.subject(`certification:${id}`);
  unit.note({ reason });
  return { number: entry.number };
}
