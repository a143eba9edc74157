import { sql } from "kysely";
import type pg from "pg";
import type { Role } from "#core/roles.ts";
import { namedQuery, type Tx } from "#platform/db/tx.ts";
import type { Locale } from "#platform/i18n/messages.ts";

/** A session ends 60 minutes after the last request and 8 hours after the sign-in, whichever comes first. */
const IDLE = "60 minutes";
const ABSOLUTE = "8 hours";

export interface HeldPost {
  readonly assignmentId: number;
  readonly postId: number;
  readonly role: Role;
  readonly title: string;
  readonly unitId: number;
  readonly unitName: string;
  readonly agencyId: number;
  readonly delegatedBy: { readonly personId: number; readonly name: string; readonly decisionNo: string } | null;
}

/** A session and its account as they are at this moment, and how often rights have changed until then. */
export interface SessionRow {
  readonly csrf_token: string;
  readonly locale: Locale;
  readonly last_seen_at: Date;
  readonly account_id: number;
  readonly username: string;
  readonly demo: boolean;
  readonly must_change_password: boolean;
  readonly person_id: number;
  readonly kind: "staff" | "citizen";
  /** Of the table reference_generation, in the snapshot of this statement. */
  readonly generation: string;
}

/** What a person may do on a day; it holds as long as no right has changed since. */
export interface AccessRow {
  readonly full_name: string;
  readonly posts: readonly HeldPost[];
  readonly agencies: readonly number[];
  readonly agency_name: string | null;
  readonly province_id: number | null;
  readonly generation: string;
}

const GENERATION = "(select coalesce(sum(changes), 0)::text from reference_generation) as generation";

const FIND_SESSION = `
select s.csrf_token, s.locale, s.last_seen_at, a.id as account_id, a.username, a.demo, a.must_change_password, a.person_id, a.kind, ${GENERATION}
from session s join account a on a.id = s.account_id
where s.token_hash = $1 and s.expires_at > $2::timestamptz and a.disabled_at is null`;

const TOUCH_SESSION = `
update session set last_seen_at = $2::timestamptz,
  expires_at = least(created_at + interval '${ABSOLUTE}', $2::timestamptz + interval '${IDLE}')
where token_hash = $1 and last_seen_at < $2::timestamptz - interval '1 minute'`;

/** Posts by assignment or delegation, and the agencies that they open. It reads the organisation's tables, since rights follow from them. */
const FIND_ACCESS = `
with found as materialized (
  select p.id as person_id, p.full_name, $2::date as today from person p where p.id = $1
), held as materialized (
  select g.id as assignment_id, o.id as post_id, o.role, o.title, o.unit_id, o.agency_id, null::jsonb as delegated_by
  from found f join assignment g on g.person_id = f.person_id and g.during @> f.today
  join post o on o.id = g.post_id and o.during @> f.today
  union all
  select g.id, o.id, o.role, o.title, o.unit_id, o.agency_id,
         jsonb_build_object('personId', w.id, 'name', w.full_name, 'decisionNo', d.decision_no)
  from found f join delegation d on d.to_person_id = f.person_id and d.revoked_at is null and d.during @> f.today
  join assignment g on g.id = d.from_assignment_id and g.during @> f.today
  join post o on o.id = g.post_id and o.during @> f.today
  join person w on w.id = g.person_id
), scope as (
  select h.agency_id from held h
  where h.role in ('receiving_officer', 'specialist', 'division_head', 'leader', 'one_stop_head')
  union
  select u.agency_id
  from held h cross join found f cross join lateral unit_subtree(h.agency_id, f.today) t (unit_id)
  join unit u on u.id = t.unit_id
  where u.agency_id is not null and (h.role in ('home_affairs_officer', 'inspector') or (h.role = 'leader' and exists (
    select from unit_version v
    where v.unit_id = h.agency_id and v.during @> f.today and v.kind in ('country', 'province', 'district'))))
), seat as (
  select agency_id from held order by delegated_by is not null, assignment_id limit 1
)
select f.full_name, ${GENERATION},
  coalesce((select jsonb_agg(jsonb_build_object('assignmentId', h.assignment_id, 'postId', h.post_id, 'role', h.role,
      'title', h.title, 'unitId', h.unit_id, 'agencyId', h.agency_id, 'delegatedBy', h.delegated_by, 'unitName', coalesce((
        select v.full_name from unit_version v where v.unit_id = h.unit_id
        order by v.during @> f.today desc, lower(v.during) desc nulls last limit 1), ''))
      order by h.delegated_by is not null, h.assignment_id) from held h), '[]') as posts,
  coalesce((select array_agg(agency_id order by agency_id) from scope), '{}') as agencies,
  (select v.full_name from unit_version v join seat on seat.agency_id = v.unit_id
   order by v.during @> f.today desc, lower(v.during) desc nulls last limit 1) as agency_name,
  (select coalesce(u.province_id, u.id) from unit u join seat on seat.agency_id = u.id) as province_id
from found f`;

