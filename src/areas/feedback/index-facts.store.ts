import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Pace } from "./indices.rules.ts";
import type { By } from "./rating.ts";

export interface Period {
  readonly from: string;
  readonly to: string;
}

/** What the indices of one dossier are scored from. */
export interface DossierFacts {
  /** The whole time beside the time of the law, an extension by a letter not being the law's (index 1). */
  readonly pace: Pace;
  /** The slowest of the opinions that were asked of others, beside the day each was asked for; null where none was asked. */
  readonly opinions: Pace | null;
  readonly supplements: number;
  /** Whether the applicant had to come to the one-stop shop: at the counter, to hand in or to collect. */
  readonly came: boolean;
  /** The whole time beside what was last agreed with the applicant (index 7). */
  readonly kept: Pace;
  readonly complained: boolean;
  /** Whether nobody outside the one-stop shop had it in hand (index 5). */
  readonly within: boolean;
}

/** Alike dossiers of one group, counted. */
export interface CountedFacts extends DossierFacts {
  readonly key: string;
  readonly label: string;
  readonly count: number;
}

const ENDED = sql`(d.ended_at at time zone d.time_zone)::date`;
const paceBy = (due: ReturnType<typeof sql>) => sql`case when d.ended_at > ${due} then 'late'
  when ${ENDED} < (${due} at time zone d.time_zone)::date then 'early' else 'on_time' end`;

/** The days of a period in any time zone: what the indexes by agency and instant can look up before days are compared. */
const about = (column: ReturnType<typeof sql>, { from, to }: Period) =>
  sql`${column} >= ${from}::date - 1 and ${column} < ${to}::date + 2`;

/** A rating that counts as a complaint; said of the number at whose counter a dossier was handed in, it is one about that dossier. */
const COMPLAINT = sql`r.level = 0 and not r.suspect and r.unfounded_why is null`;

/** Dossiers that were decided in the period and had a due date, with what they are scored from. */
const facts = (period: Period) => sql`
  select d.id, d.code, d.unit_id, d.procedure_code, d.procedure_name, d.ended_at, d.time_zone,
    ${paceBy(sql`coalesce(d.due_unextended_at, d.due_at)`)} as pace,
    (select case min(case
        when coalesce(i.answered_at, d.ended_at) > i.due_at then 0
        when (coalesce(i.answered_at, d.ended_at) at time zone d.time_zone)::date < (i.due_at at time zone d.time_zone)::date then 2
        else 1 end) when 0 then 'late' when 1 then 'on_time' when 2 then 'early' end
      from dossier_inquiry i where i.dossier_id = d.id) as opinions,
    least(d.supplement_count, 2) as supplements,
    (d.channel = 'counter' or coalesce(d.attributes ->> 'delivery', 'counter') = 'counter') as came,
    ${paceBy(sql`d.due_at`)} as kept,
    (exists (select from rating r where r.dossier_id = d.id and ${COMPLAINT})
      or exists (select from queue_dossier q join rating r on r.ticket_id = q.ticket_id where q.dossier_id = d.id and ${COMPLAINT})) as complained,
    not exists (select from dossier_event e where e.dossier_id = d.id and e.actor_unit_id <> d.unit_id
      and e.type in ('received', 'handed_over', 'forwarded', 'proposed', 'decided', 'returned')) as within
  from dossier d
  where d.agency_id = any((select app_agencies())::int[]) and d.state in ('DECIDED', 'RETURNED') and d.due_at is not null
    and ${about(sql`d.ended_at`, period)} and ${ENDED} between ${period.from}::date and ${period.to}::date`;

const UNIT_NAME = sql`(select v.full_name from unit_version v where v.unit_id = f.unit_id order by v.during desc limit 1)`;

/** Who took part in a dossier at the counter or at a desk: each of them is credited with it. */
const TOOK_PART = sql`lateral (select distinct e.person_id from dossier_event e
  where e.dossier_id = f.id and e.person_id is not null and e.actor_role in ('receiving_officer', 'specialist'))`;

