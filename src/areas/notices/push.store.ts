import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export interface PushSubscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** Whose browser it is: an account's, or whoever follows one dossier. */
export type PushOwner = { readonly accountId: number } | { readonly dossier: { readonly id: number; readonly agencyId: number } };

/** More browsers than this nobody has; the oldest goes. */
const MOST = 10;

export async function listPushSubscriptions(tx: Tx, owner: PushOwner): Promise<readonly PushSubscription[]> {
  const { rows } = await (
    "accountId" in owner
      ? sql<PushSubscription>`select endpoint, p256dh, auth from push_subscription
        where account_id = ${owner.accountId} order by id desc limit ${MOST}`
      : sql<PushSubscription>`select endpoint, p256dh, auth from citizen_push_subscription
        where dossier_id = ${owner.dossier.id} order by id desc limit ${MOST}`
  ).execute(tx);
  return rows;
}

export async function insertPushSubscription(tx: Tx, owner: PushOwner, it: PushSubscription, now: Date): Promise<void> {
  const { endpoint, p256dh, auth } = it;
  if ("accountId" in owner) {
    const { accountId } = owner;
    // Whoever sat at this computer before is told there no more.
    await sql`select leave_push_endpoint(${endpoint})`.execute(tx);
    await sql`insert into push_subscription (account_id, endpoint, p256dh, auth) values (${accountId}, ${endpoint}, ${p256dh}, ${auth})
      on conflict (endpoint) do nothing`.execute(tx);
    await sql`delete from push_subscription where account_id = ${accountId} and id not in (
      select id from push_subscription where account_id = ${accountId} order by id desc limit ${MOST})`.execute(tx);
    return;
  }
  const { id, agencyId } = owner.dossier;
  await sql`insert into citizen_push_subscription (agency_id, dossier_id, endpoint, p256dh, auth, created_at)
    values (${agencyId}, ${id}, ${endpoint}, ${p256dh}, ${auth}, ${now}) on conflict (dossier_id, endpoint) do nothing`.execute(
    tx,
  );
  await sql`delete from citizen_push_subscription where dossier_id = ${id} and id not in (
    select id from citizen_push_subscription where dossier_id = ${id} order by id desc limit ${MOST})`.execute(tx);
}

export async function deletePushSubscription(tx: Tx, owner: PushOwner, endpoint: string): Promise<void> {
  await (
    "accountId" in owner
      ? sql`delete from push_subscription where account_id = ${owner.accountId} and endpoint = ${endpoint}`
      : sql`delete from citizen_push_subscription where dossier_id = ${owner.dossier.id} and endpoint = ${endpoint}`
  ).execute(tx);
}
