import { reading, type RowScope } from "#platform/db/tx.ts";
import type { LeasedTask, NewTask, TaskContext, TaskDefinition, TaskOutcome } from "#platform/jobs/task.ts";
import { insertTasks } from "#platform/jobs/task.store.ts";
import { defaultWording } from "./default-templates.ts";
import { listForDigest } from "./inbox.store.ts";
import { insertNotice } from "./notice.store.ts";
import { nextDigestMoment } from "./quiet-hours.rules.ts";
import { sendTask } from "./send-notice.ts";
import { renderWording } from "./template.rules.ts";

const KIND = "notices.digest";

/** The one digest of a person's day: its key lets there be no second. */
export function digestTask(
  of: { readonly agencyId: number; readonly accountId: number; readonly day: string },
  now: Date,
): NewTask {
  const { agencyId, accountId, day } = of;
  return {
    kind: KIND,
    key: `${accountId}:${day}`,
    lane: null,
    position: 0,
    agencyId,
    payload: { accountId, day, about: "digest", subject: day },
    runAt: nextDigestMoment(now),
  };
}

async function run(task: LeasedTask, context: TaskContext): Promise<TaskOutcome> {
  const { accountId, day } = task.payload as { accountId: number; day: string };
  const agencyId = task.agencyId ?? 0;
  const scope: RowScope = { accountId, agencies: [agencyId] };
  const rows = await reading(context.pool, scope, (tx) => listForDigest(tx, accountId, day));
  if (rows.length === 0) return { outcome: "done" };
  const lines = rows.map(({ subject }) => `– ${subject}`).join("\n");
  const values = { noi_dung: lines, lien_ket: `${context.publicUrl}/thong-bao` };
  const wording = renderWording(defaultWording("digest", "vi"), values);
  const about = { agencyId, dossierId: null, key: `digest:${task.key}`, event: "digest", audience: "staff", accountId } as const;
  const draft = { ...wording, ...about, recipientName: "", locale: "vi", urgent: false, digestOn: null } as const;
  return {
    outcome: "done",
    write: async (tx) => {
      const id = await insertNotice(tx, draft, context.now);
      if (id !== undefined) await insertTasks(tx, [sendTask({ ...draft, id }, 0, context.now)]);
    },
  };
}

/** Sends a person everything that was not urgent, once a day, unless it was read before. */
export const sendDigest: TaskDefinition = { kind: KIND, retryAfterSeconds: [30, 600, 3600], run };
