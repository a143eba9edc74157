import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { PlainDate } from "#core/plain-date.ts";
import { inChunks } from "./unit.store.ts";
import type { UnitCalendar } from "./unit.ts";

export interface UnitProfile {
  readonly areaHectares: number | null;
  readonly households: number | null;
  readonly people: number | null;
  readonly hamlets: number | null;
  readonly source: string;
}

export interface DatedProfile extends UnitProfile {
  readonly from: PlainDate | null;
  readonly until: PlainDate | null;
}

const PROFILE = sql`area_hectares::float8 as "areaHectares", households, people, hamlets, source, lower(during) as "from", upper(during) as "until"`;

export async function findProfileOn(tx: Tx, unitId: number, on: string): Promise<DatedProfile | undefined> {
  const result =
    await sql<DatedProfile>`select ${PROFILE} from unit_profile where unit_id = ${unitId} and during @> ${on}::date`.execute(tx);
  return result.rows[0];
}

/**
 * A fact holds from a day until the next recorded one. What began before that day ends there; what began on the day is
 * replaced; what begins later stays and bounds the new one.
 */
async function endBefore(
  tx: Tx,
  table: "unit_profile" | "unit_rollout" | "unit_calendar",
  keys: readonly FactKey[],
): Promise<void> {
  const rows = JSON.stringify(keys.map((key) => ({ unit_id: key.unitId, system: key.system ?? null, on_day: key.from })));
  const same = table === "unit_rollout" ? sql`and f.system = r.system` : sql``;
  await sql`update ${sql.table(table)} f set during = daterange(lower(f.during), r.on_day)
    from jsonb_to_recordset(${rows}::jsonb) as r (unit_id int, system text, on_day date)
    where f.unit_id = r.unit_id ${same} and f.during @> r.on_day and (lower_inf(f.during) or lower(f.during) < r.on_day)`.execute(
    tx,
  );
}

interface FactKey {
  readonly unitId: number;
  readonly system?: string;
  readonly from: string;
}

/** The day on which the next recorded fact of the unit begins, or null. */
const nextStart = (table: "unit_profile" | "unit_rollout" | "unit_calendar", same = sql``) =>
  sql`(select min(lower(n.during)) from ${sql.table(table)} n where n.unit_id = r.unit_id ${same} and lower(n.during) > r.on_day)`;

/** Whether a fact that begins on exactly that day is recorded; it is replaced in place. */
const startsOn = (same = sql``) => sql`f.unit_id = r.unit_id ${same} and lower(f.during) = r.on_day`;

export interface NewProfile extends UnitProfile {
  readonly unitId: number;
  readonly from: string;
}

export async function setProfiles(tx: Tx, profiles: readonly NewProfile[]): Promise<void> {
  await inChunks(profiles, async (chunk) => {
    await endBefore(tx, "unit_profile", chunk);
    const rows = JSON.stringify(
      chunk.map((p) => ({
        unit_id: p.unitId,
        on_day: p.from,
        area: p.areaHectares,
        households: p.households,
        people: p.people,
        hamlets: p.hamlets,
        source: p.source,
      })),
    );
    await sql`
      with r as (select * from jsonb_to_recordset(${rows}::jsonb) as x (unit_id int, on_day date, area numeric, households int, people int, hamlets int, source text)),
      replaced as (
        update unit_profile f set area_hectares = r.area, households = r.households, people = r.people, hamlets = r.hamlets, source = r.source
        from r where ${startsOn()} returning f.unit_id
      )
      insert into unit_profile (unit_id, during, area_hectares, households, people, hamlets, source)
      select r.unit_id, daterange(r.on_day, ${nextStart("unit_profile")}), r.area, r.households, r.people, r.hamlets, r.source
      from r where r.unit_id not in (select unit_id from replaced)`.execute(tx);
    return [];
  });
}

export const ROLLOUT_STATES = ["planned", "live", "retired"] as const;
export type RolloutState = (typeof ROLLOUT_STATES)[number];
export const ONE_STOP_SOFTWARE = "one_stop_software";

