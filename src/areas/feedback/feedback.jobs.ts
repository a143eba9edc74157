import { listAgencyIds } from "#organisation";
import { inTransaction } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { JobDefinition } from "#platform/jobs/job.ts";
import { forgetDevices } from "./feedback.store.ts";

/** Every night: from which device somebody rated is forgotten. */
const forget: JobDefinition = {
  queue: "feedback.forget-devices",
  cron: "10 2 * * *",
  run: async (pool, now) => {
    const agencies = await inTransaction(pool, { accountId: null, agencies: [] }, (tx) => listAgencyIds(tx));
    const today = localDay(now);
    let forgotten = 0;
    for (const agency of agencies)
      forgotten += await inTransaction(pool, { accountId: null, agencies: [agency] }, (tx) => forgetDevices(tx, today));
    return { agencies: agencies.length, forgotten };
  },
};

export const jobs: readonly JobDefinition[] = [forget];
