import { randomInt } from "node:crypto";
import { z } from "zod";
import { KEY_RATES, KEY_SCOPES, KEY_SCOPES_WITHOUT_DOSSIERS, type KeyRate, type KeyScope } from "#platform/http/api-key.ts";
import { type Actor, hasRole } from "#platform/http/actor.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, many, plainDay, requiredText } from "#platform/input/fields.ts";
import { findKeyHolder, insertKey, revokeKeyRow } from "./api-key.store.ts";
import { identityRefusal } from "./identity.errors.ts";
import { hashToken, newSecret } from "./session-token.ts";

export const RATES = Object.keys(KEY_RATES) as [KeyRate, ...KeyRate[]];

/** A key that nobody renews within this time is one that nobody remembers. */
const MOST_DAYS = 366;
const DAY_MS = 86_400_000;

export const ApiKeyInput = z.object({
  name: requiredText(100),
  username: requiredText(60),
  scopes: many(choice(KEY_SCOPES)),
  rate: choice(RATES),
  expiresOn: plainDay(),
});
export type ApiKeyInput = z.output<typeof ApiKeyInput>;

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const letters = (count: number): string =>
  Array.from({ length: count }, () => LETTERS.charAt(randomInt(LETTERS.length))).join("");

/** A fresh key: `token` is shown once, `prefix` is kept with the hash of the whole. */
export function newApiKey(): { readonly token: string; readonly prefix: string } {
  const prefix = `mck_${letters(8)}`;
  return { token: `${prefix}_${newSecret()}`, prefix };
}

/** The scopes that somebody may give to a key: whoever answers for the agency any, an administrator none that shows a dossier. */
export const issuableScopes = (actor: Actor): readonly KeyScope[] =>
  hasRole(actor, "leader") ? KEY_SCOPES : KEY_SCOPES_WITHOUT_DOSSIERS;

/**
 * Issues a key by which a program acts as an account of the given agencies, in the agency of that account's first post and
 * within the key's scopes. Refuses a scope beyond those that the issuer may give (`key_scope_of_leader`), an account without a post there (`key_account`), no scope (`key_without_scope`) and a last
 * day that is past or more than a year away (`key_period`).
 */
export async function issueApiKey(
  tx: Tx,
  unit: UnitOfWork,
  by: {
    readonly accountId: number;
    readonly agencies: readonly number[];
    readonly scopes: readonly KeyScope[];
    readonly key: ReturnType<typeof newApiKey>;
  },
  input: ApiKeyInput,
  now: Date,
): Promise<{ id: number; prefix: string }> {
  const today = localDay(now);
  if (input.scopes.length === 0) throw identityRefusal("key_without_scope", { field: "scopes" });
  if (input.scopes.some((scope) => !by.scopes.includes(scope))) throw identityRefusal("key_scope_of_leader", { field: "scopes" });
  if (input.expiresOn < today || input.expiresOn > localDay(new Date(now.getTime() + MOST_DAYS * DAY_MS)))
    throw identityRefusal("key_period", { field: "expiresOn" });
  const holder = await findKeyHolder(tx, input.username, today);
  if (holder === undefined || !by.agencies.includes(holder.agencyId)) throw identityRefusal("key_account", { field: "username" });
  const { token, prefix } = by.key;
  const { name, scopes, rate, expiresOn } = input;
  const created = { createdAt: now, createdBy: by.accountId };
  const id = await insertKey(tx, { ...holder, ...created, name, prefix, tokenHash: hashToken(token), scopes, rate, expiresOn });
  unit.subject(`api_key:${id}`);
  unit.note({ prefix, scopes, account: holder.accountId });
  return { id, prefix };
}

/** Ends a key at once. Refuses (`key_not_found`) one that is revoked already or not of the scope's agencies. */
export async function revokeApiKey(tx: Tx, unit: UnitOfWork, id: number, now: Date): Promise<null> {
  if (!(await revokeKeyRow(tx, id, now))) throw identityRefusal("key_not_found");
  unit.subject(`api_key:${id}`);
  return null;
}
