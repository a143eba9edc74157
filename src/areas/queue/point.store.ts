import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { CounterInput, ServiceInput } from "./plan.ts";
import type { Counter, Point, Service } from "./queue.ts";

/** The reception points with a queue among these units; all that the row scope shows where none are named. */
export async function listPoints(tx: Tx, units?: readonly number[]): Promise<readonly Point[]> {
  const only = units === undefined ? sql`true` : sql`p.unit_id = any (${[...units]}::int[])`;
  const { rows } = await sql<Point>`
    select p.unit_id as "unitId", p.agency_id as "agencyId", v.full_name as name, p.grace_minutes as "graceMinutes",
      p.limit_per_identity as "limitPerIdentity", p.card_needed as "cardNeeded", p.card_scanned as "cardScanned", p.phone_proved as "phoneProved", p.slot_minutes as "slotMinutes", p.appointment_share::float8 as "appointmentShare",
      p.voice, p.paused_note as "pausedNote",
      case when l.unit_id is not null then jsonb_build_object('tag', l.tag, 'name', l.name, 'callText', l.call_text, 'reviewedBy', l.reviewed_by) end as second
    from queue_point p left join queue_language l on l.unit_id = p.unit_id
    join lateral (select full_name from unit_version v where v.unit_id = p.unit_id order by v.during desc limit 1) v on true
    where ${only} order by p.unit_id`.execute(tx);
  return rows;
}

export const findPoint = async (tx: Tx, unitId: number): Promise<Point | undefined> => (await listPoints(tx, [unitId]))[0];

/** The agency of a unit that may have a queue: organisation data, open to all. */
export async function findAgencyOfUnit(tx: Tx, unitId: number): Promise<number | undefined> {
  const row = await tx.selectFrom("unit").select("agency_id").where("id", "=", unitId).executeTakeFirst();
  return row?.agency_id ?? undefined;
}

/** Holds the point's row until the end of the transaction: calls and shifts of one hall happen one after the other. */
export async function lockPoint(tx: Tx, unitId: number): Promise<void> {
  await sql`select 1 from queue_point where unit_id = ${unitId} for no key update`.execute(tx);
}

export async function insertPoint(tx: Tx, unitId: number, agencyId: number): Promise<void> {
  await sql`insert into queue_point (unit_id, agency_id) values (${unitId}, ${agencyId}) on conflict do nothing`.execute(tx);
}

export async function listServices(tx: Tx, unitId: number): Promise<readonly Service[]> {
  const { rows } = await sql<Service>`
    select id, prefix, name, name_en as "nameEn", fields, minutes, daily_limit as "dailyLimit", paused
    from queue_service where unit_id = ${unitId} order by prefix`.execute(tx);
  return rows;
}

export async function insertService(
  tx: Tx,
  at: { readonly unitId: number; readonly agencyId: number },
  input: ServiceInput,
  fields: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into queue_service (agency_id, unit_id, prefix, name, name_en, fields, minutes, daily_limit, paused)
    values (${at.agencyId}, ${at.unitId}, ${input.prefix}, ${input.name}, ${input.nameEn ?? null}, ${[...fields]}, ${input.minutes},
      ${input.dailyLimit}, ${input.paused === "1"})
    on conflict (unit_id, prefix) do update set name = excluded.name, name_en = excluded.name_en, fields = excluded.fields, minutes = excluded.minutes,
      daily_limit = excluded.daily_limit, paused = excluded.paused
    returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

export async function listCounters(tx: Tx, unitId: number): Promise<readonly Counter[]> {
  const { rows } = await sql<Counter>`
    select id, number, name, name_en as "nameEn", services, active from queue_counter where unit_id = ${unitId} order by number`.execute(
    tx,
  );
  return rows;
}

export async function saveCounter(
  tx: Tx,
  at: { readonly unitId: number; readonly agencyId: number },
  input: CounterInput,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into queue_counter (agency_id, unit_id, number, name, name_en, services, active)
    select ${at.agencyId}, ${at.unitId}, ${input.number}, ${input.name}, ${input.nameEn ?? null},
      array(select s.id from queue_service s where s.unit_id = ${at.unitId} and s.id = any (${[...input.services]}::int[]) order by 1),
      ${input.active === "1"}
    on conflict (unit_id, number) do update set name = excluded.name, name_en = excluded.name_en, services = excluded.services, active = excluded.active
    returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}
