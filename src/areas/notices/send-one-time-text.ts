import type pg from "pg";
import { NO_ROWS, reading } from "#platform/db/tx.ts";
import { type Handed, handOver, isSetUp } from "./channels.ts";
import type { Channel } from "./notice.ts";
import { findChannelSettings } from "./settings.store.ts";

const BY_NUMBER: readonly Channel[] = ["sms", "zalo"];

/** Whether this installation can reach a telephone number at all. */
export async function reachesTelephones(pool: pg.Pool): Promise<boolean> {
  const settings = await reading(pool, NO_ROWS, (tx) => findChannelSettings(tx));
  return BY_NUMBER.some((channel) => isSetUp(settings, channel));
}

/**
 * Hands a text to a telephone number that is good for a moment and stands in no inbox: no notice, no quiet hours, the first way
 * that is set up. Throws where the gateway does not answer.
 */
export async function sendOneTimeText(
  pool: pg.Pool,
  phone: string,
  message: string,
  reference: string,
  signal: AbortSignal,
): Promise<Handed> {
  const settings = await reading(pool, NO_ROWS, (tx) => findChannelSettings(tx));
  const channel = BY_NUMBER.find((each) => isSetUp(settings, each));
  if (channel === undefined) return { state: "failed", reason: "not_set_up" };
  const wording = { subject: message, body: message, short: message };
  return handOver(settings, channel, { address: phone, wording, link: "", reference }, signal);
}
