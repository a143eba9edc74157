import { z } from "zod";
import type { Role } from "#core/roles.ts";
import { findDossier } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { LOCALES } from "#platform/i18n/messages.ts";
import { choice, email, optional, phone } from "#platform/input/fields.ts";
import { saveContact } from "./contact.store.ts";
import type { CitizenChannel } from "./notice.ts";
import { noticeRefusal } from "./notices.errors.ts";

/** Those who change how the applicant of a dossier of their agency is reached. */
export const CONTACT_KEEPERS: readonly [Role, ...Role[]] = ["receiving_officer", "specialist", "division_head", "one_stop_head"];

/** The orders of channels that an applicant can ask for. */
export const CHANNEL_ORDERS = ["phone_first", "sms_first", "email_first", "none"] as const;
type ChannelOrder = (typeof CHANNEL_ORDERS)[number];

const CHANNELS_OF: Readonly<Record<ChannelOrder, readonly CitizenChannel[]>> = {
  phone_first: ["zalo", "sms", "email"],
  sms_first: ["sms", "email"],
  email_first: ["email", "sms"],
  none: [],
};

export const orderOf = (channels: readonly CitizenChannel[]): ChannelOrder =>
  CHANNEL_ORDERS.find((order) => CHANNELS_OF[order].join() === channels.join()) ?? "phone_first";

export const ContactInput = z.object({
  phone: optional(phone()),
  email: optional(email()),
  locale: choice(LOCALES),
  order: choice(CHANNEL_ORDERS),
});
export type ContactInput = z.output<typeof ContactInput>;

/**
 * Records how the applicant of a dossier wants to be told, with their consent to each channel by its order. Refuses
 * channels without any address, and a dossier that is not the actor's agency's.
 */
export async function changeContact(
  tx: Tx,
  unit: UnitOfWork,
  accountId: number,
  dossierId: number,
  input: ContactInput,
  now: Date,
): Promise<null> {
  const dossier = await findDossier(tx, dossierId);
  if (dossier === undefined) throw noticeRefusal("notice_not_found");
  const { phone: number = null, email: address = null, locale, order } = input;
  const channels = CHANNELS_OF[order];
  if (channels.length > 0 && number === null && address === null) throw noticeRefusal("contact_missing", { field: "phone" });
  await saveContact(tx, dossier, { phone: number, email: address, locale, channels }, accountId, now);
  unit.subject(`dossier:${dossierId}`);
  return null;
}
