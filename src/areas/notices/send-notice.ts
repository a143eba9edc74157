import { inTransaction, reading, type RowScope, type Tx } from "#platform/db/tx.ts";
import type { LeasedTask, NewTask, TaskContext, TaskDefinition, TaskOutcome } from "#platform/jobs/task.ts";
import { insertTasks } from "#platform/jobs/task.store.ts";
import { type Handed, handOver, type Message } from "./channels.ts";
import { deletePushSubscription } from "./push.store.ts";
import { sendPush } from "./send-push.ts";
import type { Notice } from "./notice.ts";
import { findNotice, reserveSending, setNoticeState, upsertSending } from "./notice.store.ts";
import { nextLoudMoment } from "./quiet-hours.rules.ts";
import { pushOwnerOf, type Way, waysOf } from "./route-notice.ts";
import { type ChannelSettings, findChannelSettings } from "./settings.store.ts";

const KIND = "notices.send";
/** Then the next channel is tried: a citizen waits for no broken gateway. */
const RETRY_AFTER_SECONDS = [5, 30, 120, 600];

/** A browser that does not show it in that time is off: the next channel tells a citizen. */
const UNSEEN_MS = 30 * 60_000;

/**
 * The task that sends a notice by the way at this place of its order; made with the notice, and again where a way failed.
 * `pushed`: browsers were the first way, whether any is left or not, so that the places of the others stay the same.
 */
export function sendTask(
  notice: Pick<Notice, "agencyId" | "accountId" | "event"> & { readonly id: number },
  step: number,
  now: Date,
  pushed = false,
): NewTask {
  const { id, agencyId, accountId, event } = notice;
  return {
    kind: KIND,
    key: `${id}.${step}`,
    lane: null,
    position: id,
    agencyId,
    payload: { noticeId: id, step, accountId, pushed, about: event, subject: `notice:${id}` },
    runAt: now,
  };
}

interface Case {
  readonly notice: Notice;
  readonly step: number;
  readonly scope: RowScope;
  /** Another way comes after this one. */
  readonly more: boolean;
  readonly pushed: boolean;
}

/** The ways by their places; the first stays the browsers', also when none of them is left. */
export const placesOf = (ways: readonly Way[], pushed: boolean): readonly (Way | undefined)[] =>
  pushed ? [undefined, ...ways.filter(({ channel }) => channel !== "push")] : ways;

async function run(task: LeasedTask, context: TaskContext): Promise<TaskOutcome> {
  const {
    noticeId,
    step,
    accountId,
    pushed = false,
  } = task.payload as {
    noticeId: number;
    step: number;
    accountId: number | null;
    pushed?: boolean;
  };
  const scope: RowScope = { accountId, agencies: task.agencyId === null ? [] : [task.agencyId] };
  const it = await reading(context.pool, scope, async (tx) => {
    const [notice, settings] = await Promise.all([findNotice(tx, noticeId), findChannelSettings(tx)]);
    return notice === undefined ? undefined : { notice, settings, ways: await waysOf(tx, settings, notice) };
  });
  if (it === undefined) return { outcome: "dead", reason: "notice_unknown" };
  const { notice, settings } = it;
  if (notice.state === "delivered" || notice.state === "withdrawn") return { outcome: "done" };
  const { validUntil } = notice;
  if (validUntil !== null && validUntil !== undefined && validUntil < context.now)
    return { outcome: "done", write: (tx) => setNoticeState(tx, notice.id, "withdrawn", context.now) };
  const ways = placesOf(it.ways, pushed);
  const way = ways[step];
  const at: Case = { notice, step, scope, more: ways[step + 1] !== undefined, pushed };
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
    handed = await hand(context, at, settings, way, message);
  } catch (error) {
    if (RETRY_AFTER_SECONDS[task.failures] !== undefined || !at.more) throw error;
    handed = { state: "failed", reason: "gateway_down" };
  }
  return { outcome: "done", write: (tx) => record(tx, at, way, handed, context.now) };
}

/** Hands it over; browsers that are over are forgotten at once, whatever becomes of the notice. */
async function hand(
  context: TaskContext,
  { notice, scope }: Case,
  settings: ChannelSettings,
  way: Way,
  message: Message,
): Promise<Handed> {
  if (way.subscriptions === undefined) return handOver(settings, way.channel, message, context.signal);
  const { handed, gone } = await sendPush(settings, message, way.subscriptions, context.signal);
  const owner = pushOwnerOf(notice);
  if (owner !== undefined && gone.length > 0) {
    await inTransaction(context.pool, scope, async (tx) => {
      for (const endpoint of gone) await deletePushSubscription(tx, owner, endpoint);
    });
  }
  return handed;
}

/** A citizen is led to what the notice itself names. */
const linkOf = ({ dossierId, audience, body }: Notice, publicUrl: string): string =>
  audience === "citizen"
    ? `${publicUrl}${/\/t\/[\w-]{20,100}/.exec(body)?.[0] ?? ""}`
    : `${publicUrl}${dossierId === null ? "/thong-bao" : `/ho-so/${dossierId}`}`;

async function record(tx: Tx, { notice, step, more, pushed }: Case, way: Way, handed: Handed, now: Date): Promise<void> {
  await upsertSending(tx, notice, { channel: way.channel, address: way.address, ...handed }, now);
  const isPush = way.channel === "push";
  if (handed.state === "failed") return insertTasks(tx, [sendTask(notice, step + 1, now, isPush || pushed)]);
  await setNoticeState(tx, notice.id, "sent", now);
  if (isPush && more && notice.audience === "citizen")
    await insertTasks(tx, [sendTask(notice, step + 1, new Date(now.getTime() + UNSEEN_MS), true)]);
}

/** No way is left. A member of staff has it in the inbox all the same. */
async function giveUp(tx: Tx, { notice }: Case, now: Date): Promise<void> {
  if (notice.audience === "citizen") await setNoticeState(tx, notice.id, "failed", now);
}

/** Sends a notice over the first channel that takes it. */
export const sendNotice: TaskDefinition = { kind: KIND, retryAfterSeconds: RETRY_AFTER_SECONDS, run };
