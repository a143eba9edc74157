import { listAgencyIds } from "#organisation";
import { NO_ROWS, reading } from "#platform/db/tx.ts";
import type { JobDefinition } from "#platform/jobs/job.ts";
import { warnStaff } from "./warn-staff.ts";

/** Every minute, each agency by itself: a breach is told within a minute, a deadline on the morning of its day. */
const warn: JobDefinition = {
  queue: "notices.warn",
  cron: "* * * * *",
  run: async (pool, now, { publicUrl }) => {
    const agencies = await reading(pool, NO_ROWS, (tx) => listAgencyIds(tx));
    let warned = 0;
    for (const agency of agencies) warned += await warnStaff(pool, agency, publicUrl, now);
    return { agencies: agencies.length, warned };
  },
};

export const jobs: readonly JobDefinition[] = [warn];
