import { createHmac } from "node:crypto";
import { ForbiddenAddress, postSafely } from "#platform/http/safe-post.ts";
import type { Handed, Message } from "./channels.ts";
import type { PushSubscription } from "./push.store.ts";
import type { ChannelSettings } from "./settings.store.ts";

const DAY_SECONDS = 86_400;

/** What the browser hands back when it has shown the notice; nobody else can make it. */
export const pushProof = (push: NonNullable<ChannelSettings["push"]>, reference: string): string =>
  createHmac("sha256", push.privateKey).update(`push.${reference}.delivered`).digest("base64url");

/** Origins that a browser may name although they are not public: the local peer, while it is one. */
export const pushOrigins = ({ localPeer, sms }: ChannelSettings): readonly string[] =>
  localPeer && sms !== undefined ? [new URL(sms.url).origin] : [];

export interface PushHanded {
  readonly handed: Handed;
  /** Subscriptions whose push service says that they are over. */
  readonly gone: readonly string[];
}

/**
 * Hands a notice to the newest browser that still wants it, encrypted for that browser alone (RFC 8291) under our own key
 * (RFC 8292). The address was typed by somebody: only https to public addresses is called, and no redirect followed.
 */
export async function sendPush(
  settings: ChannelSettings,
  message: Message,
  subscriptions: readonly PushSubscription[],
  signal: AbortSignal,
): Promise<PushHanded> {
  const { push } = settings;
  if (push === undefined) return { handed: { state: "failed", reason: "not_set_up" }, gone: [] };
  const payload = JSON.stringify({
    title: message.wording.subject,
    body: message.wording.short,
    link: message.link,
    reference: message.reference,
    proof: pushProof(push, message.reference),
  });
  const gone: string[] = [];
  for (const subscription of subscriptions) {
    const status = await post(settings, push, subscription, payload, signal);
    if (status >= 200 && status < 300) return { handed: { state: "sent", providerRef: undefined }, gone };
    // Gone, never been, or not ours: there is nothing to try again.
    if (status === 404 || status === 410 || status === 403 || status === 0) gone.push(subscription.endpoint);
    else if (status === 429 || status >= 500) throw new Error(`the push service answered ${status}`);
    else return { handed: { state: "failed", reason: `push_${status}` }, gone };
  }
  return { handed: { state: "failed", reason: PUSH_GONE }, gone };
}

/** No browser wants it any more. */
const PUSH_GONE = "push_gone";

async function post(
  settings: ChannelSettings,
  push: NonNullable<ChannelSettings["push"]>,
  { endpoint, p256dh, auth }: PushSubscription,
  payload: string,
  signal: AbortSignal,
): Promise<number> {
  const { default: webPush } = await import("web-push");
  const vapidDetails = { subject: push.contact, publicKey: push.publicKey, privateKey: push.privateKey };
  const options = { vapidDetails, TTL: DAY_SECONDS, contentEncoding: "aes128gcm" } as const;
  const made = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, options);
  const headers = Object.fromEntries(Object.entries(made.headers).map(([name, value]) => [name, String(value)]));
  try {
    return await postSafely({ url: endpoint, headers, body: made.body ?? "", signal, allowedOrigins: pushOrigins(settings) });
  } catch (error) {
    if (error instanceof ForbiddenAddress) return 0;
    throw error;
  }
}
