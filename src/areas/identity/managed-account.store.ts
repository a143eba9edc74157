import { sql } from "kysely";
import type { PlainDate } from "#core/plain-date.ts";
import type { Role } from "#core/roles.ts";
import type { Tx } from "#platform/db/tx.ts";

/** The agencies at whose posts an administrator administers: each with everything below it on that day. */
export interface Reach {
  readonly agencies: readonly number[];
  readonly on: string;
}

export interface ManagedAccount {
  readonly accountId: number;
  readonly personId: number;
  readonly username: string;
  readonly name: string;
  readonly demo: boolean;
  readonly mustChangePassword: boolean;
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
  readonly posts: readonly {
    readonly title: string;
    readonly role: Role;
    readonly unitName: string;
    readonly until: PlainDate | null;
  }[];
}

const reached = ({ agencies, on }: Reach) =>
  sql`select distinct u.agency_id from unnest(${[...agencies]}::int[]) r (id) cross join lateral unit_subtree(r.id, ${on}::date) t (unit_id)
    join unit u on u.id = t.unit_id where u.agency_id is not null`;

const COLUMNS = (on: string) => sql`a.id as "accountId", p.id as "personId", a.username, p.full_name as name, a.demo,
  a.must_change_password as "mustChangePassword", a.disabled_at as "disabledAt", a.created_at as "createdAt", coalesce((
    select jsonb_agg(jsonb_build_object('title', o.title, 'role', o.role, 'until', upper(g.during), 'unitName', coalesce((
      select v.full_name from unit_version v where v.unit_id = o.unit_id order by v.during @> ${on}::date desc, lower(v.during) desc nulls last limit 1), ''))
      order by g.id)
    from assignment g join post o on o.id = g.post_id where g.person_id = p.id and g.during @> ${on}::date), '[]') as posts`;

/** Persons who hold, held or will hold a post within reach; and those who never had one, whom anyone must be able to help. */
const WITHIN = sql`(exists (select from assignment g join post o on o.id = g.post_id where g.person_id = p.id and o.agency_id in (select agency_id from reach))
  or not exists (select from assignment g where g.person_id = p.id))`;

export interface AccountFilter extends Reach {
  readonly searchKey: string;
  readonly state?: "active" | "disabled" | undefined;
  readonly role?: Role | undefined;
  readonly limit: number;
  readonly offset: number;
}

export async function listManagedAccounts(tx: Tx, filter: AccountFilter): Promise<ManagedAccount[]> {
  const { on, searchKey, state, role } = filter;
  const conditions = [
    WITHIN,
    ...(searchKey === ""
      ? []
      : [sql`(p.search_key like ${`%${searchKey}%`} or search_key(a.username) like ${`%${searchKey}%`})`]),
    ...(state === undefined ? [] : [state === "active" ? sql`a.disabled_at is null` : sql`a.disabled_at is not null`]),
    ...(role === undefined
      ? []
      : [
          sql`exists (select from assignment g join post o on o.id = g.post_id where g.person_id = p.id and g.during @> ${on}::date and o.role = ${role})`,
        ]),
  ];
  const result = await sql<ManagedAccount>`with reach as (${reached(filter)})
    select ${COLUMNS(on)} from account a join person p on p.id = a.person_id where ${sql.join(conditions, sql` and `)}
    order by p.full_name collate "und-x-icu", a.id limit ${filter.limit} offset ${filter.offset}`.execute(tx);
  return result.rows;
}

export async function findManagedAccount(tx: Tx, accountId: number, reach: Reach): Promise<ManagedAccount | undefined> {
  const result = await sql<ManagedAccount>`with reach as (${reached(reach)})
    select ${COLUMNS(reach.on)} from account a join person p on p.id = a.person_id where a.id = ${accountId} and ${WITHIN}`.execute(
    tx,
  );
  return result.rows[0];
}

export async function isWithinReach(tx: Tx, unitId: number, reach: Reach): Promise<boolean> {
  const result =
    await sql`with reach as (${reached(reach)}) select from unit where id = ${unitId} and agency_id in (select agency_id from reach)`.execute(
      tx,
    );
  return result.rows.length > 0;
}

/** Active administrators on that day other than one person. */
export async function countOtherAdministrators(tx: Tx, personId: number, on: string): Promise<number> {
  const result = await sql<{ count: number }>`select count(distinct a.person_id)::int as count from account a
    join assignment g on g.person_id = a.person_id and g.during @> ${on}::date join post o on o.id = g.post_id and o.during @> ${on}::date
    where o.role = 'administrator' and a.disabled_at is null and a.person_id <> ${personId}`.execute(tx);
  return result.rows[0]?.count ?? 0;
}
