import { sql } from "kysely";
import { remembered } from "#platform/db/remembered.ts";
import type { Tx } from "#platform/db/tx.ts";
import { type CodeScheme, type Desk, OFFICE_CALENDAR, type UnitCalendar, type UnitKind, type UnitOn } from "./unit.ts";
import type { PlainDate } from "#core/plain-date.ts";

/** What every reading of a unit on a day selects; v is the version that holds on the day `on`. */
const unitColumns = (
  on: string,
) => sql`u.id, v.kind, v.name, v.full_name as "fullName", v.parent_id as "parentId", u.agency_id as "agencyId",
  u.province_id as "provinceId", lower(v.during) as "from", upper(v.during) as "until", v.start_known as "startKnown",
  (select c.code from unit_code c where c.unit_id = u.id and c.during @> ${on}::date
   order by array_position(array['qd20', 'gso', 'qcvn102', 'source'], c.scheme) limit 1) as code`;

export async function findUnitOn(tx: Tx, unitId: number, on: string): Promise<UnitOn | undefined> {
  const result = await sql<UnitOn>`select ${unitColumns(on)} from unit u join unit_version v on v.unit_id = u.id
    where u.id = ${unitId} and v.during @> ${on}::date`.execute(tx);
  return result.rows[0];
}

/** The unit that carried this code, in any scheme, on that day. */
export async function findUnitByCode(tx: Tx, code: string, on: string): Promise<UnitOn | undefined> {
  const result = await sql<UnitOn>`select ${unitColumns(on)} from unit_code k join unit u on u.id = k.unit_id
    join unit_version v on v.unit_id = u.id and v.during @> ${on}::date
    where lower(k.code) = lower(${code}) and k.during @> ${on}::date
    order by array_position(array['qd20', 'gso', 'qcvn102', 'source'], k.scheme) limit 1`.execute(tx);
  return result.rows[0];
}

/** Whether a unit has, had or will have this id, code or full name. */
export async function isUnitOfSomeDay(
  tx: Tx,
  typed: { readonly unitId?: number | undefined; readonly unit: string },
): Promise<boolean> {
  const result = await sql<{ known: boolean }>`select exists (select from unit where id = ${typed.unitId ?? null})
    or exists (select from unit_code where lower(code) = lower(${typed.unit}))
    or exists (select from unit_version where full_name = ${typed.unit}) as known`.execute(tx);
  return result.rows[0]?.known === true;
}

/** Names of units on a day; a unit that did not exist then has its last name before it, or else its first. */
export async function listNamesOn(tx: Tx, unitIds: readonly number[], on: string): Promise<Map<number, string>> {
  const result = await sql<{ unit_id: number; full_name: string }>`
    select distinct on (unit_id) unit_id, full_name from unit_version where unit_id = any(${[...unitIds]})
    order by unit_id, during @> ${on}::date desc, coalesce(lower(during) <= ${on}::date, true) desc,
      abs(${on}::date - coalesce(lower(during), upper(during), ${on}::date))`.execute(tx);
  return new Map(result.rows.map((row) => [row.unit_id, row.full_name]));
}

/** The unit and everything under it as the tree stood on that day. */
export async function listSubtreeIds(tx: Tx, root: number, on: string): Promise<number[]> {
  const result = await sql<{ id: number }>`select unit_subtree(${root}, ${on}::date) as id`.execute(tx);
  return result.rows.map((row) => row.id).toSorted((a, b) => a - b);
}

export interface UnitFilter {
  readonly on: string;
  /** Already brought to its search key: lower case, without diacritics. */
  readonly searchKey?: string;
  readonly code?: string;
  readonly kinds?: readonly UnitKind[];
  readonly parentId?: number;
  /** Only units that stand under no other. */
  readonly top?: boolean;
  readonly agencyId?: number;
  readonly provinceId?: number;
  readonly limit: number;
  readonly offset?: number;
}

export interface UnitListRow extends UnitOn {
  readonly parentName: string | null;
  readonly children: number;
}

