import { z } from "zod";
import { sealedSetting } from "#platform/secrets/sealed-setting.store.ts";

/** Where a payer is sent to pay by a link, and where the statement of a day is asked for; absent where there is none. */
export const PaymentPlatform = z.object({
  url: z.url(),
  /** The other side is the local peer that ships for trying out: no money moves. */
  localPeer: z.boolean().default(false),
});
export type PaymentPlatform = z.output<typeof PaymentPlatform>;

const setting = sealedSetting("fees.payment_platform", PaymentPlatform);

export const findPaymentPlatform = setting.find;
export const savePaymentPlatform = setting.save;
export const platformSecrets = setting.place;
