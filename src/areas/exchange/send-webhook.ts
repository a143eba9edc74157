import { createHmac } from "node:crypto";
import { NO_ROWS, reading } from "#platform/db/tx.ts";
import { ForbiddenAddress, postSafely } from "#platform/http/safe-post.ts";
import type { LeasedTask, TaskContext, TaskDefinition, TaskOutcome } from "#platform/jobs/task.ts";
import { insertTasks } from "#platform/jobs/task.store.ts";
import { findNationalSettings } from "./national.store.ts";
import { cloudEventOf, WEBHOOK_TOPICS } from "./webhook.rules.ts";
import { findListeningAgencies, findOpenEndpoint, listListeners } from "./webhook.store.ts";

interface EventPayload {
  readonly outboxId: number;
  readonly topic: string;
  readonly subject: string;
  readonly at: string;
  readonly data: Readonly<Record<string, string | number>>;
}

const KIND = "exchange.webhook";

/** Makes a task of each endpoint that wants the event; the key lets there be only one. */
async function distribute(task: LeasedTask, context: TaskContext): Promise<TaskOutcome> {
  const event = task.payload as unknown as EventPayload;
  const { agencyId } = task;
  if (agencyId === null) return { outcome: "done" };
  const listeners = await reading(context.pool, NO_ROWS, (tx) => listListeners(tx, agencyId, event.topic));
  const tasks = listeners.map(({ id }) => ({
    kind: KIND,
    key: `${id}:${event.outboxId}`,
    lane: `${id}:${event.subject}`,
    position: event.outboxId,
    agencyId,
    payload: { ...task.payload, endpointId: id },
    runAt: context.now,
  }));
  return { outcome: "done", write: (tx) => insertTasks(tx, tasks) };
}

/** Standard Webhooks: HMAC-SHA256 over id, timestamp and body, under the key behind `whsec_`. */
export function signWebhook(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

async function send(task: LeasedTask, context: TaskContext): Promise<TaskOutcome> {
  const event = task.payload as unknown as EventPayload & { readonly endpointId: number };
  const { endpoint, settings } = await reading(context.pool, NO_ROWS, async (tx) => {
    const [found, national] = await Promise.all([findOpenEndpoint(tx, event.endpointId), findNationalSettings(tx)]);
    return { endpoint: found, settings: national };
  });
  // Closed meanwhile: nobody listens any more.
  if (endpoint === undefined) return { outcome: "done" };
  const row = { id: event.outboxId, topic: event.topic, subject: event.subject, at: event.at, payload: event.data };
  const body = JSON.stringify(cloudEventOf(row, context.publicUrl));
  const id = `msg_${event.endpointId}_${event.outboxId}`;
  const timestamp = Math.floor(context.now.getTime() / 1000);
  const headers = {
    "content-type": "application/cloudevents+json",
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signWebhook(endpoint.secret, id, timestamp, body),
  };
  const allowedOrigins = settings?.localPeer === true ? [new URL(settings.url).origin] : [];
  try {
    const status = await postSafely({ url: endpoint.url, headers, body, signal: context.signal, allowedOrigins });
    if (status >= 200 && status < 300) return { outcome: "done" };
    // Standard Webhooks: 410 says that the endpoint wants no more.
    return status === 410 ? { outcome: "dead", reason: "answered 410" } : { outcome: "failed", reason: `answered ${status}` };
  } catch (error) {
    if (error instanceof ForbiddenAddress) return { outcome: "dead", reason: "address_not_public" };
    throw error;
  }
}

const wanted: ReadonlySet<string> = new Set(WEBHOOK_TOPICS);

export const distributeWebhooks: TaskDefinition = {
  kind: "exchange.webhooks",
  subscribe: ({ topic, subject, agencyId }) => (wanted.has(topic) && agencyId !== null ? { lane: subject } : undefined),
  listens: findListeningAgencies,
  retryAfterSeconds: [5, 60, 600],
  run: distribute,
};

/** Sends one event to one endpoint, those of one dossier in order. */
export const sendWebhook: TaskDefinition = {
  kind: KIND,
  retryAfterSeconds: [5, 300, 1800, 7200, 18_000, 36_000, 50_400],
  run: send,
};
