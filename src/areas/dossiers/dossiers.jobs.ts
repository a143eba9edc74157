import { listAgencyIds } from "#organisation";
import { inTransaction } from "#platform/db/tx.ts";
import type { JobDefinition } from "#platform/jobs/job.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { recordBreaches } from "./breach.store.ts";
import { askWatches } from "./extension.ts";
import { expireSupplements } from "./expire-supplements.ts";
import { findLateHandOvers } from "./find-late-hand-overs.ts";

/** Every minute: which dossiers lack an owner or a clock, or were not handed over. Each agency by itself, so that one failure stops no other. */
const watch: JobDefinition = {
  queue: "dossiers.watch",
  cron: "* * * * *",
  run: async (pool, now) => {
    const agencies = await inTransaction(pool, { accountId: null, agencies: [] }, (tx) => listAgencyIds(tx));
    let found = 0;
    let mended = 0;
    const failures: unknown[] = [];
    for (const agency of agencies) {
      try {
        const result = await inTransaction(pool, { accountId: null, agencies: [agency] }, async (tx) =>
          recordBreaches(tx, [agency], localDay(now), now, [
            ...(await askWatches(tx, [agency], now)),
            ...(await findLateHandOvers(tx, [agency], now)),
          ]),
        );
        found += result.found;
        mended += result.mended;
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} of ${agencies.length} agencies were not watched`);
    return { agencies: agencies.length, found, mended };
  },
};

/** Each hour: what was not supplemented in time is stopped, and its applicant told. */
const expire: JobDefinition = {
  queue: "dossiers.expire_supplements",
  cron: "10 * * * *",
  run: (pool, now) => expireSupplements(pool, now),
};

export const jobs: readonly JobDefinition[] = [watch, expire];
