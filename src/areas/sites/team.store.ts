import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { ChangeMemberInput, Duty, MemberInput, Team, TeamInput, TeamMember, Visit, VisitInput } from "./team.ts";

const TEAM = sql`id, name, decision_no as "decisionNo", phone, place, formed_on::text as "formedOn", dissolved_on::text as "dissolvedOn"`;

/** Teams of an agency that stood on a day. */
export async function listTeams(tx: Tx, agencyId: number, on: string): Promise<readonly Team[]> {
  const { rows } = await sql<Team>`
    select ${TEAM} from support_team
    where agency_id = ${agencyId} and formed_on <= ${on}::date and (dissolved_on is null or dissolved_on > ${on}::date)
    order by name collate "und-x-icu", id`.execute(tx);
  return rows;
}

/** Every team of an agency, those that stand first. */
export async function listAllTeams(tx: Tx, agencyId: number): Promise<readonly Team[]> {
  const { rows } = await sql<Team>`
    select ${TEAM} from support_team where agency_id = ${agencyId}
    order by dissolved_on nulls first, name collate "und-x-icu", id`.execute(tx);
  return rows;
}

/** How many teams stood on a day in the agencies that the transaction sees. */
export async function countTeams(tx: Tx, on: string): Promise<{ readonly numerator: number; readonly denominator: null }> {
  const { rows } = await sql<{ teams: number }>`
    select count(*)::int as teams from support_team
    where agency_id = any ((select app_agencies())::int[]) and formed_on <= ${on}::date
      and (dissolved_on is null or dissolved_on > ${on}::date)`.execute(tx);
  return { numerator: rows[0]?.teams ?? 0, denominator: null };
}

/** The team under lock. */
export async function findTeam(tx: Tx, agencyId: number, id: number): Promise<Team | undefined> {
  const { rows } = await sql<Team>`
    select ${TEAM} from support_team where id = ${id} and agency_id = ${agencyId}`.execute(tx);
  return rows[0];
}

/** Undefined where a team of that name stands already. */
export async function insertTeam(tx: Tx, agencyId: number, input: TeamInput): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into support_team (agency_id, name, decision_no, phone, place, formed_on)
    values (${agencyId}, ${input.name}, ${input.decisionNo ?? null}, ${input.phone ?? null}, ${input.place ?? null}, ${input.formedOn}::date)
    on conflict (agency_id, name) where dissolved_on is null do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

/** Ends a team and the part of everyone in it; what was planned beyond that day is taken out. */
export async function dissolveTeam(tx: Tx, teamId: number, on: string): Promise<void> {
  await sql`update support_team set dissolved_on = ${on}::date where id = ${teamId}`.execute(tx);
  await sql`
    update support_member set during = daterange(lower(during), ${on}::date)
    where team_id = ${teamId} and upper_inf(during) and lower(during) < ${on}::date`.execute(tx);
  await sql`delete from support_duty where team_id = ${teamId} and on_date >= ${on}::date`.execute(tx);
}

const MEMBER = sql`id, name, part, title, lower(during)::text as "from", upper(during)::text as "until"`;

/** Who was in a team on a day; with `later` also who is going to be. */
export async function listMembers(tx: Tx, teamId: number, on: string): Promise<readonly TeamMember[]> {
  const { rows } = await sql<TeamMember>`
    select ${MEMBER} from support_member
    where team_id = ${teamId} and (upper_inf(during) or upper(during) > ${on}::date)
    order by part, lower(during), id`.execute(tx);
  return rows;
}

export async function findMember(tx: Tx, teamId: number, id: number): Promise<TeamMember | undefined> {
  const { rows } = await sql<TeamMember>`
    select ${MEMBER} from support_member where id = ${id} and team_id = ${teamId} for update`.execute(tx);
  return rows[0];
}

