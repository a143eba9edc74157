import type pg from "pg";
import { localDateOf } from "#core/instant.ts";
import type { SignedInSession } from "#platform/http/actor.ts";
import { API_KEY } from "#platform/http/api-key.ts";
import { accessOf } from "./access.ts";
import { findApiKey } from "./find-api-key.ts";
import { findSessionRow, touchSession } from "./session.store.ts";
import { hashToken } from "./session-token.ts";

const TOUCH_AFTER_MS = 60_000;

/**
 * Who a session token belongs to at this moment: the person, the posts held today (in Việt Nam) by assignment or by a
 * delegation in force, the roles they give, and the agencies whose rows those roles open. Undefined for a token that is
 * unknown or expired, or whose account is disabled. Who must change the password first has no post and no role until
 * that is done. The sliding end of the session is moved at most once a minute. A program's key is a token too (`findApiKey`).
 */
export async function findSession(pool: pg.Pool, token: string, now: Date): Promise<SignedInSession | undefined> {
  if (API_KEY.test(token)) return findApiKey(pool, token, now);
  const tokenHash = hashToken(token);
  const session = await findSessionRow(pool, tokenHash, now);
  if (session === undefined) return undefined;
  if (now.getTime() - session.last_seen_at.getTime() > TOUCH_AFTER_MS) await touchSession(pool, tokenHash, now);
  const access = await accessOf(pool, session, localDateOf(now.getTime()));
  const held = session.must_change_password ? [] : access.posts;
  const posts = held.map(({ delegatedBy, ...post }) => (delegatedBy === null ? post : { ...post, delegatedBy }));
  return {
    csrfToken: session.csrf_token,
    locale: session.locale,
    generation: session.generation,
    actor: {
      accountId: session.account_id,
      personId: session.person_id,
      name: access.full_name,
      username: session.username,
      demo: session.demo,
      mustChangePassword: session.must_change_password,
      posts,
      roles: new Set(session.kind === "citizen" ? ["citizen"] : posts.map((post) => post.role)),
      agencyId: posts[0]?.agencyId ?? null,
      agencyName: access.agency_name,
      provinceId: access.province_id,
      agencies: session.must_change_password ? [] : access.agencies,
    },
  };
}
