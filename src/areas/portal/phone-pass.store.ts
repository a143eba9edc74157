import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { secretHash } from "./portal.store.ts";

/** What a number is proved for; null: to follow the dossiers that carry it. */
export type Errand = Readonly<Record<string, string | number>>;

export interface PhonePass {
  readonly id: number;
  readonly phone: string;
  readonly expiresAt: Date;
  readonly codeHash: Buffer | null;
  readonly tries: number;
  readonly openedAt: Date | null;
  readonly errand: Errand | null;
}

/** The code of one pass; the handle makes equal codes differ. */
export const codeHashOf = (handle: string, code: string): Buffer => secretHash(`${handle}\0${code}`);
const clientHash = (client: string): Buffer => secretHash(`phone\0${client}`);

const COLUMNS = sql`id::int as id, handle, phone, expires_at as "expiresAt", code_hash as "codeHash", tries, opened_at as "openedAt", errand`;

/**
 * How many codes were asked for lately for a number, and by a client; holds both until the commit, so that what is asked for at
 * once is counted one after the other. What a clock that ran ahead has left in the future counts for nothing.
 */
export async function countAsked(tx: Tx, phone: string, client: string, now: Date) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`phone-pass client ${client}`}, 31))`.execute(tx);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`phone-pass number ${phone}`}, 31))`.execute(tx);
  const at = sql`${now.toISOString()}::timestamptz`;
  const { rows } = await sql<{ phone: number; client: number }>`select
      (select count(*)::int from phone_pass where phone = ${phone}
        and asked_at > ${at} - interval '15 minutes' and asked_at < ${at} + interval '15 minutes') as phone,
      (select count(*)::int from phone_pass where client_hash = ${clientHash(client)}
        and asked_at > ${at} - interval '1 hour' and asked_at < ${at} + interval '1 hour') as client`.execute(tx);
  return rows[0] ?? { phone: 0, client: 0 };
}

/** Forgets the passes of more than an hour ago, with their numbers and errands. */
export async function forgetPasses(tx: Tx, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from phone_pass where asked_at < ${now.toISOString()}::timestamptz - interval '1 hour'
      or asked_at > ${now.toISOString()}::timestamptz + interval '1 hour'`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

export async function insertPass(
  tx: Tx,
  pass: {
    readonly handle: string;
    readonly phone: string;
    readonly client: string;
    readonly expiresAt: Date;
    readonly errand: Errand | null;
  },
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into phone_pass (handle, phone, client_hash, asked_at, expires_at, errand)
    values (${pass.handle}, ${pass.phone}, ${clientHash(pass.client)}, ${now.toISOString()}, ${pass.expiresAt.toISOString()},
      ${pass.errand === null ? null : JSON.stringify(pass.errand)}::jsonb)
    returning id::int as id`.execute(tx);
  return rows[0]?.id ?? 0;
}

export async function findPass(tx: Tx, id: number): Promise<(PhonePass & { readonly handle: string }) | undefined> {
  const { rows } = await sql<PhonePass & { handle: string }>`select ${COLUMNS} from phone_pass where id = ${id}`.execute(tx);
  return rows[0];
}

/** The pass of a page, locked: two guesses at once are two tries. */
export async function lockPass(tx: Tx, handle: string): Promise<PhonePass | undefined> {
  const { rows } = await sql<PhonePass>`select ${COLUMNS} from phone_pass where handle = ${handle} for update`.execute(tx);
  return rows[0];
}

export async function saveCode(tx: Tx, id: number, codeHash: Buffer): Promise<void> {
  await sql`update phone_pass set code_hash = ${codeHash} where id = ${id}`.execute(tx);
}

export async function countTry(tx: Tx, id: number): Promise<void> {
  await sql`update phone_pass set tries = tries + 1 where id = ${id}`.execute(tx);
}

/** The code was right: from now on the token opens what the number may follow. */
export async function openPass(tx: Tx, id: number, token: string, until: Date, now: Date): Promise<void> {
  await sql`update phone_pass set opened_at = ${now.toISOString()}, token_hash = ${secretHash(token)}, token_until = ${until.toISOString()}
    where id = ${id}`.execute(tx);
}

/** The number that a token speaks for; undefined once its time is over. */
export async function findPhoneOf(tx: Tx, token: string, now: Date): Promise<string | undefined> {
  const { rows } = await sql<{ phone: string }>`select phone from phone_pass
    where token_hash = ${secretHash(token)} and token_until > ${now.toISOString()}::timestamptz`.execute(tx);
  return rows[0]?.phone;
}

export interface FollowedDossier {
  readonly secretHash: Buffer;
  readonly code: string;
}

/** The dossiers of the last two years that carry the number, by a function of the database that can read nothing else. */
export async function listByPhone(tx: Tx, phone: string, now: Date): Promise<readonly FollowedDossier[]> {
  const { rows } = await sql<FollowedDossier>`select secret_hash as "secretHash", code
    from lookup_dossiers_by_phone(${phone}, ${now.toISOString()}::timestamptz - interval '2 years')`.execute(tx);
  return rows;
}