const GROUPS: Readonly<Record<By, { readonly key: ReturnType<typeof sql>; readonly label: ReturnType<typeof sql> }>> = {
  unit: { key: sql`f.unit_id::text`, label: UNIT_NAME },
  procedure: { key: sql`f.procedure_code`, label: sql`f.procedure_name` },
  officer: { key: sql`w.person_id::text`, label: sql`(select p.full_name from person p where p.id = w.person_id)` },
};

const source = (by: By, period: Period) =>
  by === "officer" ? sql`(${facts(period)}) f cross join ${TOOK_PART} w` : sql`(${facts(period)}) f`;

const ALIKE = sql`f.pace, f.opinions, f.supplements, f.came, f.kept, f.complained, f.within`;

/** The facts of a period by group, alike dossiers together: as many rows as there are kinds of dossiers, not dossiers. */
export async function countFacts(tx: Tx, by: By, period: Period): Promise<readonly CountedFacts[]> {
  const { key, label } = GROUPS[by];
  const { rows } = await sql<CountedFacts>`
    select key, max(label) as label, pace, opinions, supplements, came, kept, complained, within, sum(count)::int as count
    from (select ${key} as key, ${label} as label, ${ALIKE}, count(*) as count from ${source(by, period)}
      group by 1, 2, f.unit_id, ${ALIKE}) counted
    group by key, pace, opinions, supplements, came, kept, complained, within order by 2, 1`.execute(tx);
  return rows;
}

export interface FactsOfDossier extends DossierFacts {
  readonly id: number;
  readonly code: string;
  readonly procedureName: string;
  /** When it was decided. */
  readonly at: Date;
  readonly timeZone: string;
}

/** The dossiers behind a row of the indices, in the order of their end. */
export async function listFacts(
  tx: Tx,
  by: By,
  key: string,
  period: Period,
  at: { readonly limit: number; readonly offset: number },
): Promise<readonly FactsOfDossier[]> {
  const { rows } = await sql<FactsOfDossier>`
    select f.id, f.code, f.procedure_name as "procedureName", f.ended_at as at, f.time_zone as "timeZone", ${ALIKE}
    from ${source(by, period)} where ${GROUPS[by].key} = ${key}
    order by f.ended_at desc, f.id desc limit ${at.limit} offset ${at.offset}`.execute(tx);
  return rows;
}

export interface OnlineDossier extends Pick<FactsOfDossier, "id" | "code" | "procedureName" | "at" | "timeZone"> {
  readonly isLate: boolean;
}

/** Taken in by the agency in the period: what is not yet accepted, or was voided, is not a dossier of the index. */
const TAKEN_IN = (period: Period) => sql`dossier d where d.agency_id = any((select app_agencies())::int[])
  and d.state not in ('DRAFT', 'SUBMITTED', 'INTAKE_SUPPLEMENT', 'INTAKE_REFUSED', 'VOIDED')
  and ${about(sql`d.received_at`, period)} and (d.received_at at time zone d.time_zone)::date between ${period.from}::date and ${period.to}::date`;
/** Decided after its day, or open beyond it while its clock runs. */
const IS_LATE = (now: Date) =>
  sql`(d.ended_at > d.due_at or d.ended_at is null and d.paused_at is null and d.due_at < ${now.toISOString()}::timestamptz)`;

/** What a unit received online in the period (index 9), by the day of receipt. */
export async function listOnline(
  tx: Tx,
  unitId: string,
  period: Period,
  at: { readonly limit: number; readonly offset: number },
  now: Date,
): Promise<readonly OnlineDossier[]> {
  const { rows } = await sql<OnlineDossier>`
    select d.id, d.code, d.procedure_name as "procedureName", d.received_at as at, d.time_zone as "timeZone",
      coalesce(${IS_LATE(now)}, false) as "isLate"
    from ${TAKEN_IN(period)} and d.unit_id::text = ${unitId} and d.channel = 'online'
    order by d.received_at desc, d.id desc limit ${at.limit} offset ${at.offset}`.execute(tx);
  return rows;
}

