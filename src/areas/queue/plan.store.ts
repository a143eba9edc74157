import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { CloseInput, OpeningInput, PointInput, ReasonInput } from "./plan.ts";
import type { OpeningRow, PriorityReason } from "./queue.ts";

interface At {
  readonly unitId: number;
  readonly agencyId: number;
}

export async function listOpenings(tx: Tx, unitId: number): Promise<readonly OpeningRow[]> {
  const { rows } = await sql<OpeningRow>`
    select weekday, to_char(opens, 'HH24:MI') as opens, to_char(closes, 'HH24:MI') as closes, counters
    from queue_opening where unit_id = ${unitId}
    order by array_position('{mon,tue,wed,thu,fri,sat,sun}'::text[], weekday), opens`.execute(tx);
  return rows;
}

/** The points that are open on a weekday after a time (HH:mm), among those that the transaction sees. */
export async function listOpenAfter(tx: Tx, weekday: string, time: string): Promise<readonly number[]> {
  const { rows } = await sql<{ unitId: number }>`
    select distinct unit_id as "unitId" from queue_opening where weekday = ${weekday} and closes > ${time}::time`.execute(tx);
  return rows.map(({ unitId }) => unitId);
}

/** The plan of these weekdays anew, from this opening on; other openings of the same days stay. */
export async function saveOpening(tx: Tx, at: At, input: OpeningInput): Promise<void> {
  await sql`
    insert into queue_opening (agency_id, unit_id, weekday, opens, closes, counters)
    select ${at.agencyId}, ${at.unitId}, day, ${input.opens}::time, ${input.closes}::time, ${input.counters}
    from unnest(${[...input.weekdays]}::text[]) as w (day)
    on conflict (unit_id, weekday, opens) do update set closes = excluded.closes, counters = excluded.counters`.execute(tx);
}

export async function deleteOpening(tx: Tx, unitId: number, { weekday, opens }: CloseInput): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from queue_opening where unit_id = ${unitId} and weekday = ${weekday} and opens = ${opens}::time`.execute(tx);
  return numAffectedRows === 1n;
}

export async function updatePoint(tx: Tx, unitId: number, input: PointInput): Promise<void> {
  await sql`
    update queue_point set limit_per_identity = ${input.limitPerIdentity}, card_needed = ${input.cardNeeded !== undefined},
      card_scanned = ${input.cardNeeded === "scan"}, phone_proved = ${input.phoneProved === "1"}, slot_minutes = ${input.slotMinutes},
      appointment_share = ${input.appointmentPercent}::numeric / 100, grace_minutes = ${input.graceMinutes}, voice = ${input.voice},
      paused_note = ${input.pausedNote ?? null}
    where unit_id = ${unitId}`.execute(tx);
}

/** The reasons for priority at a hall on a day, the first to be called first: everybody's, and its own. */
export async function listPriorityReasons(tx: Tx, unitId: number, on: string): Promise<readonly PriorityReason[]> {
  const { rows } = await sql<PriorityReason>`
    select code, rank, name, name_en as "nameEn", source, verified, unit_id is not null as "isOwn"
    from queue_priority_reason where during @> ${on}::date and (unit_id is null or unit_id = ${unitId}) order by rank, name`.execute(
    tx,
  );
  return rows;
}

export async function insertReason(tx: Tx, at: At, input: ReasonInput, from: string): Promise<void> {
  await sql`
    insert into queue_priority_reason (code, during, rank, name, name_en, source, agency_id, unit_id)
    select 'own_' || ${at.unitId}::text || '_' || (1 + (select count(*) from queue_priority_reason r where r.unit_id = ${at.unitId}))::text,
      daterange(${from}::date, null), ${input.rank}, ${input.name}, ${input.nameEn}, ${input.source}, ${at.agencyId}, ${at.unitId}`.execute(
    tx,
  );
}

/** From this day on the reason is none; one that began today never was. */
export async function endReason(tx: Tx, unitId: number, code: string, on: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update queue_priority_reason set during = daterange(lower(during), greatest(${on}::date, lower(during)))
    where code = ${code} and unit_id = ${unitId} and during @> ${on}::date`.execute(tx);
  return numAffectedRows === 1n;
}
