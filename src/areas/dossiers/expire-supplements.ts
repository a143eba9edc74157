import type pg from "pg";
import { listAgencyIds } from "#organisation";
import { execute } from "#platform/db/command.ts";
import { inTransaction } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { Refusal } from "#platform/refusal.ts";
import { actOnDossier } from "./act-on-dossier.ts";
import { type Expired, listExpired } from "./expiry.store.ts";

const NOBODY = { personId: 0, posts: [] } as const;

/** Stops one dossier whose applicant has not come in time; a refusal leaves it for people to look at. */
async function expire(pool: pg.Pool, agencyId: number, { id, seq, unitId }: Expired, now: Date): Promise<boolean> {
  const by = { accountId: null, personId: null, name: "Hệ thống", role: "system", unitId } as const;
  const scope = { accountId: null, agencies: [agencyId] };
  const call = { name: "dossiers.expire_supplement", scope, actorKey: "job", input: { id, seq }, agencyId };
  try {
    await execute(pool, call, (tx, unit) =>
      actOnDossier(tx, unit, NOBODY, by, { dossierId: id, expectedSeq: seq }, { action: "expire_supplement" }, now),
    );
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/**
 * Stops every dossier whose time to supplement has passed (T10), each in a transaction of its own; the event in the
 * outbox is what the notice to the applicant follows from. One that cannot be stopped holds no other up. Safe to run twice.
 * Answers how many were stopped; what failed otherwise is thrown at the end.
 */
export async function expireSupplements(pool: pg.Pool, now: Date): Promise<{ stopped: number; left: number }> {
  const agencies = await inTransaction(pool, { accountId: null, agencies: [] }, (tx) => listAgencyIds(tx));
  const report = { stopped: 0, left: 0 };
  const failures: unknown[] = [];
  for (const agencyId of agencies) {
    const pageAfter = (last?: Expired) =>
      inTransaction(pool, { accountId: null, agencies: [agencyId] }, (tx) => listExpired(tx, agencyId, localDay(now), last));
    for (let found = await pageAfter(); found.length > 0; found = await pageAfter(found.at(-1))) {
      for (const dossier of found) {
        try {
          report[(await expire(pool, agencyId, dossier, now)) ? "stopped" : "left"] += 1;
        } catch (error) {
          failures.push(error);
        }
      }
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} dossiers could not be stopped`);
  return report;
}
