import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import type { JobDefinition } from "#platform/jobs/job.ts";
import { deleteDoneTasks } from "#platform/jobs/task.store.ts";

/** Once a night: what was sent out more than a month ago is no longer kept as a task; audit and history keep what it did. */
const forgetTasks: JobDefinition = {
  queue: "exchange.forget_tasks",
  cron: "20 2 * * *",
  run: async (pool, now) => ({ deleted: await inTransaction(pool, NO_ROWS, (tx) => deleteDoneTasks(tx, now)) }),
};

export const jobs: readonly JobDefinition[] = [forgetTasks];
