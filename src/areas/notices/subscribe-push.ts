import { createHash } from "node:crypto";
import { z } from "zod";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { findAddressFault } from "#platform/http/safe-post.ts";
import { requiredText } from "#platform/input/fields.ts";
import { noticeRefusal } from "./notices.errors.ts";
import { deletePushSubscription, insertPushSubscription, listPushSubscriptions, type PushOwner } from "./push.store.ts";
import { pushOrigins } from "./send-push.ts";
import { findChannelSettings } from "./settings.store.ts";

/** What a browser says of itself: the address of its push service, and its own keys (RFC 8291). */
export const PushInput = z.object({
  endpoint: requiredText(1000),
  p256dh: requiredText(200).regex(/^[\w-]{80,100}={0,2}$/, { error: "@field.choice" }),
  auth: requiredText(100).regex(/^[\w-]{20,30}={0,2}$/, { error: "@field.choice" }),
});
export type PushInput = z.output<typeof PushInput>;

export const PushEnd = PushInput.pick({ endpoint: true });

/**
 * Lets a browser be told. Refuses where the installation sends no push notices, and an address that is not a public one:
 * this server would call it.
 */
export async function subscribePush(tx: Tx, unit: UnitOfWork, owner: PushOwner, input: PushInput, now: Date): Promise<null> {
  const settings = await findChannelSettings(tx);
  if (settings.push === undefined) throw noticeRefusal("push_not_set_up");
  if (findAddressFault(input.endpoint, pushOrigins(settings)) !== undefined)
    throw noticeRefusal("push_address", { field: "endpoint" });
  await insertPushSubscription(tx, owner, input, now);
  unit.subject(subjectOf(owner));
  return null;
}

/** Tells a browser nothing any more; one that was never told is no error. */
export async function unsubscribePush(tx: Tx, unit: UnitOfWork, owner: PushOwner, endpoint: string): Promise<null> {
  await deletePushSubscription(tx, owner, endpoint);
  unit.subject(subjectOf(owner));
  return null;
}

const subjectOf = (owner: PushOwner): string =>
  "accountId" in owner ? `account:${owner.accountId}` : `dossier:${owner.dossier.id}`;

/** What a page offers to a browser: our key, and which browsers are told already, by the hashes of their addresses. */
export interface PushOffer {
  readonly publicKey: string;
  readonly known: readonly string[];
}

/** Undefined where the installation sends no push notices. */
export async function findPushOffer(tx: Tx, owner: PushOwner): Promise<PushOffer | undefined> {
  const { push } = await findChannelSettings(tx);
  if (push === undefined) return undefined;
  const subscriptions = await listPushSubscriptions(tx, owner);
  const known = subscriptions.map(({ endpoint }) => createHash("sha256").update(endpoint).digest("hex"));
  return { publicKey: push.publicKey, known };
}
