import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { StandIn } from "./stand-in.ts";

const isAway = (person: ReturnType<typeof sql>, on: string) =>
  sql`exists (select from person_leave w where w.person_id = ${person} and w.during @> ${on}::date and w.revoked_at is null)`;

/**
 * Who does the work of the assignment `g` of a person on a day: whoever the post was lent to, else, during leave, the
 * substitute. Somebody who is away stands in for nobody.
 */
export const standInOn = (on: string) => sql<StandIn | null>`coalesce(
  (select jsonb_build_object('basis', 'delegation', 'until', upper(d.during), 'personId', d.to_person_id, 'name', s.full_name,
      'decisionNo', d.decision_no) from delegation d join person s on s.id = d.to_person_id
    where d.from_assignment_id = g.id and d.during @> ${on}::date and d.revoked_at is null and not ${isAway(sql`d.to_person_id`, on)}
    order by d.id desc limit 1),
  (select jsonb_build_object('basis', 'leave', 'until', upper(l.during), 'personId', s.id, 'name', s.full_name, 'decisionNo', null)
    from person_leave l left join person s on s.id = l.substitute_id and not ${isAway(sql`s.id`, on)}
    where l.person_id = g.person_id and l.during @> ${on}::date and l.revoked_at is null))`;

/** Who stands in on a day for the holders of these assignments, by assignment; who does their own work is absent. */
export async function findStandIns(tx: Tx, assignments: readonly number[], on: string): Promise<ReadonlyMap<number, StandIn>> {
  if (assignments.length === 0) return new Map();
  const { rows } = await sql<{ id: number; standIn: StandIn | null }>`
    select g.id, ${standInOn(on)} as "standIn" from assignment g where g.id = any(${[...assignments]}::int[])`.execute(tx);
  return new Map(rows.flatMap(({ id, standIn }) => (standIn === null ? [] : [[id, standIn] as const])));
}

/** Whether a person is on leave on a day. */
export async function isOnLeave(tx: Tx, personId: number, on: string): Promise<boolean> {
  const { rows } = await sql<{ away: boolean }>`select ${isAway(sql`${personId}::bigint`, on)} as away`.execute(tx);
  return rows[0]?.away === true;
}
