import { z } from "zod";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { optional, requiredText } from "#platform/input/fields.ts";
import { noticeRefusal } from "./notices.errors.ts";
import { type ChannelSettings, findChannelSettings, saveChannelSettings } from "./settings.store.ts";
import { timeOfDay } from "#platform/input/time-of-day.ts";

const secret = () => optional(z.string().min(16).max(500));
const checked = () => z.preprocess((value) => value !== undefined && value !== "", z.boolean());

export const ChannelInput = z.object({
  smtpUrl: optional(requiredText(500)),
  smtpFrom: optional(requiredText(200)),
  smsUrl: optional(requiredText(500)),
  smsToken: optional(requiredText(500)),
  smsReceiptSecret: secret(),
  zaloUrl: optional(requiredText(500)),
  zaloToken: optional(requiredText(500)),
  zaloReceiptSecret: secret(),
  zaloTemplateId: optional(requiredText(50)),
  push: checked(),
  quietFrom: timeOfDay(),
  quietTo: timeOfDay(),
});
export type ChannelInput = z.output<typeof ChannelInput>;

const has = (value: string, ...protocols: readonly string[]): boolean =>
  URL.canParse(value) && protocols.includes(new URL(value).protocol);

function gatewayOf(
  known: { readonly token: string; readonly receiptSecret: string } | undefined,
  field: "smsUrl" | "zaloUrl",
  url: string | undefined,
  token: string | undefined,
  receiptSecret: string | undefined,
) {
  if (url === undefined) return undefined;
  if (!has(url, "https:", "http:")) throw noticeRefusal("channel_address", { field });
  const settings = { url, token: token ?? known?.token ?? "", receiptSecret: receiptSecret ?? known?.receiptSecret ?? "" };
  if (settings.token === "" || settings.receiptSecret === "") throw noticeRefusal("channel_secret_missing", { field });
  return settings;
}

/**
 * Sets how this installation reaches people. A secret that is left empty stays as it is; a channel without an address is
 * not used. Keys for web push are made the first time that it is switched on.
 */
export async function setChannels(tx: Tx, unit: UnitOfWork, input: ChannelInput, now: Date): Promise<null> {
  const known = await findChannelSettings(tx);
  const { smtpFrom } = input;
  // The page shows the address without its password: unchanged, the known one is meant.
  const smtpUrl = input.smtpUrl?.includes("••••") === true ? known.smtp?.url : input.smtpUrl;
  if (smtpUrl !== undefined && !has(smtpUrl, "smtp:", "smtps:")) throw noticeRefusal("channel_address", { field: "smtpUrl" });
  if (smtpUrl !== undefined && smtpFrom === undefined) throw noticeRefusal("channel_from_missing", { field: "smtpFrom" });
  const sms = gatewayOf(known.sms, "smsUrl", input.smsUrl, input.smsToken, input.smsReceiptSecret);
  const zalo = gatewayOf(known.zalo, "zaloUrl", input.zaloUrl, input.zaloToken, input.zaloReceiptSecret);
  const settings: ChannelSettings = {
    ...(smtpUrl === undefined || smtpFrom === undefined ? {} : { smtp: { url: smtpUrl, from: smtpFrom } }),
    ...(sms === undefined ? {} : { sms }),
    ...(zalo === undefined ? {} : { zalo: { ...zalo, templateId: input.zaloTemplateId ?? known.zalo?.templateId ?? "" } }),
    ...(input.push ? { push: known.push ?? (await newPushKeys(smtpFrom)) } : {}),
    quiet: { from: input.quietFrom, to: input.quietTo },
    localPeer: known.localPeer && input.smsUrl === known.sms?.url,
  };
  await saveChannelSettings(tx, settings, now);
  unit.subject("setting:notices.channels");
  unit.note({ channels: Object.keys(settings) });
  return null;
}

/** A push service wants to know whom to write to; an address without a mail box is the honest default. */
async function newPushKeys(from: string | undefined) {
  const { default: webPush } = await import("web-push");
  const address = /[^\s<>]+@[^\s<>]+/.exec(from ?? "")?.[0] ?? "admin@localhost.invalid";
  return { ...webPush.generateVAPIDKeys(), contact: `mailto:${address}` };
}
