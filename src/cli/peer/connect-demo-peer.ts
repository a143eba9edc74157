import type pg from "pg";
import { findNationalSettings, saveNationalSettings } from "#exchange";
import { findChannelSettings, saveChannelSettings } from "#notices";
import { inTransaction, NO_ROWS, reading } from "#platform/db/tx.ts";
import { findConfirmationKey, findPaymentPlatform, savePaymentPlatform } from "#fees";
import type { LocalPeer, PeerOptions } from "./local-peer.ts";

/** Not secret: it signs receipts of messages that reach nobody, on this machine. */
export const DEMO_SECRET = "motcua-local-peer-only";

const ZALO_TEMPLATE = "100001";

/** Starts the peer and points the channels to it, unless real ones are set up. */
export async function connectDemoPeer(
  pool: pg.Pool,
  start: (bankKeyOf: NonNullable<PeerOptions["bankKeyOf"]>) => Promise<LocalPeer>,
  now: Date,
): Promise<LocalPeer | undefined> {
  const known = await reading(pool, NO_ROWS, (tx) => findChannelSettings(tx));
  const isFree = known.localPeer || (known.sms === undefined && known.zalo === undefined);
  if (!isFree) return undefined;
  const peer = await start((bin, account) => reading(pool, NO_ROWS, (tx) => findConfirmationKey(tx, bin, account)));
  const gateway = { url: peer.url, token: "local", receiptSecret: DEMO_SECRET };
  const settings = { ...known, sms: gateway, zalo: { ...gateway, templateId: ZALO_TEMPLATE }, localPeer: true };
  await inTransaction(pool, NO_ROWS, async (tx) => {
    await saveChannelSettings(tx, settings, now);
    const platform = await findPaymentPlatform(tx);
    if (platform?.localPeer !== false) await savePaymentPlatform(tx, { url: peer.url, localPeer: true }, now);
    const national = await findNationalSettings(tx);
    if (national?.localPeer !== false)
      await saveNationalSettings(tx, { ...national, url: peer.url, token: "local", localPeer: true }, now);
  });
  return peer;
}
