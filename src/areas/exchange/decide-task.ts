import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { decideDeadTask } from "#platform/jobs/task.store.ts";
import { exchangeRefusal } from "./exchange.errors.ts";

/** Who decides, on tasks of which units. */
export interface TaskDecider {
  readonly accountId: number;
  readonly units: readonly number[];
}

/** Lets a dead task be tried again, with all its attempts. Refuses (`task_not_dead`) one that is not dead or not within reach. */
export async function retryTask(tx: Tx, unit: UnitOfWork, by: TaskDecider, id: number, now: Date): Promise<null> {
  const decided = await decideDeadTask(tx, id, by.units, { retryAt: now });
  if (decided === undefined) throw exchangeRefusal("task_not_dead");
  unit.subject(`task:${id}`);
  unit.note({ kind: decided.kind });
  return null;
}

/** Gives a dead task up for good, with a reason; what waited behind it goes on. Refuses as `retryTask` does. */
export async function discardTask(
  tx: Tx,
  unit: UnitOfWork,
  by: TaskDecider,
  input: { readonly id: number; readonly reason: string },
  now: Date,
): Promise<null> {
  const { id, reason } = input;
  const decided = await decideDeadTask(tx, id, by.units, { discardedBy: by.accountId, reason, at: now });
  if (decided === undefined) throw exchangeRefusal("task_not_dead");
  unit.subject(`task:${id}`);
  unit.note({ kind: decided.kind, reason });
  return null;
}
