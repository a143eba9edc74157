import { createHash } from "node:crypto";
import type { CertificationBook } from "#core/results/certification.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { Official } from "./acting-in.ts";
import type { CertificationEntry } from "./certification.ts";
import { listEntries, lockBook, saveClosing } from "./certification.store.ts";
import { resultRefusal } from "./results.errors.ts";

const MOST = 1_000_000;

/** The SHA-256 of a year's entries in a fixed spelling: whoever has the printed book can compute it again. */
export function hashOfBook(entries: readonly CertificationEntry[]): string {
  const hash = createHash("sha256");
  for (const it of entries) {
    const { number, volume, enteredOn, requester, idNumber, documentType, pages, copies, feeVnd, certifierName, voidReason } = it;
    hash.update(
      `${JSON.stringify([number, volume, enteredOn, requester, idNumber, documentType, pages, copies, feeVnd, certifierName, voidReason])}\n`,
    );
  }
  return hash.digest("hex");
}

/** Closes the book of a year that is over (or of the current one on 31 December), with the hash of its entries; nothing is entered afterwards. */
export async function closeBook(
  tx: Tx,
  unit: UnitOfWork,
  by: Official,
  about: { readonly year: number; readonly book: CertificationBook },
  now: Date,
): Promise<{ readonly hash: string; readonly entries: number }> {
  if (localDay(now) < `${about.year}-12-31`) throw resultRefusal("book_not_over");
  const { agencyId } = by;
  const state = await lockBook(tx, agencyId, about.year, about.book);
  if (state === undefined) throw resultRefusal("book_empty");
  if (state.closed) throw resultRefusal("book_closed");
  const entries = await listEntries(tx, { agencyId, ...about, most: MOST });
  const hash = hashOfBook(entries);
  await saveClosing(tx, { agencyId, ...about }, { at: now, by: by.name, hash });
  unit.subject(`book:${about.book}/${about.year}`);
  unit.note({ entries: entries.length, hash });
  return { hash, entries: entries.length };
}
