import { createHash } from "node:crypto";
import type pg from "pg";
import { execute } from "#platform/db/command.ts";
import { isLoopback } from "#platform/config.ts";
import { inTransaction, NO_ROWS, reading } from "#platform/db/tx.ts";
import { clientOf } from "#platform/http/client-of.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { type Credentials, findCredentials } from "./account.store.ts";
import { identityRefusal } from "./identity.errors.ts";
import { isPassword } from "./password.ts";
import { type AttemptKey, deleteOldAttempts, markSucceeded, takeGuess } from "./sign-in-attempt.store.ts";
import { deleteExpiredSessions, insertSession } from "./session.store.ts";
import { hashToken, newSecret } from "./session-token.ts";

export interface SignIn {
  readonly username: string;
  readonly password: string;
  readonly clientAddress: string;
  readonly userAgent: string | null;
  readonly locale: Locale;
  readonly now: Date;
  readonly correlationId?: string;
}

export interface SignedIn {
  readonly token: string;
  readonly expiresAt: Date;
  readonly mustChangePassword: boolean;
}

const digest = (value: string): Buffer => createHash("sha256").update(value).digest();

/** An IPv4 client has one address, however the server sees it. */
const plainAddress = (address: string): string => address.replace(/^::ffff:/, "");

/** Whether a client sits on the server's own machine. */
export const isFromHere = (clientAddress: string): boolean => isLoopback(plainAddress(clientAddress));

/**
 * Opens a session for the right username and password. Refuses with the same words, after the same work, whether the
 * account is unknown, disabled or the password wrong; and without looking at the password once the guesses of a quarter
 * of an hour are used up. Demo accounts, whose password is public, are refused to any other machine than this one.
 * The answer holds a secret, so it is never kept under an idempotency key.
 */
export async function signIn(pool: pg.Pool, request: SignIn): Promise<SignedIn> {
  const username = request.username.toLowerCase();
  const key: AttemptKey = { usernameHash: digest(username), clientHash: digest(clientOf(request.clientAddress)) };
  const guess = await inTransaction(pool, NO_ROWS, (tx) => takeGuess(tx, key, request.now));
  if (guess === undefined) throw identityRefusal("too_many_guesses");
  const account = await reading(pool, NO_ROWS, (tx) => findCredentials(tx, username));
  const right = await isPassword(request.password, account?.passwordHash);
  if (!right || account === undefined || account.disabled) throw identityRefusal("sign_in_failed");
  if (account.demo && !isFromHere(request.clientAddress)) throw identityRefusal("demo_account_local_only");
  return openSession(pool, request, account, { ...key, guess });
}

async function openSession(
  pool: pg.Pool,
  request: SignIn,
  account: Credentials,
  key: AttemptKey & { guess: number },
): Promise<SignedIn> {
  const token = newSecret();
  const { locale, now } = request;
  const call = {
    name: "identity.sign_in",
    scope: { accountId: account.accountId, agencies: [] },
    actorKey: `account:${account.accountId}`,
    input: {},
    agencyId: null,
    correlationId: request.correlationId,
  };
  const expiresAt = await execute(pool, call, async (tx, unit) => {
    unit.subject(`account:${account.accountId}`);
    await Promise.all([markSucceeded(tx, key.guess, key, now), deleteExpiredSessions(tx, now), deleteOldAttempts(tx, now)]);
    const ends = await insertSession(tx, {
      tokenHash: hashToken(token),
      accountId: account.accountId,
      csrfToken: newSecret(),
      locale,
      userAgent: request.userAgent?.slice(0, 300) ?? null,
      now,
    });
    return ends.toISOString();
  });
  return { token, expiresAt: new Date(expiresAt), mustChangePassword: account.mustChangePassword };
}
