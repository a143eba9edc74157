import type { CertificationBook } from "#core/results/certification.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Official } from "./acting-in.ts";
import { lockBook, openVolume } from "./certification.store.ts";
import { resultRefusal } from "./results.errors.ts";

/** Begins the next volume of a year's book; numbers run on over the volumes of a year. */
export async function beginVolume(
  tx: Tx,
  unit: UnitOfWork,
  by: Official,
  about: { readonly year: number; readonly book: CertificationBook },
): Promise<{ readonly volume: number }> {
  const state = await lockBook(tx, by.agencyId, about.year, about.book);
  if (state === undefined) throw resultRefusal("book_empty");
  if (state.closed) throw resultRefusal("book_closed");
  const volume = state.volume + 1;
  await openVolume(tx, { agencyId: by.agencyId, ...about }, volume);
  unit.subject(`book:${about.book}/${about.year}`);
  unit.note({ volume });
  return { volume };
}
