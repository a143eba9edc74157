import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { ConductLine, ConductNotice, Meeting, MeetingInput, SecondInput, Secondment, Shop } from "./secondment.ts";

interface Recorded {
  readonly accountId: number | null;
  readonly at: Date;
}

/** One-stop shops and reception points that stand on a day, in the agencies that the transaction sees. */
export async function listShops(tx: Tx, on: string): Promise<readonly Shop[]> {
  const { rows } = await sql<Shop>`
    select v.unit_id as "unitId", u.agency_id as "agencyId", v.full_name as name, coalesce(a.kind, '') as level
    from unit_version v join unit u on u.id = v.unit_id
    left join unit_version a on a.unit_id = u.agency_id and a.during @> ${on}::date
    where v.kind in ('one_stop_shop', 'reception_point') and v.during @> ${on}::date
      and u.agency_id = any ((select app_agencies())::int[])
    order by u.agency_id, v.unit_id`.execute(tx);
  return rows;
}

export interface Sender {
  readonly unitId: number;
  readonly name: string;
}

/** Who may send people to a shop: the divisions of its agency, and the agencies below it. */
export async function listSenders(tx: Tx, agencyId: number, on: string): Promise<readonly Sender[]> {
  const { rows } = await sql<Sender>`
    select v.unit_id as "unitId", v.full_name as name from unit_version v join unit u on u.id = v.unit_id
    where v.during @> ${on}::date and ((u.agency_id = ${agencyId} and v.kind = 'division')
      or (v.parent_id = ${agencyId} and v.kind in ('department', 'agency')))
    order by v.full_name collate "und-x-icu"`.execute(tx);
  return rows;
}

const NAME_ON = (on: string) => sql`coalesce(
  (select v.full_name from unit_version v where v.unit_id = s.sender_unit_id and v.during @> ${on}::date),
  (select v.full_name from unit_version v where v.unit_id = s.sender_unit_id order by v.during desc limit 1))`;

/** Everybody who was ever sent to a shop, or held in reserve, the latest first. */
export async function listSecondments(tx: Tx, unitId: number, on: string): Promise<readonly Secondment[]> {
  const { rows } = await sql<Secondment>`
    select s.id, s.person_id as "personId", p.full_name as name, s.sender_unit_id as "senderUnitId", ${NAME_ON(on)} as sender, s.kind,
      s.rank, s.in_service_from::text as "inServiceFrom", lower(s.during)::text as "from", (upper(s.during) - 1)::text as until,
      s.decision_no as "decisionNo", s.ended_why as "endedWhy"
    from secondment s join person p on p.id = s.person_id
    where s.unit_id = ${unitId} order by lower(s.during) desc, s.id desc`.execute(tx);
  return rows;
}

/** False where the person is at the shop, or in reserve for it, in that period already. */
export async function insertSecondment(tx: Tx, shop: Shop, it: SecondInput, by: Recorded): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into secondment (agency_id, unit_id, person_id, sender_unit_id, kind, rank, in_service_from, during, decision_no, recorded_by, recorded_at)
    select ${shop.agencyId}, ${shop.unitId}, ${it.personId}, ${it.senderUnitId}, ${it.kind}, ${it.rank}, ${it.inServiceFrom}::date,
      daterange(${it.from}::date, ${it.until}::date, '[]'), ${it.decisionNo}, ${by.accountId}::bigint, ${by.at.toISOString()}
    on conflict do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

/** The secondment under lock. */
export async function findSecondment(
  tx: Tx,
  unitId: number,
  id: number,
): Promise<{ readonly from: string; readonly until: string; readonly endedWhy: string | null } | undefined> {
  const { rows } = await sql<{ from: string; until: string; endedWhy: string | null }>`
    select lower(during)::text as "from", (upper(during) - 1)::text as until, ended_why as "endedWhy" from secondment
    where id = ${id} and unit_id = ${unitId} for update`.execute(tx);
  return rows[0];
}

export async function shortenSecondment(tx: Tx, id: number, lastOn: string, why: string): Promise<void> {
  await sql`
    update secondment set during = daterange(lower(during), ${lastOn}::date, '[]'), ended_why = ${why} where id = ${id}`.execute(
    tx,
  );
}