export interface NewRollout {
  readonly unitId: number;
  readonly system: string;
  readonly from: string;
  readonly state: RolloutState;
  readonly source: string;
}

export async function setRollouts(tx: Tx, rollouts: readonly NewRollout[]): Promise<void> {
  await inChunks(rollouts, async (chunk) => {
    await endBefore(tx, "unit_rollout", chunk);
    const rows = JSON.stringify(
      chunk.map((row) => ({ unit_id: row.unitId, system: row.system, on_day: row.from, state: row.state, source: row.source })),
    );
    const same = sql`and f.system = r.system`;
    await sql`
      with r as (select * from jsonb_to_recordset(${rows}::jsonb) as x (unit_id int, system text, on_day date, state text, source text)),
      replaced as (
        update unit_rollout f set state = r.state, source = r.source from r where ${startsOn(same)} returning f.unit_id, f.system
      )
      insert into unit_rollout (unit_id, system, during, state, source)
      select r.unit_id, r.system, daterange(r.on_day, ${nextStart("unit_rollout", sql`and n.system = r.system`)}), r.state, r.source
      from r where (r.unit_id, r.system) not in (select unit_id, system from replaced)`.execute(tx);
    return [];
  });
}

export interface RolloutRow {
  readonly unitId: number;
  readonly fullName: string;
  readonly state: RolloutState | null;
  readonly from: PlainDate | null;
  readonly source: string | null;
}

/** Every unit of one kind under a unit as the tree stood on that day, with its roll-out state then; null is not recorded. */
export async function listRollout(tx: Tx, root: number, kind: string, system: string, on: string): Promise<RolloutRow[]> {
  const result = await sql<RolloutRow>`
    select v.unit_id as "unitId", v.full_name as "fullName", r.state, lower(r.during) as "from", r.source
    from unit_subtree(${root}, ${on}::date) t (unit_id)
    join unit_version v on v.unit_id = t.unit_id and v.during @> ${on}::date and v.kind = ${kind}
    left join unit_rollout r on r.unit_id = v.unit_id and r.system = ${system} and r.during @> ${on}::date
    order by array_position(array['live', 'planned', 'retired'], r.state) nulls last, v.name collate "und-x-icu"`.execute(tx);
  return result.rows;
}

export interface DatedCalendar extends UnitCalendar {
  readonly from: PlainDate | null;
  readonly until: PlainDate | null;
  readonly basis: string | null;
}

export async function listCalendars(tx: Tx, unitId: number): Promise<DatedCalendar[]> {
  const result = await sql<DatedCalendar>`
    select calendar, time_zone as "timeZone", week, hours, basis, lower(during) as "from", upper(during) as "until"
    from unit_calendar where unit_id = ${unitId} order by lower(during) nulls first`.execute(tx);
  return result.rows;
}

export interface NewCalendar extends UnitCalendar {
  readonly unitId: number;
  /** Null where it has always been so. */
  readonly from: string | null;
  readonly basis: string | null;
}

export async function setCalendar(tx: Tx, calendar: NewCalendar): Promise<void> {
  const { unitId, from, timeZone, week, hours, basis } = calendar;
  const on = from ?? "0001-01-01";
  await endBefore(tx, "unit_calendar", [{ unitId, from: on }]);
  await sql`
    with r as (select ${unitId}::int as unit_id, ${on}::date as on_day),
    replaced as (
      update unit_calendar f set calendar = ${calendar.calendar}, time_zone = ${timeZone}, week = ${[...week]}::text[],
        hours = ${JSON.stringify(hours)}::jsonb, basis = ${basis}
      from r where f.unit_id = r.unit_id and coalesce(lower(f.during), '0001-01-01') = r.on_day returning f.unit_id
    )
    insert into unit_calendar (unit_id, during, calendar, time_zone, week, hours, basis)
    select r.unit_id, daterange(${from}::date, ${nextStart("unit_calendar")}), ${calendar.calendar}, ${timeZone}, ${[...week]}::text[],
      ${JSON.stringify(hours)}::jsonb, ${basis}
    from r where not exists (select from replaced)`.execute(tx);
}