/** What a unit's own indices 5, 6 and 9 are scored from. */
export interface UnitFacts {
  readonly key: string;
  /** What kind of agency it belongs to: shares that are asked for differ. */
  readonly level: string;
  /** Procedures with decided dossiers, and those of them of which every dossier stayed within the one-stop shop. */
  readonly procedures: number;
  readonly within: number;
  /** Whether every one of them was received and returned by the one-stop shop itself. */
  readonly atDoor: boolean;
  /** Procedures that the level posts, and those of them that the paper of the unit shows; null where it never put one up. */
  readonly listed: number;
  readonly onPaper: number | null;
  /** Procedures that the level posts and of which it is known whether they are filed online; those that are. */
  readonly posted: number;
  readonly offeredOnline: number;
  readonly received: number;
  readonly receivedOnline: number;
  readonly onlineLate: number;
}

const LEVEL = sql`(select v.kind from unit_version v join unit u on u.agency_id = v.unit_id where u.id = k.unit_id order by v.during desc limit 1)`;
/** Whether a procedure is filed online: as the catalogue says, else by the channels that it names; null where neither is known. */
const IS_ONLINE = sql`case when v.definition ->> 'online' in ('full', 'part') then true when v.definition ->> 'online' = 'none' then false
  when jsonb_array_length(coalesce(v.definition -> 'channels', '[]')) > 0 then v.definition -> 'channels' @> '[{"channel":"online"}]' end`;
const LISTED = sql`procedure_version v where v.status = 'published'
  and case when level.name = 'commune' then v.commune_office else level.name = any(v.levels) end`;
const POSTED = sql`${LISTED} and ${IS_ONLINE} is not null`;

/** Of every unit that received or decided something in the period. */
export async function listUnitFacts(tx: Tx, period: Period, now: Date): Promise<readonly UnitFacts[]> {
  const { rows } = await sql<UnitFacts>`
    with decided as (select f.unit_id, f.procedure_code, bool_and(f.within) as within,
        bool_and(not exists (select from dossier_event e where e.dossier_id = f.id and e.type in ('received', 'returned')
          and e.actor_unit_id <> f.unit_id)) as door
      from (${facts(period)}) f group by 1, 2),
    came as (select d.unit_id, count(*) as received, count(*) filter (where d.channel = 'online') as online,
        count(*) filter (where d.channel = 'online' and ${IS_LATE(now)}) as late
      from ${TAKEN_IN(period)} group by 1),
    known as (select unit_id from decided union select unit_id from came)
    select k.unit_id::text as key, coalesce(level.name, '') as level,
      (select count(*)::int from decided d where d.unit_id = k.unit_id) as procedures,
      (select count(*)::int from decided d where d.unit_id = k.unit_id and d.within) as within,
      coalesce((select bool_and(d.door) from decided d where d.unit_id = k.unit_id), false) as "atDoor",
      (select count(*)::int from ${LISTED} and v.during @> ${period.to}::date) as listed,
      case when paper.last is not null then (select count(*)::int from ${LISTED} and v.during @> ${period.to}::date
        and (lower(v.during) is null or lower(v.during) <= paper.last)) end as "onPaper",
      (select count(*)::int from ${POSTED} and v.during @> ${period.to}::date) as posted,
      (select count(*)::int from ${POSTED} and v.during @> ${period.to}::date and ${IS_ONLINE}) as "offeredOnline",
      coalesce(c.received, 0)::int as received, coalesce(c.online, 0)::int as "receivedOnline", coalesce(c.late, 0)::int as "onlineLate"
    from known k left join came c on c.unit_id = k.unit_id cross join lateral (select ${LEVEL} as name) level
    cross join lateral (select max(p.posted_on) as last from paper_posting p
      where p.unit_id = k.unit_id and p.posted_on <= ${period.to}::date) paper order by 1`.execute(tx);
  return rows;
}
