import type { Tx } from "#platform/db/tx.ts";
import { findJustDone } from "./at-counter.store.ts";
import { findDossierSubject, findServedTicket } from "./feedback.store.ts";
import type { Subject } from "./rating.ts";

/** What may be rated at a counter now: what was just finished there and nobody has rated; undefined where there is nothing. */
export async function findAtCounter(
  tx: Tx,
  at: { readonly agencyId: number; readonly counterId: number; readonly personId: number },
  since: Date,
): Promise<Subject | undefined> {
  const done = await findJustDone(tx, at, since);
  const subject =
    done === undefined
      ? undefined
      : done.ticketId !== null
        ? await findServedTicket(tx, done.ticketId)
        : await findDossierSubject(tx, done.dossierId ?? 0);
  return subject === undefined || subject.isRated ? undefined : subject;
}
