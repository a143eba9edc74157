import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/**
 * Wrong guesses that are evaluated in 15 minutes. Half of an account's ten are kept for the places from which its
 * owner has signed in before, so that strangers who use up theirs never keep the owner out.
 */
const FROM_STRANGERS = 5;
const FROM_KNOWN_PLACES = 5;
/** An office shares one address; a machine that guesses across many accounts stops here. */
const FROM_ONE_ADDRESS = 50;
const WINDOW = "15 minutes";
const PLACE_IS_KNOWN_FOR = "30 days";

export interface AttemptKey {
  readonly usernameHash: Buffer;
  readonly clientHash: Buffer;
}

/**
 * Takes one of the guesses that are left, before the password is looked at, and returns its id; undefined where none is
 * left. Attempts on one account wait for each other, so that a thousand at once are counted one by one.
 */
export async function takeGuess(tx: Tx, { usernameHash, clientHash }: AttemptKey, now: Date): Promise<number | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(encode(${usernameHash}::bytea, 'hex'), 15))`.execute(tx);
  const result = await sql<{ id: number }>`
    with recent as (
      select client_hash, username_hash,
        exists (select from sign_in_attempt k where k.username_hash = ${usernameHash} and k.client_hash = a.client_hash
                and k.succeeded and k.at > ${now}::timestamptz - ${PLACE_IS_KNOWN_FOR}::interval) as known
      from sign_in_attempt a
      where not succeeded and at > ${now}::timestamptz - ${WINDOW}::interval and username_hash = ${usernameHash}
    ), place as (
      select exists (select from sign_in_attempt where username_hash = ${usernameHash} and client_hash = ${clientHash}
                     and succeeded and at > ${now}::timestamptz - ${PLACE_IS_KNOWN_FOR}::interval) as known
    )
    insert into sign_in_attempt (username_hash, client_hash, at, succeeded)
    select ${usernameHash}, ${clientHash}, ${now}, false
    from place
    where case when place.known
      then (select count(*) from recent where recent.known) < ${FROM_KNOWN_PLACES}
      else (select count(*) from recent where not recent.known) < ${FROM_STRANGERS}
        and (select count(*) from sign_in_attempt where client_hash = ${clientHash} and not succeeded
             and at > ${now}::timestamptz - ${WINDOW}::interval) < ${FROM_ONE_ADDRESS}
      end
    returning id`.execute(tx);
  return result.rows[0]?.id;
}

/** The guess was right: it is no longer counted, and the place is known from now on. */
export async function markSucceeded(tx: Tx, id: number, { usernameHash, clientHash }: AttemptKey, now: Date): Promise<void> {
  await tx
    .deleteFrom("sign_in_attempt")
    .where((eb) =>
      eb.or([
        eb("id", "=", id),
        eb.and([eb("username_hash", "=", usernameHash), eb("client_hash", "=", clientHash), eb("succeeded", "=", true)]),
      ]),
    )
    .execute();
  await tx
    .insertInto("sign_in_attempt")
    .values({ username_hash: usernameHash, client_hash: clientHash, at: now, succeeded: true })
    .execute();
}

export async function deleteOldAttempts(tx: Tx, now: Date): Promise<void> {
  await sql`delete from sign_in_attempt where at < ${now}::timestamptz - ${PLACE_IS_KNOWN_FOR}::interval
    or (not succeeded and at < ${now}::timestamptz - ${WINDOW}::interval)`.execute(tx);
}
