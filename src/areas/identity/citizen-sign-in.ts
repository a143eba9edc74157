import type pg from "pg";
import { execute } from "#platform/db/command.ts";
import { inTransaction, NO_ROWS, type Tx } from "#platform/db/tx.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { IdentityFacts } from "./citizen.ts";
import {
  actAsCitizen,
  findAccountOf,
  insertCitizenAccounts,
  insertCitizens,
  insertOidcRequest,
  isAccountOpen,
  takeOidcRequest,
  updateFromProvider,
} from "./citizen.store.ts";
import { identityRefusal } from "./identity.errors.ts";
import { beginAtProvider, finishAtProvider } from "./identity-provider.ts";
import { insertSession } from "./session.store.ts";
import { hashToken, newSecret } from "./session-token.ts";

interface Visit {
  readonly pool: pg.Pool;
  readonly publicUrl: string;
  readonly locale: Locale;
  readonly now: Date;
  /** Set where the browser is a kiosk's. */
  readonly kiosk?: string | undefined;
}

/** Sends a person to the identity provider; returns its address and the token that binds the attempt to this browser. */
export async function beginCitizenSignIn(
  { pool, publicUrl, locale, now, kiosk }: Visit,
  next: string,
  visit: string | undefined,
): Promise<{ address: string; visitToken: string }> {
  const { address, ...pending } = await beginAtProvider(publicUrl, locale, kiosk !== undefined);
  const visitToken = visit ?? newSecret();
  await inTransaction(pool, NO_ROWS, (tx) => insertOidcRequest(tx, { ...pending, visitToken, next }, now));
  return { address, visitToken };
}

export interface CameBack {
  readonly state: string;
  /** The query as it came, with its question mark. */
  readonly query: string;
  readonly visitToken: string | undefined;
  readonly userAgent: string | undefined;
  readonly correlationId: string;
}

/**
 * Opens a session for whoever comes back from the identity provider, and their account with the first sign-in. The pair
 * of issuer and subject is who they are; an account that staff opened for the same number becomes theirs. Refuses
 * `sign_in_expired` for a state that this browser has not begun, or that was used or left lying for ten minutes.
 */
export async function finishCitizenSignIn(
  { pool, publicUrl, locale, now }: Visit,
  back: CameBack,
): Promise<{ token: string; next: string }> {
  const { visitToken } = back;
  const pending =
    visitToken === undefined
      ? undefined
      : await inTransaction(pool, NO_ROWS, (tx) => takeOidcRequest(tx, back.state, visitToken, now));
  if (pending === undefined) throw identityRefusal("sign_in_expired");
  const facts = await finishAtProvider(publicUrl, back.query, { ...pending, state: back.state });
  const token = await openCitizenSession(pool, facts, { ...back, locale, now });
  return { token, next: pending.next };
}

/** The account is found or opened, and the session written, in one command. The token is a secret and kept nowhere. */
export async function openCitizenSession(
  pool: pg.Pool,
  facts: IdentityFacts,
  about: { readonly locale: Locale; readonly now: Date; readonly userAgent?: string | undefined; readonly correlationId: string },
): Promise<string> {
  const token = newSecret();
  const call = {
    name: "identity.citizen_sign_in",
    scope: NO_ROWS,
    actorKey: "identity-provider",
    input: {},
    agencyId: null,
    correlationId: about.correlationId,
  };
  await execute(pool, call, async (tx, unit) => {
    const accountId = (await findAccountOf(tx, facts)) ?? (await openOwnAccount(tx, facts, about.now));
    if (!(await isAccountOpen(tx, accountId))) throw identityRefusal("citizen_account_disabled");
    await actAsCitizen(tx, accountId);
    await updateFromProvider(tx, accountId, facts, about.now);
    await insertSession(tx, {
      tokenHash: hashToken(token),
      accountId,
      csrfToken: newSecret(),
      locale: about.locale,
      userAgent: about.userAgent?.slice(0, 300) ?? null,
      now: about.now,
    });
    unit.subject(`account:${accountId}`);
    unit.note({ assurance: facts.assurance, kind: facts.kind });
    return null;
  });
  return token;
}

/** A name by which nobody signs in; the database wants every account to have one. */
export const citizenUsername = (): string =>
  `cd-${newSecret()
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .slice(0, 24)}`;

async function openOwnAccount(tx: Tx, facts: IdentityFacts, now: Date): Promise<number> {
  const [accountId] = await insertCitizenAccounts(tx, [facts.fullName], [citizenUsername()]);
  if (accountId === undefined) throw new Error("the account was not written");
  await actAsCitizen(tx, accountId);
  await insertCitizens(tx, [accountId], [{ ...facts, openedBy: "self", openedAt: now }]);
  return accountId;
}
