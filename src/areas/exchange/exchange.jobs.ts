import { localDateOf } from "#core/instant.ts";
import { listAgencyIds } from "#organisation";
import { inTransaction, NO_ROWS, reading } from "#platform/db/tx.ts";
import type { JobDefinition } from "#platform/jobs/job.ts";
import { deleteDoneTasks } from "#platform/jobs/task.store.ts";
import { askForReconciliation } from "./reconcile-national.ts";

/** Once a night: what was sent out more than a month ago is no longer kept as a task; audit and history keep what it did. */
const forgetTasks: JobDefinition = {
  queue: "exchange.forget_tasks",
  cron: "20 2 * * *",
  run: async (pool, now) => ({ deleted: await inTransaction(pool, NO_ROWS, (tx) => deleteDoneTasks(tx, now)) }),
};

/** Once a night: both sides of the national exchange are compared, each agency by itself. */
const reconcile: JobDefinition = {
  queue: "exchange.reconcile",
  cron: "40 1 * * *",
  run: async (pool, now) => {
    const agencies = await reading(pool, NO_ROWS, (tx) => listAgencyIds(tx));
    await inTransaction(pool, NO_ROWS, (tx) => askForReconciliation(tx, agencies, localDateOf(now.getTime()), now));
    return { agencies: agencies.length };
  },
};

export const jobs: readonly JobDefinition[] = [forgetTasks, reconcile];
