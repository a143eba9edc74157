import type pg from "pg";
import type { SignedInSession } from "#platform/http/actor.ts";
import { findSessionRow } from "./session.store.ts";
import { hashToken } from "./session-token.ts";

/**
 * Who a session token belongs to at this moment: the person, the posts held today (in Việt Nam) by assignment or by a
 * delegation in force, the roles they give, and the agencies whose rows those roles open. Undefined for a token that is
 * unknown or expired, or whose account is disabled. Who must change the password first has no post and no role until
 * that is done.
 */
export async function findSession(pool: pg.Pool, token: string, now: Date): Promise<SignedInSession | undefined> {
  const row = await findSessionRow(pool, hashToken(token), now);
  if (row === undefined) return undefined;
  const held = row.must_change_password ? [] : row.posts;
  const posts = held.map(({ delegatedBy, ...post }) => (delegatedBy === null ? post : { ...post, delegatedBy }));
  return {
    csrfToken: row.csrf_token,
    locale: row.locale,
    actor: {
      accountId: row.account_id,
      personId: row.person_id,
      name: row.full_name,
      username: row.username,
      demo: row.demo,
      mustChangePassword: row.must_change_password,
      posts,
      roles: new Set(posts.map((post) => post.role)),
      agencyId: posts[0]?.agencyId ?? null,
      agencyName: row.agency_name,
      provinceId: row.province_id,
      agencies: row.must_change_password ? [] : row.agencies,
    },
  };
}
