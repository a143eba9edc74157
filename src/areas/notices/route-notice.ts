import { findDossier } from "#dossiers";
import type { Tx } from "#platform/db/tx.ts";
import { isSetUp } from "./channels.ts";
import { DEFAULT_CHANNELS, findContact } from "./contact.store.ts";
import { findPreference } from "./inbox.store.ts";
import { listPushSubscriptions, type PushOwner, type PushSubscription } from "./push.store.ts";
import type { Channel, Contact, Notice } from "./notice.ts";
import type { QuietHours } from "./quiet-hours.rules.ts";
import type { ChannelSettings } from "./settings.store.ts";

/** One way to reach the recipient; `quiet` where a telephone would ring. */
export interface Way {
  readonly channel: Channel;
  readonly address: string;
  readonly quiet: QuietHours | undefined;
  /** The recipient's browsers, the newest first, where it is a push notice. */
  readonly subscriptions?: readonly PushSubscription[] | undefined;
}

/** Whose browsers a notice goes to. */
export const pushOwnerOf = ({ audience, accountId, dossierId, agencyId }: Notice): PushOwner | undefined =>
  audience === "staff"
    ? { accountId: accountId ?? 0 }
    : dossierId === null
      ? undefined
      : { dossier: { id: dossierId, agencyId } };

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
  const owner = pushOwnerOf(notice);
  const [contact, subscriptions] = await Promise.all([
    contactOf(tx, notice),
    owner === undefined || settings.push === undefined ? [] : listPushSubscriptions(tx, owner),
  ]);
  return [
    ...pushWay(subscriptions, settings.quiet),
    ...contact.channels.flatMap((channel) => {
      const address = channel === "email" ? contact.email : contact.phone;
      return address === null ? [] : [{ channel, address, quiet: channel === "email" ? undefined : settings.quiet }];
    }),
  ];
}

/** Free of charge and asked for in this browser: where there is one it goes first. */
function pushWay(subscriptions: readonly PushSubscription[], quiet: QuietHours): readonly Way[] {
  const [newest] = subscriptions;
  return newest === undefined ? [] : [{ channel: "push", address: newest.endpoint, quiet, subscriptions }];
}

async function staffWays(tx: Tx, notice: Notice): Promise<readonly Way[]> {
  const accountId = notice.accountId ?? 0;
  const [preference, subscriptions] = await Promise.all([
    findPreference(tx, accountId),
    listPushSubscriptions(tx, { accountId }),
  ]);
  return [
    ...(preference.push ? pushWay(subscriptions, preference.quiet) : []),
    ...(preference.email === null ? [] : [{ channel: "email" as const, address: preference.email, quiet: undefined }]),
  ];
}
