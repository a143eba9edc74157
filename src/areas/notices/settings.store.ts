import { z } from "zod";
import type { Tx } from "#platform/db/tx.ts";
import { sealedSetting } from "#platform/secrets/sealed-setting.store.ts";

const minute = z.number().int().min(0).max(1439);
const gateway = z.object({ url: z.url(), token: z.string(), receiptSecret: z.string().min(16) });

/** How this installation reaches people; a channel without settings is not used. */
export const ChannelSettings = z.object({
  smtp: z.object({ url: z.string(), from: z.string() }).optional(),
  sms: gateway.optional(),
  zalo: gateway.extend({ templateId: z.string() }).optional(),
  push: z.object({ publicKey: z.string(), privateKey: z.string(), contact: z.string() }).optional(),
  /** Telephones of citizens stay silent. */
  quiet: z.object({ from: minute, to: minute }).default({ from: 21 * 60, to: 7 * 60 }),
  /** The gateways are the local peer that ships for trying out: nothing reaches a real telephone. */
  localPeer: z.boolean().default(false),
});
export type ChannelSettings = z.output<typeof ChannelSettings>;

const setting = sealedSetting("notices.channels", ChannelSettings);

/** The channels as set up by whoever runs the installation; none where nothing was set. */
export const findChannelSettings = async (tx: Tx): Promise<ChannelSettings> =>
  (await setting.find(tx)) ?? ChannelSettings.parse({});

export const saveChannelSettings = setting.save;

export const channelSecrets = setting.place;
