import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Citizen, CitizenKind, IdentityFacts, Opener } from "./citizen.ts";

const MINUTES_AT_PROVIDER = "10 minutes";
const hashOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();

export interface OidcRequest {
  readonly state: string;
  readonly visitToken: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly next: string;
  /** Whether the provider was asked to authenticate anew. */
  readonly fresh: boolean;
}

export async function insertOidcRequest(tx: Tx, request: OidcRequest, now: Date): Promise<void> {
  await sql`
    with forgotten as (delete from oidc_request where created_at < ${now}::timestamptz - interval '1 hour')
    insert into oidc_request (state_hash, visit_hash, nonce, code_verifier, next, fresh, created_at)
    values (${hashOf(request.state)}, ${hashOf(request.visitToken)}, ${request.nonce}, ${request.codeVerifier}, ${request.next},
      ${request.fresh}, ${now})`.execute(tx);
}

/** Takes the request of this state away: it is good once, in the browser that began it, for ten minutes. */
export async function takeOidcRequest(tx: Tx, state: string, visitToken: string, now: Date) {
  const { rows } = await sql<{ nonce: string; codeVerifier: string; next: string; fresh: boolean; begunAt: Date }>`
    delete from oidc_request where state_hash = ${hashOf(state)} and visit_hash = ${hashOf(visitToken)}
      and created_at > ${now}::timestamptz - ${MINUTES_AT_PROVIDER}::interval
    returning nonce, code_verifier as "codeVerifier", next, fresh, created_at as "begunAt"`.execute(tx);
  return rows[0];
}

/** The account of this identity: the one that it signed in to before, or one that was opened for its number with help. */
export async function findAccountOf(tx: Tx, facts: IdentityFacts): Promise<number | undefined> {
  const { rows } = await sql<{ account: number | null }>`
    select coalesce(find_citizen_by_subject(${facts.issuer}, ${facts.subject}),
      find_unclaimed_citizen(${facts.kind}, ${facts.idNumber})) as account`.execute(tx);
  return rows[0]?.account ?? undefined;
}

/** From here on the transaction reaches the rows of this citizen and no others. */
export async function actAsCitizen(tx: Tx, accountId: number): Promise<void> {
  await sql`select set_config('app.account', ${String(accountId)}, true)`.execute(tx);
}

export interface NewCitizen {
  readonly kind: CitizenKind;
  readonly fullName: string;
  readonly idNumber: string | null;
  readonly dateOfBirth?: string | null;
  readonly gender?: string | null;
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly address?: string | null;
  readonly issuer?: string | null;
  readonly subject?: string | null;
  readonly assurance?: number;
  readonly openedBy: Opener;
  readonly openingAgencyId?: number | null;
  readonly openedByPersonId?: number | null;
  readonly consentHow?: string | null;
  readonly openedAt: Date;
  readonly synthetic?: boolean;
}

/** Persons and accounts for people who come by electronic identity, in one statement each; ids in the order given. */
export async function insertCitizenAccounts(tx: Tx, names: readonly string[], usernames: readonly string[]): Promise<number[]> {
  const { rows } = await sql<{ id: number; username: string }>`
    with wanted as (select * from unnest(${[...names]}::text[], ${[...usernames]}::text[]) with ordinality w (name, username, position)),
    people as (insert into person (full_name) select name from wanted order by position returning id),
    numbered as (select id, row_number() over (order by id) as position from people)
    insert into account (person_id, username, password_hash, kind)
    select n.id, w.username, '-', 'citizen' from numbered n join wanted w using (position)
    returning id, username`.execute(tx);
  const ids = new Map(rows.map((row) => [row.username, row.id]));
  return usernames.map((username) => ids.get(username) ?? 0);
}

export async function insertCitizens(tx: Tx, accountIds: readonly number[], citizens: readonly NewCitizen[]): Promise<void> {
  await tx
    .insertInto("citizen")
    .values(
      citizens.map((citizen, index) => ({
        account_id: accountIds[index] ?? 0,
        kind: citizen.kind,
        issuer: citizen.issuer ?? null,
        subject: citizen.subject ?? null,
        full_name: citizen.fullName,
        id_number: citizen.idNumber,
        date_of_birth: citizen.dateOfBirth ?? null,
        gender: citizen.gender ?? null,
        phone: citizen.phone ?? null,
        email: citizen.email ?? null,
        address: citizen.address ?? null,
        assurance: citizen.assurance ?? 0,
        opened_by: citizen.openedBy,
        opening_agency_id: citizen.openingAgencyId ?? null,
        opened_by_person_id: citizen.openedByPersonId ?? null,
        opened_at: citizen.openedAt,
        consent_at: citizen.openedBy === "self" ? null : citizen.openedAt,
        consent_how: citizen.consentHow ?? null,
        synthetic: citizen.synthetic ?? false,
      })),
    )
    .execute();
}

/** What the provider says now replaces what it, or a helper, said before; a telephone or mail of one's own stays. */
export async function updateFromProvider(tx: Tx, accountId: number, facts: IdentityFacts, now: Date): Promise<void> {
  await sql`
    with renamed as (
      update person set full_name = ${facts.fullName} where id = (select person_id from account where id = ${accountId})
        and full_name <> ${facts.fullName}
    )
    update citizen set issuer = ${facts.issuer}, subject = ${facts.subject}, kind = ${facts.kind}, full_name = ${facts.fullName},
      id_number = ${facts.idNumber}, date_of_birth = ${facts.dateOfBirth}, gender = ${facts.gender}, phone = coalesce(${facts.phone}, phone),
      email = coalesce(${facts.email}, email), address = coalesce(${facts.address}, address), assurance = ${facts.assurance},
      first_signed_in_at = coalesce(first_signed_in_at, ${now}), last_signed_in_at = ${now}
    where account_id = ${accountId}`.execute(tx);
}

/** Null where the account was disabled by an administrator. */
export async function isAccountOpen(tx: Tx, accountId: number): Promise<boolean> {
  const row = await tx.selectFrom("account").select("disabled_at").where("id", "=", accountId).executeTakeFirst();
  return row !== undefined && row.disabled_at === null;
}

/** The citizen of this account, where row-level security shows it: their own, or one that the agency helped to open. */
export async function findCitizen(tx: Tx, accountId: number): Promise<Citizen | undefined> {
  const { rows } = await sql<Citizen>`
    select account_id as "accountId", kind, full_name as "fullName", id_number as "idNumber",
      to_char(date_of_birth, 'YYYY-MM-DD') as "dateOfBirth", gender, phone, email, address, assurance,
      opened_by as "openedBy", opened_at as "openedAt"
    from citizen where account_id = ${accountId}`.execute(tx);
  return rows[0];
}