/** Units that existed on the day, by name; exact names and codes come first. One row more than `limit` says there are more. */
export async function searchUnits(tx: Tx, filter: UnitFilter): Promise<UnitListRow[]> {
  const { on } = filter;
  const key = filter.searchKey === "" ? undefined : filter.searchKey;
  const conditions = [
    sql`v.during @> ${on}::date`,
    ...(filter.kinds === undefined ? [] : [sql`v.kind = any(${[...filter.kinds]})`]),
    ...(filter.parentId === undefined ? [] : [sql`v.parent_id = ${filter.parentId}`]),
    ...(filter.top === true ? [sql`v.parent_id is null`] : []),
    ...(filter.agencyId === undefined ? [] : [sql`u.agency_id = ${filter.agencyId}`]),
    ...(filter.provinceId === undefined ? [] : [sql`u.province_id = ${filter.provinceId}`]),
    ...(key === undefined ? [] : [sql`v.unit_id in (select unit_id from hit)`]),
  ];
  // What is shown beside a row is looked up for the page alone, and the names that fit are found once: the plan must not
  // depend on statistics, which a database has none of right after an import.
  const result = await sql<UnitListRow>`
    with hit as materialized (
      select unit_id from unit_version where ${key ?? ""} <> '' and search_key like ${`%${key ?? ""}%`}
      union
      select unit_id from unit_code where lower(code) = lower(${filter.code ?? key ?? ""}) and during @> ${on}::date
    ), page as materialized (
      select v.unit_id, row_number() over (order by ${rank(key)},
        array_position(array['country', 'province', 'district', 'commune'], v.kind) nulls last, v.name collate "und-x-icu", u.id) as place
      from unit_version v join unit u on u.id = v.unit_id
      where ${sql.join(conditions, sql` and `)}
      order by place limit ${filter.limit} offset ${filter.offset ?? 0}
    )
    select ${unitColumns(on)}, (select p.full_name from unit_version p where p.unit_id = v.parent_id and p.during @> ${on}::date) as "parentName",
      (select count(*)::int from unit_version k where k.parent_id = u.id and k.during @> ${on}::date) as children
    from page join unit u on u.id = page.unit_id join unit_version v on v.unit_id = page.unit_id and v.during @> ${on}::date
    order by page.place`.execute(tx);
  return result.rows;
}

/** The exact name first, then names that begin so, then the rest. */
const rank = (key: string | undefined) =>
  key === undefined
    ? sql`0::int`
    : sql`case when v.search_key = ${key} or search_key(v.name) = ${key} then 0 when search_key(v.name) like ${`${key}%`} then 1 else 2 end`;

export interface UnitCount {
  readonly kind: UnitKind;
  readonly count: number;
  /** Of these, units of which the source does not say since when they existed: on an early day, perhaps not yet. */
  readonly startUnknown: number;
}

/** How many units of each kind existed on a day, and of how many that is not certain. */
export async function countUnitsOn(tx: Tx, on: string): Promise<UnitCount[]> {
  const result = await sql<UnitCount>`
    select kind, count(*)::int as count, (count(*) filter (where lower_inf(during) and not start_known))::int as "startUnknown"
    from unit_version where during @> ${on}::date group by kind
    order by array_position(array['country', 'province', 'district', 'commune'], kind) nulls last, kind`.execute(tx);
  return result.rows;
}

/** From the top of the tree down to the unit itself, on that day. */
export async function listPath(tx: Tx, unitId: number, on: string): Promise<{ id: number; fullName: string }[]> {
  const result = await sql<{ id: number; fullName: string }>`
    with recursive up (id, full_name, parent_id, depth) as (
      select unit_id, full_name, parent_id, 0 from unit_version where unit_id = ${unitId} and during @> ${on}::date
      union all
      select v.unit_id, v.full_name, v.parent_id, up.depth + 1 from unit_version v join up on v.unit_id = up.parent_id
      where v.during @> ${on}::date and up.depth < 20
    )
    select id, full_name as "fullName" from up order by depth desc`.execute(tx);
  return result.rows;
}

export interface UnitVersionRow {
  readonly kind: UnitKind;
  readonly fullName: string;
  readonly parentId: number | null;
  readonly parentName: string | null;
  readonly from: PlainDate | null;
  readonly until: PlainDate | null;
  readonly startKnown: boolean;
  readonly basis: string | null;
}

export async function listVersions(tx: Tx, unitId: number): Promise<UnitVersionRow[]> {
  const result = await sql<UnitVersionRow>`
    select v.kind, v.full_name as "fullName", v.parent_id as "parentId", lower(v.during) as "from", upper(v.during) as "until",
      v.start_known as "startKnown", v.basis,
      (select p.full_name from unit_version p where p.unit_id = v.parent_id and p.during && v.during
       order by lower(p.during) desc nulls last limit 1) as "parentName"
    from unit_version v where v.unit_id = ${unitId} order by lower(v.during) nulls first`.execute(tx);
  return result.rows;
}

export interface UnitCodeRow {
  readonly scheme: CodeScheme;
  readonly code: string;
  readonly from: PlainDate | null;
  readonly until: PlainDate | null;
}