export async function listMeetings(tx: Tx, unitId: number): Promise<readonly Meeting[]> {
  const { rows } = await sql<Meeting>`
    select held_on::text as "heldOn", attended, said from shop_meeting where unit_id = ${unitId} order by held_on desc limit 12`.execute(
    tx,
  );
  return rows;
}

/** False where a meeting of that day is recorded. */
export async function insertMeeting(tx: Tx, shop: Shop, it: MeetingInput, by: Recorded): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    insert into shop_meeting (agency_id, unit_id, held_on, attended, said, recorded_by, recorded_at)
    values (${shop.agencyId}, ${shop.unitId}, ${it.heldOn}::date, ${it.attended}, ${it.said}, ${by.accountId}::bigint, ${by.at.toISOString()})
    on conflict do nothing returning id`.execute(tx);
  return rows.length === 1;
}

export async function listNotices(tx: Tx, unitId: number): Promise<readonly ConductNotice[]> {
  const { rows } = await sql<ConductNotice>`
    select sender_unit_id as "senderUnitId", to_char(month, 'YYYY-MM') as month, annex, remark, sent_on::text as "sentOn"
    from conduct_notice where unit_id = ${unitId} order by month desc, sender_unit_id limit 200`.execute(tx);
  return rows;
}

/** False where that unit was told of that month already. */
export async function insertNotice(
  tx: Tx,
  shop: Shop,
  it: Omit<ConductNotice, "sentOn"> & { readonly sentOn: string },
  by: Recorded,
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    insert into conduct_notice (agency_id, unit_id, sender_unit_id, month, annex, remark, sent_on, recorded_by, recorded_at)
    values (${shop.agencyId}, ${shop.unitId}, ${it.senderUnitId}, ${`${it.month}-01`}::date, ${JSON.stringify(it.annex)}::jsonb,
      ${it.remark}, ${it.sentOn}::date, ${by.accountId}::bigint, ${by.at.toISOString()})
    on conflict do nothing returning id`.execute(tx);
  return rows.length === 1;
}

/** Below so many ratings in the month none is told: whoever was served could be guessed. */
const FEWEST = 3;

/** The work of those whom a unit has at a shop, over a month: counted from events and ratings, never typed in. */
export async function countConduct(
  tx: Tx,
  unitId: number,
  senderUnitId: number,
  month: { readonly from: string; readonly to: string },
): Promise<readonly ConductLine[]> {
  // As a range of instants, so that the indexes by agency and instant serve.
  const midnight = (day: ReturnType<typeof sql>) => sql`(${day})::timestamp at time zone 'Asia/Ho_Chi_Minh'`;
  const within = (column: ReturnType<typeof sql>) =>
    sql`${column} >= ${midnight(sql`${month.from}::date`)} and ${column} < ${midnight(sql`${month.to}::date + 1`)}`;
  const done = (type: string) => sql`(select count(*)::int from dossier_event e
    where e.person_id = s.person_id and e.type = ${type} and e.actor_unit_id = ${unitId} and ${within(sql`e.occurred_at`)})`;
  const { rows } = await sql<ConductLine & { readonly ratings: number }>`
    select s.person_id as "personId", s.name, ${done("received")} as received, ${done("returned")} as returned,
      (select count(*)::int from dossier d join dossier_event e on e.dossier_id = d.id and e.type = 'received'
        where e.person_id = s.person_id and d.unit_id = ${unitId} and d.ended_at > d.due_at and ${within(sql`d.ended_at`)}) as late,
      r.satisfied, r.not as "notSatisfied", r.satisfied + r.not as ratings
    from (select distinct s.person_id, p.full_name as name from secondment s join person p on p.id = s.person_id
      where s.unit_id = ${unitId} and s.sender_unit_id = ${senderUnitId}
        and s.during && daterange(${month.from}::date, ${month.to}::date, '[]')) s
    cross join lateral (select (count(*) filter (where r.level > 0))::int as satisfied, (count(*) filter (where r.level = 0))::int as not
      from rating r where r.person_id = s.person_id and r.unit_id = ${unitId} and not r.suspect and r.unfounded_why is null
        and r.day between ${month.from}::date and ${month.to}::date) r
    order by s.name collate "und-x-icu", s.person_id`.execute(tx);
  return rows.map(({ ratings, ...line }) => (ratings < FEWEST ? { ...line, satisfied: null, notSatisfied: null } : line));
}
