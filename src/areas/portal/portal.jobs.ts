import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import type { JobDefinition } from "#platform/jobs/job.ts";
import { forgetPasses } from "./phone-pass.store.ts";

/** A telephone that asked for a code is known for an hour, whether anybody asks after it or not. */
const forget: JobDefinition = {
  queue: "portal.forget-passes",
  cron: "*/10 * * * *",
  run: async (pool, now) => ({ forgotten: await inTransaction(pool, NO_ROWS, (tx) => forgetPasses(tx, now)) }),
};

export const jobs: readonly JobDefinition[] = [forget];
