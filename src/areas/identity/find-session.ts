import type pg from "pg";
import { localDateOf } from "#core/instant.ts";
import type { SignedInSession } from "#platform/http/actor.ts";
import { type AccessRow, findSessionRow, getAccessRow, type SessionRow, touchSession } from "./session.store.ts";
import { hashToken } from "./session-token.ts";

const TOUCH_AFTER_MS = 60_000;
/** Far more than the people of a province; beyond it the oldest entry is worked out again. */
const MOST_REMEMBERED = 5000;

interface Remembered extends AccessRow {
  readonly today: string;
}

const rememberedBy = new WeakMap<pg.Pool, Map<number, Remembered>>();

/**
 * What a person may do today. Worked out once, and again as soon as any post, delegation, person or unit has changed:
 * the session's statement brings the count of such changes along, so a change bites at the very next request.
 */
async function accessOf(pool: pg.Pool, session: SessionRow, today: string): Promise<AccessRow> {
  const remembered = rememberedBy.get(pool) ?? new Map<number, Remembered>();
  rememberedBy.set(pool, remembered);
  const known = remembered.get(session.person_id);
  if (known !== undefined && known.generation === session.generation && known.today === today) return known;
  const access = await getAccessRow(pool, session.person_id, today);
  const oldest = remembered.keys().next();
  if (remembered.size >= MOST_REMEMBERED && oldest.done !== true) remembered.delete(oldest.value);
  remembered.set(session.person_id, { ...access, today });
  return access;
}

/**
 * Who a session token belongs to at this moment: the person, the posts held today (in Việt Nam) by assignment or by a
 * delegation in force, the roles they give, and the agencies whose rows those roles open. Undefined for a token that is
 * unknown or expired, or whose account is disabled. Who must change the password first has no post and no role until
 * that is done. The sliding end of the session is moved at most once a minute.
 */
export async function findSession(pool: pg.Pool, token: string, now: Date): Promise<SignedInSession | undefined> {
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
