import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { SealedPlace } from "#platform/secrets/sealed-places.ts";
import { openSecret, sealSecret } from "#platform/secrets/seal.ts";

export interface WebhookEndpoint {
  readonly id: number;
  readonly agencyId: number;
  readonly name: string;
  readonly url: string;
  readonly topics: readonly string[];
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

const COLUMNS = sql`id, agency_id as "agencyId", name, url, topics, created_at as "createdAt", ended_at as "endedAt"`;

export async function listEndpoints(tx: Tx, agencies: readonly number[]): Promise<readonly WebhookEndpoint[]> {
  const { rows } = await sql<WebhookEndpoint>`
    select ${COLUMNS} from webhook_endpoint where agency_id = any(${[...agencies]}::int[]) order by ended_at nulls first, id limit 200`.execute(
    tx,
  );
  return rows;
}

/** Undefined where it is not one of these agencies'. */
export async function findEndpoint(tx: Tx, id: number, agencies: readonly number[]): Promise<WebhookEndpoint | undefined> {
  const { rows } = await sql<WebhookEndpoint>`
    select ${COLUMNS} from webhook_endpoint where id = ${id} and agency_id = any(${[...agencies]}::int[])`.execute(tx);
  return rows[0];
}

/** The open endpoints of an agency that want a topic. */
export async function listListeners(tx: Tx, agencyId: number, topic: string): Promise<readonly { id: number }[]> {
  const { rows } = await sql<{ id: number }>`
    select id from webhook_endpoint where agency_id = ${agencyId} and ended_at is null and ${topic} = any(topics) order by id`.execute(
    tx,
  );
  return rows;
}

/** Which of these agencies have an open endpoint. */
export async function findListeningAgencies(tx: Tx, agencies: readonly number[]): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ agencyId: number }>`
    select distinct agency_id as "agencyId" from webhook_endpoint where agency_id = any(${[...agencies]}::int[]) and ended_at is null`.execute(
    tx,
  );
  return new Set(rows.map(({ agencyId }) => agencyId));
}

const aboutAgency = (agencyId: number): string => `webhook_endpoint:${agencyId}`;

export async function findOpenEndpoint(
  tx: Tx,
  id: number,
): Promise<{ readonly url: string; readonly secret: string } | undefined> {
  const { rows } = await sql<{ url: string; secret: string; agencyId: number }>`
    select url, secret, agency_id as "agencyId" from webhook_endpoint where id = ${id} and ended_at is null`.execute(tx);
  const row = rows[0];
  return row === undefined ? undefined : { url: row.url, secret: openSecret(row.secret, aboutAgency(row.agencyId)) };
}

export async function insertEndpoint(
  tx: Tx,
  endpoint: Omit<WebhookEndpoint, "id" | "createdAt" | "endedAt"> & { readonly secret: string; readonly accountId: number },
): Promise<number> {
  const { agencyId, name, url, secret, topics, accountId } = endpoint;
  const { rows } = await sql<{ id: number }>`
    insert into webhook_endpoint (agency_id, name, url, secret, topics, account_id)
    values (${agencyId}, ${name}, ${url}, ${sealSecret(secret, aboutAgency(agencyId))}, ${[...topics]}::text[], ${accountId}) returning id`.execute(
    tx,
  );
  return rows[0]?.id ?? 0;
}

/** False where it is not one of these agencies', or closed already. */
export async function closeEndpoint(tx: Tx, id: number, agencies: readonly number[], now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update webhook_endpoint set ended_at = ${now} where id = ${id} and ended_at is null and agency_id = any(${[...agencies]}::int[])`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

/** The keys of all endpoints, closed ones too. */
export const webhookSecrets: SealedPlace = {
  name: "webhook_endpoint",
  list: async (tx) => {
    const { rows } = await sql<{ id: number; agencyId: number; secret: string }>`
      select id, agency_id as "agencyId", secret from webhook_endpoint order by id`.execute(tx);
    return rows.map(({ id, agencyId, secret }) => ({
      about: aboutAgency(agencyId),
      stored: secret,
      save: async (on, sealed) => {
        await sql`update webhook_endpoint set secret = ${sealed} where id = ${id}`.execute(on);
      },
    }));
  },
};
