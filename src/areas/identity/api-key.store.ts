import { sql } from "kysely";
import type pg from "pg";
import type { KeyRate, KeyScope } from "#platform/http/api-key.ts";
import { namedQuery, type Tx } from "#platform/db/tx.ts";

/** A program's key as an administrator sees it: nothing here opens anything. */
export interface IssuedKey {
  readonly id: number;
  readonly agencyId: number;
  readonly agencyName: string;
  readonly username: string;
  readonly accountName: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly KeyScope[];
  readonly rate: KeyRate;
  readonly createdAt: Date;
  readonly expiresOn: string;
  readonly lastUsedOn: string | null;
  readonly revokedAt: Date | null;
}

/** The key behind a hash, with the account that it acts as. */
export interface KeyRow {
  readonly id: number;
  readonly agency_id: number;
  readonly account_id: number;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly rate: KeyRate;
  readonly last_used_on: string | null;
  readonly person_id: number;
  readonly username: string;
  readonly demo: boolean;
  /** Of the table reference_generation, in the snapshot of this statement. */
  readonly generation: string;
}

const FIND_KEY = `
select k.id, k.agency_id, k.account_id, k.prefix, k.scopes, k.rate, k.last_used_on, a.person_id, a.username, a.demo,
  (select coalesce(sum(changes), 0)::text from reference_generation) as generation
from lookup_api_key($1) k join account a on a.id = k.account_id
where k.expires_on >= $2::date and a.disabled_at is null and a.kind = 'staff'`;

/** `today` is the day in Việt Nam; undefined where the key is unknown, revoked or past its last day, or its account disabled. */
export async function findKeyRow(pool: pg.Pool, tokenHash: Buffer, today: string): Promise<KeyRow | undefined> {
  const result = await pool.query<KeyRow>(namedQuery(FIND_KEY, [tokenHash, today]));
  return result.rows[0];
}

export async function markKeyUsed(tx: Tx, id: number, today: string): Promise<void> {
  await sql`update api_key set last_used_on = ${today}::date where id = ${id} and last_used_on is distinct from ${today}::date`.execute(
    tx,
  );
}

export interface NewKey {
  readonly agencyId: number;
  readonly accountId: number;
  readonly name: string;
  readonly prefix: string;
  readonly tokenHash: Buffer;
  readonly scopes: readonly KeyScope[];
  readonly rate: KeyRate;
  readonly createdAt: Date;
  readonly createdBy: number;
  readonly expiresOn: string;
}

export async function insertKey(tx: Tx, key: NewKey): Promise<number> {
  const { id } = await tx
    .insertInto("api_key")
    .values({
      agency_id: key.agencyId,
      account_id: key.accountId,
      name: key.name,
      prefix: key.prefix,
      token_hash: key.tokenHash,
      scopes: [...key.scopes],
      rate: key.rate,
      created_at: key.createdAt,
      created_by: key.createdBy,
      expires_on: key.expiresOn,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Keys of the agencies of the scope, those in use first. */
export async function listKeys(tx: Tx, on: string): Promise<readonly IssuedKey[]> {
  const { rows } = await sql<IssuedKey>`
    select k.id, k.agency_id as "agencyId", k.name, k.prefix, k.scopes, k.rate, k.created_at as "createdAt", k.expires_on as "expiresOn",
      k.last_used_on as "lastUsedOn", k.revoked_at as "revokedAt", a.username, p.full_name as "accountName", coalesce((
        select v.full_name from unit_version v where v.unit_id = k.agency_id
        order by v.during @> ${on}::date desc, lower(v.during) desc nulls last limit 1), '') as "agencyName"
    from api_key k join account a on a.id = k.account_id join person p on p.id = a.person_id
    order by k.revoked_at is not null, k.expires_on < ${on}::date, k.id desc limit 200`.execute(tx);
  return rows;
}

/** False where it is not in the scope's agencies, or revoked already. */
export async function revokeKeyRow(tx: Tx, id: number, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update api_key set revoked_at = ${now} where id = ${id} and revoked_at is null`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

/** The account of this name and the agency of the first own post that its person holds on a day. */
export async function findKeyHolder(
  tx: Tx,
  username: string,
  on: string,
): Promise<{ readonly accountId: number; readonly agencyId: number } | undefined> {
  const { rows } = await sql<{ accountId: number; agencyId: number }>`
    select a.id as "accountId", o.agency_id as "agencyId" from account a
    join assignment g on g.person_id = a.person_id and g.during @> ${on}::date
    join post o on o.id = g.post_id and o.during @> ${on}::date
    where lower(a.username) = lower(${username}) and a.disabled_at is null and a.kind = 'staff' order by g.id limit 1`.execute(
    tx,
  );
  return rows[0];
}