/** Undefined where the person is in the team then. */
export async function insertMember(tx: Tx, agencyId: number, teamId: number, input: MemberInput): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into support_member (agency_id, team_id, name, part, title, during)
    values (${agencyId}, ${teamId}, ${input.name}, ${input.part}, ${input.title ?? null}, daterange(${input.from}::date, null))
    on conflict on constraint support_member_once do nothing returning id`.execute(tx);
  return rows[0]?.id;
}

/** False where another of that name is in the team at the same time. */
export async function changeMember(tx: Tx, teamId: number, it: ChangeMemberInput): Promise<boolean> {
  const { rows } = await sql`
    update support_member m set name = ${it.name}, part = ${it.part}, title = ${it.title ?? null}
    where m.id = ${it.memberId} and m.team_id = ${teamId} and not exists (select from support_member o
      where o.team_id = m.team_id and o.id <> m.id and o.name = ${it.name} and o.during && m.during)
    returning m.id`.execute(tx);
  return rows.length === 1;
}

export async function endMember(tx: Tx, memberId: number, until: string): Promise<void> {
  await sql`update support_member set during = daterange(lower(during), ${until}::date) where id = ${memberId}`.execute(tx);
  await sql`delete from support_duty where member_id = ${memberId} and on_date >= ${until}::date`.execute(tx);
}

/** Puts a member on duty on days of a period, without those that they have already; answers how many that were. */
export async function insertDuties(
  tx: Tx,
  agencyId: number,
  duty: { readonly teamId: number; readonly memberId: number; readonly days: readonly string[] },
): Promise<number> {
  const { rows } = await sql`
    insert into support_duty (agency_id, team_id, member_id, on_date)
    select ${agencyId}::int, ${duty.teamId}::int, ${duty.memberId}::int, day from unnest(${[...duty.days]}::date[]) day
    on conflict do nothing returning on_date`.execute(tx);
  return rows.length;
}

export async function deleteDuty(tx: Tx, teamId: number, memberId: number, on: string): Promise<boolean> {
  const { rows } = await sql`
    delete from support_duty where team_id = ${teamId} and member_id = ${memberId} and on_date = ${on}::date returning member_id`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Who is on duty in a team from a day on. */
export async function listDuties(tx: Tx, teamId: number, from: string, until: string): Promise<readonly Duty[]> {
  const { rows } = await sql<Duty>`
    select d.member_id as "memberId", m.name, d.on_date::text as "on"
    from support_duty d join support_member m on m.id = d.member_id
    where d.team_id = ${teamId} and d.on_date between ${from}::date and ${until}::date
    order by d.on_date, m.part, m.id`.execute(tx);
  return rows;
}

export async function insertVisit(
  tx: Tx,
  agencyId: number,
  visit: VisitInput & { readonly teamId: number; readonly accountId: number | null },
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into support_visit (agency_id, team_id, member_id, on_date, hamlet, helped, what, account_id, recorded_at)
    values (${agencyId}, ${visit.teamId}, ${visit.memberId}, ${visit.on}::date, ${visit.hamlet}, ${visit.helped}, ${visit.what},
      ${visit.accountId}::bigint, ${now.toISOString()}) returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

/** False where there is no such visit or it has been withdrawn. */
export async function withdrawVisit(tx: Tx, teamId: number, id: number, why: string): Promise<boolean> {
  const { rows } = await sql`
    update support_visit set withdrawn_why = ${why}
    where id = ${id} and team_id = ${teamId} and withdrawn_why is null returning id`.execute(tx);
  return rows.length > 0;
}

export async function listVisits(tx: Tx, teamId: number, limit: number): Promise<readonly Visit[]> {
  const { rows } = await sql<Visit>`
    select v.id, v.on_date::text as "on", v.hamlet, v.helped, v.what, m.name as "memberName", v.withdrawn_why as "withdrawnWhy"
    from support_visit v join support_member m on m.id = v.member_id
    where v.team_id = ${teamId} order by v.on_date desc, v.id desc limit ${limit}`.execute(tx);
  return rows;
}

/** Visits of a team in a period, and how many times somebody was helped; withdrawn ones do not count. */
export async function sumVisits(
  tx: Tx,
  teamId: number,
  from: string,
  to: string,
): Promise<{ readonly visits: number; readonly helped: number; readonly hamlets: number }> {
  const { rows } = await sql<{ visits: number; helped: number; hamlets: number }>`
    select count(*)::int as visits, coalesce(sum(helped), 0)::int as helped, count(distinct search_key(hamlet))::int as hamlets
    from support_visit
    where team_id = ${teamId} and on_date between ${from}::date and ${to}::date and withdrawn_why is null`.execute(tx);
  return rows[0] ?? { visits: 0, helped: 0, hamlets: 0 };
}