export async function findSessionRow(pool: pg.Pool, tokenHash: Buffer, now: Date): Promise<SessionRow | undefined> {
  const result = await pool.query<SessionRow>(namedQuery(FIND_SESSION, [tokenHash, now]));
  return result.rows[0];
}

/** Moves the sliding end of a session; called at most once a minute for each. */
export async function touchSession(pool: pg.Pool, tokenHash: Buffer, now: Date): Promise<void> {
  await pool.query(namedQuery(TOUCH_SESSION, [tokenHash, now]));
}

/** `today` is the day in Việt Nam, yyyy-MM-dd. */
export async function getAccessRow(pool: pg.Pool, personId: number, today: string): Promise<AccessRow> {
  const result = await pool.query<AccessRow>(namedQuery(FIND_ACCESS, [personId, today]));
  const row = result.rows[0];
  if (row === undefined) throw new Error(`account of a person ${personId} who does not exist`);
  return row;
}

export interface NewSession {
  readonly tokenHash: Buffer;
  readonly accountId: number;
  readonly csrfToken: string;
  readonly locale: Locale;
  readonly userAgent: string | null;
  readonly now: Date;
}

/** Returns when the session ends if it is not used again. */
export async function insertSession(tx: Tx, session: NewSession): Promise<Date> {
  const { tokenHash, accountId, csrfToken, locale, userAgent, now } = session;
  const result = await sql<{ expires_at: Date }>`
    insert into session (token_hash, account_id, csrf_token, locale, created_at, last_seen_at, expires_at, user_agent)
    values (${tokenHash}, ${accountId}, ${csrfToken}, ${locale}, ${now}, ${now}, ${now}::timestamptz + ${IDLE}::interval, ${userAgent})
    returning expires_at`.execute(tx);
  const row = result.rows[0];
  if (row === undefined) throw new Error("the new session was not returned");
  return row.expires_at;
}

export async function deleteSession(tx: Tx, tokenHash: Buffer): Promise<void> {
  await tx.deleteFrom("session").where("token_hash", "=", tokenHash).execute();
}

/** Ends the sessions of an account, but for one where the person acts; returns how many ended. */
export async function deleteSessionsOf(tx: Tx, accountId: number, except?: Buffer): Promise<number> {
  let query = tx.deleteFrom("session").where("account_id", "=", accountId);
  if (except !== undefined) query = query.where("token_hash", "<>", except);
  const result = await query.executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function updateSessionLocale(tx: Tx, tokenHash: Buffer, locale: Locale): Promise<void> {
  await tx.updateTable("session").set({ locale }).where("token_hash", "=", tokenHash).execute();
}

export interface OwnSession {
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly userAgent: string | null;
  readonly current: boolean;
}

export async function listSessionsOf(tx: Tx, accountId: number, current: Buffer, now: Date): Promise<OwnSession[]> {
  const rows = await tx
    .selectFrom("session")
    .select(["token_hash", "created_at", "last_seen_at", "expires_at", "user_agent"])
    .where("account_id", "=", accountId)
    .where("expires_at", ">", now)
    .orderBy("last_seen_at", "desc")
    .limit(100)
    .execute();
  return rows.map((row) => ({
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    userAgent: row.user_agent,
    current: current.equals(row.token_hash),
  }));
}

export async function deleteExpiredSessions(tx: Tx, now: Date): Promise<void> {
  await tx.deleteFrom("session").where("expires_at", "<=", now).execute();
}
