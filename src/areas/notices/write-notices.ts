import type { Tx } from "#platform/db/tx.ts";
import type { NewTask } from "#platform/jobs/task.ts";
import { insertTasks } from "#platform/jobs/task.store.ts";
import { digestTask } from "./send-digest.ts";
import type { NoticeDraft } from "./notice.ts";
import { insertNotice } from "./notice.store.ts";
import { sendTask } from "./send-notice.ts";

/** Writes notices that were not written before, each with the task that sends it, at once or in the day's digest. */
export async function writeNotices(tx: Tx, drafts: readonly NoticeDraft[], now: Date): Promise<void> {
  const tasks: NewTask[] = [];
  for (const draft of drafts) {
    const id = await insertNotice(tx, draft, now);
    if (id === undefined) continue;
    const { accountId, agencyId, digestOn } = draft;
    tasks.push(
      digestOn === null || accountId === null
        ? sendTask({ ...draft, id }, 0, now)
        : digestTask({ agencyId, accountId, day: digestOn }, now),
    );
  }
  await insertTasks(tx, tasks);
}
