import { inTransaction, reading, type RowScope, type Tx } from "#platform/db/tx.ts";
import type { LeasedTask, NewTask, TaskContext, TaskDefinition, TaskOutcome } from "#platform/jobs/task.ts";
import { insertTasks } from "#platform/jobs/task.store.ts";
import { type Handed, handOver, PUSH_GONE } from "./channels.ts";
import { deletePushSubscription } from "./inbox.store.ts";
import type { Notice } from "./notice.ts";
import { findNotice, reserveSending, setNoticeState, upsertSending } from "./notice.store.ts";
import { nextLoudMoment } from "./quiet-hours.rules.ts";
import { type Way, waysOf } from "./route-notice.ts";
import { findChannelSettings } from "./settings.store.ts";

const KIND = "notices.send";
/** Then the next channel is tried: a citizen waits for no broken gateway. */
const RETRY_AFTER_SECONDS = [5, 30, 120, 600];

/** The task that sends a notice by the way at this place of its order; made with the notice, and again where a way failed. */
export function sendTask(
  notice: Pick<Notice, "agencyId" | "accountId" | "event"> & { readonly id: number },
  step: number,
  now: Date,
): NewTask {
  const { id, agencyId, accountId, event } = notice;
  return {
    kind: KIND,
    key: `${id}.${step}`,
    lane: null,
    position: id,
    agencyId,
    payload: { noticeId: id, step, accountId, about: event, subject: `notice:${id}` },
    runAt: now,
  };
}

interface Case {
  readonly notice: Notice;
  readonly step: number;
  readonly scope: RowScope;
}

async function run(task: LeasedTask, context: TaskContext): Promise<TaskOutcome> {
  const { noticeId, step, accountId } = task.payload as { noticeId: number; step: number; accountId: number | null };
  const scope: RowScope = { accountId, agencies: task.agencyId === null ? [] : [task.agencyId] };
  const it = await reading(context.pool, scope, async (tx) => {
    const [notice, settings] = await Promise.all([findNotice(tx, noticeId), findChannelSettings(tx)]);
    return notice === undefined ? undefined : { notice, settings, ways: await waysOf(tx, settings, notice) };
  });
  if (it === undefined) return { outcome: "dead", reason: "notice_unknown" };
  const { notice, settings, ways } = it;
  if (notice.state === "delivered" || notice.state === "withdrawn") return { outcome: "done" };
  const { validUntil } = notice;
  if (validUntil !== null && validUntil !== undefined && validUntil < context.now)
    return { outcome: "done", write: (tx) => setNoticeState(tx, notice.id, "withdrawn", context.now) };
  const way = ways[step];
  const at: Case = { notice, step, scope };
  if (way === undefined) return { outcome: "done", write: (tx) => giveUp(tx, at, context.now) };
  const loud =
    way.quiet === undefined || (notice.urgent && notice.audience === "staff")
      ? context.now
      : nextLoudMoment(context.now, way.quiet);
  if (loud > context.now) return { outcome: "later", at: loud };
  const sendingId = await inTransaction(context.pool, scope, (tx) =>
    reserveSending(tx, notice, way.channel, way.address, context.now),
  );
  const link = linkOf(notice, context.publicUrl);
  const message = { address: way.address, wording: notice, link, reference: `${notice.agencyId}.${sendingId}` };
  let handed: Handed;
  try {
    handed = await handOver(settings, way.channel, message, way.subscription, context.signal);
  } catch (error) {
    if (RETRY_AFTER_SECONDS[task.failures] !== undefined || ways[step + 1] === undefined) throw error;
    handed = { state: "failed", reason: "gateway_down" };
  }
  if (handed.state === "failed" && handed.reason === PUSH_GONE)
    await inTransaction(context.pool, scope, (tx) => deletePushSubscription(tx, accountId ?? 0, way.address));
  return { outcome: "done", write: (tx) => record(tx, at, way, handed, context.now) };
}

const linkOf = ({ dossierId, audience }: Notice, publicUrl: string): string =>
  audience === "citizen" ? publicUrl : `${publicUrl}${dossierId === null ? "/thong-bao" : `/ho-so/${dossierId}`}`;

async function record(tx: Tx, { notice, step }: Case, way: Way, handed: Handed, now: Date): Promise<void> {
  await upsertSending(tx, notice, { channel: way.channel, address: way.address, ...handed }, now);
  if (handed.state === "sent") await setNoticeState(tx, notice.id, "sent", now);
  else await insertTasks(tx, [sendTask(notice, step + 1, now)]);
}

/** No way is left. A member of staff has it in the inbox all the same. */
async function giveUp(tx: Tx, { notice }: Case, now: Date): Promise<void> {
  if (notice.audience === "citizen") await setNoticeState(tx, notice.id, "failed", now);
}

/** Sends a notice over the first channel that takes it. */
export const sendNotice: TaskDefinition = { kind: KIND, retryAfterSeconds: RETRY_AFTER_SECONDS, run };
