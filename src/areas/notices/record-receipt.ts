import { createHmac, timingSafeEqual } from "node:crypto";
import type { Tx } from "#platform/db/tx.ts";
import { insertTasks } from "#platform/jobs/task.store.ts";
import { findNotice, findSending, setNoticeState, upsertSending, wasPushed } from "./notice.store.ts";
import { noticeRefusal } from "./notices.errors.ts";
import { waysOf } from "./route-notice.ts";
import { placesOf, sendTask } from "./send-notice.ts";
import { pushProof } from "./send-push.ts";
import type { ChannelSettings } from "./settings.store.ts";

export interface Receipt {
  readonly reference: string;
  readonly state: "delivered" | "failed";
  readonly at: string;
  readonly reason?: string | undefined;
  readonly signature: string;
}

/** HMAC-SHA256 in hex over reference, state and instant, joined by points. */
export const receiptSignature = (secret: string, { reference, state, at }: Omit<Receipt, "signature">): string =>
  createHmac("sha256", secret).update(`${reference}.${state}.${at}`).digest("hex");

const OLDEST_MS = 3 * 24 * 3_600_000;
const NEWEST_MS = 5 * 60_000;

/** What proves it; empty where the channel is not set up, and of a browser for anything but that it showed the notice. */
function expectedSignature(settings: ChannelSettings, channel: "sms" | "zalo" | "push", receipt: Receipt): string {
  if (channel === "push") {
    return settings.push === undefined || receipt.state !== "delivered" ? "" : pushProof(settings.push, receipt.reference);
  }
  const secret = settings[channel]?.receiptSecret;
  return secret === undefined ? "" : receiptSignature(secret, receipt);
}

/** The agency and the sending that a receipt is about. Refuses one that the gateway did not sign, or that is too old. */
export function readReceipt(
  settings: ChannelSettings,
  channel: "sms" | "zalo" | "push",
  receipt: Receipt,
  now: Date,
): { readonly agencyId: number; readonly sendingId: number } {
  const match = /^(\d{1,9})\.(\d{1,15})$/.exec(receipt.reference);
  const age = now.getTime() - Date.parse(receipt.at);
  const expected = Buffer.from(expectedSignature(settings, channel, receipt));
  const given = Buffer.from(receipt.signature);
  const signed = expected.length > 0 && expected.length === given.length && timingSafeEqual(expected, given);
  if (!signed || match === null || !(age < OLDEST_MS && age > -NEWEST_MS)) throw noticeRefusal("receipt_not_signed");
  return { agencyId: Number(match[1]), sendingId: Number(match[2]) };
}

/**
 * Records what the provider says of a message: delivered, or failed, and then the next channel is tried. The same receipt
 * twice changes nothing. Refuses (`receipt_unknown`) one of a message that was never handed to this channel.
 */
export async function recordReceipt(
  tx: Tx,
  settings: ChannelSettings,
  channel: "sms" | "zalo" | "push",
  receipt: Receipt,
  sendingId: number,
  now: Date,
): Promise<null> {
  const sending = await findSending(tx, sendingId);
  const notice = sending === undefined ? undefined : await findNotice(tx, sending.noticeId);
  if (sending === undefined || notice === undefined || sending.channel !== channel) throw noticeRefusal("receipt_unknown");
  if (sending.state === "delivered" || sending.state === receipt.state) return null;
  const { address } = sending;
  await upsertSending(tx, notice, { channel, address, state: receipt.state, reason: receipt.reason ?? receipt.state }, now);
  if (receipt.state === "delivered") {
    await setNoticeState(tx, notice.id, "delivered", now);
    return null;
  }
  const [ways, pushed] = await Promise.all([waysOf(tx, settings, notice), wasPushed(tx, notice.id)]);
  const step = placesOf(ways, pushed).findIndex((way) => way?.channel === channel);
  await insertTasks(tx, [sendTask({ ...notice }, step + 1, now, pushed)]);
  return null;
}