export async function listCodes(tx: Tx, unitId: number): Promise<UnitCodeRow[]> {
  const result = await sql<UnitCodeRow>`
    select scheme, code, lower(held) as "from", upper(held) as "until"
    from (select scheme, code, unnest(range_agg(during)) as held from unit_code where unit_id = ${unitId} group by scheme, code) c
    order by lower(held) nulls first, scheme`.execute(tx);
  return result.rows;
}

export interface SuccessionRow {
  readonly unitId: number;
  readonly fullName: string;
  readonly happenedOn: PlainDate;
  readonly kind: string;
  readonly basis: string | null;
  readonly direction: "predecessor" | "successor";
}

/** Who the unit took over from and who took over from it, each under the name it had at that time. */
export async function listSuccessions(tx: Tx, unitId: number): Promise<SuccessionRow[]> {
  const result = await sql<SuccessionRow>`
    select "unitId", direction, "happenedOn", kind, basis, "fullName" from (
      select o.unit_id as "unitId", o.direction, o.happened_on as "happenedOn", o.kind, o.basis, (
        select v.full_name from unit_version v where v.unit_id = o.unit_id
        order by v.during @> (case o.direction when 'predecessor' then o.happened_on - 1 else o.happened_on end) desc,
          lower(v.during) desc nulls last limit 1) as "fullName"
      from (select from_unit_id as unit_id, 'predecessor' as direction, happened_on, kind, basis from unit_succession where to_unit_id = ${unitId}
        union all
        select to_unit_id, 'successor', happened_on, kind, basis from unit_succession where from_unit_id = ${unitId}) o
    ) named order by direction, "happenedOn", "fullName" collate "und-x-icu"`.execute(tx);
  return result.rows;
}

/**
 * Where a dossier is received, on that day, in one statement: the counter and its agency with names, code and working
 * time. Undefined for a unit that is unknown or belongs to no agency; `existed` is false on a day on which it did not.
 */
export const findDesk = (tx: Tx, unitId: number, on: string): Promise<Desk | undefined> =>
  remembered(tx, `desk ${unitId} ${on}`, () => readDesk(tx, unitId, on));

async function readDesk(tx: Tx, unitId: number, on: string): Promise<Desk | undefined> {
  const nameOn = sql`order by v.during @> ${on}::date desc, lower(v.during) desc nulls last limit 1`;
  const result = await sql<Omit<Desk, keyof UnitCalendar> & { working: UnitCalendar }>`
    select u.id as "unitId", u.agency_id as "agencyId", coalesce(u.province_id, u.id) as "provinceId",
      (select v.full_name from unit_version v where v.unit_id = u.id ${nameOn}) as "unitName",
      (select v.full_name from unit_version v where v.unit_id = u.agency_id ${nameOn}) as "agencyName",
      exists (select from unit_version v where v.unit_id = u.id and v.during @> ${on}::date) as existed,
      (select c.code from unit_code c where c.unit_id = u.agency_id and c.during @> ${on}::date and c.scheme <> 'gso'
       order by array_position(array['qd20', 'qcvn102', 'source'], c.scheme) limit 1) as "codePrefix",
      ${workingTime(sql`u.id`, on)} as working
    from unit u where u.id = ${unitId} and u.agency_id is not null`.execute(tx);
  const row = result.rows[0];
  if (row === undefined) return undefined;
  const { working, ...desk } = row;
  return { ...desk, ...working };
}

/** The calendar in force for a unit on a day: its own, else the nearest above it in the tree of that day. */
const workingTime = (unitId: ReturnType<typeof sql>, on: string) => sql`coalesce((
  with recursive up (id, depth) as (
    select ${unitId}, 0
    union all
    select v.parent_id, up.depth + 1 from up join unit_version v on v.unit_id = up.id and v.during @> ${on}::date
    where v.parent_id is not null and up.depth < 20
  )
  select jsonb_build_object('calendar', k.calendar, 'timeZone', k.time_zone, 'week', to_jsonb(k.week), 'hours', k.hours)
  from up join unit_calendar k on k.unit_id = up.id and k.during @> ${on}::date order by up.depth limit 1
), ${JSON.stringify(OFFICE_CALENDAR)}::jsonb)`;

/** The working time by which due dates of a unit are counted on a day; the national office hours where none is recorded. */
export async function getUnitCalendar(tx: Tx, unitId: number, on: string): Promise<UnitCalendar> {
  const result = await sql<{ working: UnitCalendar }>`select ${workingTime(sql`${unitId}::int`, on)} as working`.execute(tx);
  return result.rows[0]?.working ?? OFFICE_CALENDAR;
}
