import { findDossier } from "#dossiers";
import type { Tx } from "#platform/db/tx.ts";
import { isSetUp } from "./channels.ts";
import { DEFAULT_CHANNELS, findContact } from "./contact.store.ts";
import { findPreference, listPushSubscriptions, type PushSubscription } from "./inbox.store.ts";
import type { Channel, Contact, Notice } from "./notice.ts";
import type { QuietHours } from "./quiet-hours.rules.ts";
import type { ChannelSettings } from "./settings.store.ts";

/** One way to reach the recipient; `quiet` where a telephone would ring. */
export interface Way {
  readonly channel: Channel;
  readonly address: string;
  readonly quiet: QuietHours | undefined;
  readonly subscription?: PushSubscription | undefined;
}

/** The ways to reach the recipient of a notice in order: the next is tried where one fails. */
export async function waysOf(tx: Tx, settings: ChannelSettings, notice: Notice): Promise<readonly Way[]> {
  const ways = notice.audience === "staff" ? await staffWays(tx, notice) : await citizenWays(tx, settings, notice);
  return ways.filter(({ channel }) => isSetUp(settings, channel));
}

/** With a dossier as it says now; without one as it was written with the notice. */
async function contactOf(tx: Tx, { dossierId, phone, email }: Notice): Promise<Pick<Contact, "phone" | "email" | "channels">> {
  if (dossierId === null) return { phone, email, channels: DEFAULT_CHANNELS };
  const dossier = await findDossier(tx, dossierId);
  return dossier === undefined ? { phone, email, channels: [] } : findContact(tx, dossier.id, dossier.parties);
}

async function citizenWays(tx: Tx, settings: ChannelSettings, notice: Notice): Promise<readonly Way[]> {
  const contact = await contactOf(tx, notice);
  return contact.channels.flatMap((channel) => {
    const address = channel === "email" ? contact.email : contact.phone;
    return address === null ? [] : [{ channel, address, quiet: channel === "email" ? undefined : settings.quiet }];
  });
}

async function staffWays(tx: Tx, notice: Notice): Promise<readonly Way[]> {
  const accountId = notice.accountId ?? 0;
  const [preference, subscriptions] = await Promise.all([findPreference(tx, accountId), listPushSubscriptions(tx, accountId)]);
  const [subscription] = subscriptions;
  return [
    ...(preference.push && subscription !== undefined
      ? [{ channel: "push" as const, address: subscription.endpoint, quiet: preference.quiet, subscription }]
      : []),
    ...(preference.email === null ? [] : [{ channel: "email" as const, address: preference.email, quiet: undefined }]),
  ];
}
