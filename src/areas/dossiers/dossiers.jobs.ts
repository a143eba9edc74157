import { listAgencyIds } from "#organisation";
import { inTransaction } from "#platform/db/tx.ts";
import type { JobDefinition } from "#platform/jobs/job.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { recordBreaches } from "./breach.store.ts";

/** Every minute: which dossiers lack an owner or a clock. Each agency by itself, so that one failure stops no other. */
const watch: JobDefinition = {
  queue: "dossiers.watch",
  cron: "* * * * *",
  run: async (pool, now) => {
    const agencies = await inTransaction(pool, { accountId: null, agencies: [] }, (tx) => listAgencyIds(tx));
    let found = 0;
    let mended = 0;
    for (const agency of agencies) {
      const result = await inTransaction(pool, { accountId: null, agencies: [agency] }, (tx) =>
        recordBreaches(tx, [agency], localDay(now), now),
      );
      found += result.found;
      mended += result.mended;
    }
    return { agencies: agencies.length, found, mended };
  },
};

export const jobs: readonly JobDefinition[] = [watch];
