import type pg from "pg";
import { localDateOf } from "#core/instant.ts";
import { inTransaction } from "#platform/db/tx.ts";
import type { SignedInSession } from "#platform/http/actor.ts";
import { accessOf } from "./access.ts";
import { findKeyRow, markKeyUsed } from "./api-key.store.ts";
import { hashToken } from "./session-token.ts";

/**
 * Who asks with a key: its account, in the own posts that this holds today in the key's agency and nowhere else. Undefined
 * for a key that is unknown, revoked or past its last day, or whose account is disabled.
 */
export async function findApiKey(pool: pg.Pool, token: string, now: Date): Promise<SignedInSession | undefined> {
  const today = localDateOf(now.getTime());
  const key = await findKeyRow(pool, hashToken(token), today);
  if (key === undefined) return undefined;
  const { agency_id: agencyId, account_id: accountId } = key;
  if (key.last_used_on !== today)
    await inTransaction(pool, { accountId, agencies: [agencyId] }, (tx) => markKeyUsed(tx, key.id, today));
  const access = await accessOf(pool, key, today);
  const own = access.posts.filter((post) => post.agencyId === agencyId && post.delegatedBy === null);
  const posts = own.map(({ delegatedBy: _, ...post }) => post);
  return {
    csrfToken: "",
    locale: "vi",
    generation: key.generation,
    apiKey: { id: key.id, prefix: key.prefix, scopes: key.scopes, rate: key.rate },
    actor: {
      accountId,
      personId: key.person_id,
      name: access.full_name,
      username: key.username,
      demo: key.demo,
      mustChangePassword: false,
      posts,
      roles: new Set(posts.map((post) => post.role)),
      agencyId,
      agencyName: access.agency_name,
      provinceId: access.province_id,
      agencies: access.agencies.filter((agency) => agency === agencyId),
    },
  };
}
