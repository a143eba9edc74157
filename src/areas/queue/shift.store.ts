import { type RawBuilder, sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Shift } from "./queue.ts";

const COLUMNS = sql`
  s.id, s.counter_id as "counterId", s.person_id as "personId", p.full_name as "personName", s.opened_at as "openedAt",
  s.break_since as "breakSince"`;

/** The shifts of a point that are not closed, those on a break too. */
export async function listShifts(tx: Tx, unitId: number): Promise<readonly Shift[]> {
  const { rows } = await sql<Shift>`
    select ${COLUMNS} from queue_shift s join person p on p.id = s.person_id
    where s.unit_id = ${unitId} and s.closed_at is null order by s.opened_at`.execute(tx);
  return rows;
}

export interface NewShift {
  readonly unitId: number;
  readonly agencyId: number;
  readonly counterId: number;
  readonly personId: number;
  readonly accountId: number;
  readonly coversShiftId: number | null;
  readonly openingCash: number | null;
}

export async function insertShift(tx: Tx, shift: NewShift, now: Date): Promise<void> {
  await sql`
    insert into queue_shift (agency_id, unit_id, counter_id, person_id, account_id, covers_shift_id, opened_at, opening_cash)
    values (${shift.agencyId}, ${shift.unitId}, ${shift.counterId}, ${shift.personId}, ${shift.accountId}, ${shift.coversShiftId},
      ${now.toISOString()}, ${shift.openingCash})`.execute(tx);
}

export async function setBreak(tx: Tx, shiftId: number, since: Date | null): Promise<void> {
  await sql`update queue_shift set break_since = ${since?.toISOString() ?? null}::timestamptz where id = ${shiftId}`.execute(tx);
}

export async function endShift(tx: Tx, shiftId: number, now: Date, cash: number | null): Promise<void> {
  await sql`
    update queue_shift set closed_at = ${now.toISOString()}, closing_cash = ${cash}, break_since = null where id = ${shiftId}`.execute(
    tx,
  );
}

export interface ShiftOfDay {
  readonly id: number;
  readonly counter: number;
  readonly personId: number;
  readonly personName: string;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  /** Nobody closed it: the evening did. */
  readonly closedByJob: boolean;
  readonly covers: string | null;
  readonly openingCash: number | null;
  readonly closingCash: number | null;
  readonly served: number;
}

/** The shifts that began at a point on a day. */
export async function listShiftsOfDay(tx: Tx, unitId: number, day: string): Promise<readonly ShiftOfDay[]> {
  const { rows } = await sql<ShiftOfDay>`
    select s.id, c.number as counter, s.person_id as "personId", p.full_name as "personName", s.opened_at as "openedAt",
      s.closed_at as "closedAt", s.closed_by_job as "closedByJob", covered.full_name as covers, s.opening_cash as "openingCash",
      s.closing_cash as "closingCash", (select count(*)::int from queue_ticket t where t.shift_id = s.id and t.state = 'done') as served
    from queue_shift s join queue_counter c on c.id = s.counter_id join person p on p.id = s.person_id
    left join queue_shift o on o.id = s.covers_shift_id left join person covered on covered.id = o.person_id
    where s.unit_id = ${unitId} and s.opened_at >= ${day}::date::timestamp at time zone 'Asia/Ho_Chi_Minh'
      and s.opened_at < (${day}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
    order by c.number, s.opened_at`.execute(tx);
  return rows;
}

/** What was sent to a counter alone goes back to all counters of its service. */
export async function releaseCounter(tx: Tx, counterId: number): Promise<void> {
  await sql`
    update queue_ticket set only_counter_id = null where only_counter_id = ${counterId} and state in ('waiting', 'held')`.execute(
    tx,
  );
}

export interface DayClosed {
  readonly tickets: number;
  readonly shifts: number;
}

/**
 * Ends what a day left open: tickets expire, shifts close, appointments are missed, and no hash of an identity is kept. A point
 * that is still open on that day has its evening before it: only earlier days are ended there.
 */
export async function closeDay(tx: Tx, upTo: string, now: Date, stillOpen: readonly number[] = []): Promise<DayClosed> {
  const at = now.toISOString();
  const isOver = (day: RawBuilder<unknown>) =>
    sql`(${day} < ${upTo}::date or (${day} = ${upTo}::date and unit_id <> all (${[...stillOpen]}::int[])))`;
  const day = sql`day`;
  const tickets = await sql`
    with expired as (
      update queue_ticket set state = 'expired', ended_at = ${at}, last_seq = last_seq + 1
      where ${isOver(day)} and state in ('waiting', 'called', 'serving', 'held')
      returning id, agency_id, unit_id, last_seq
    )
    insert into queue_event (agency_id, unit_id, ticket_id, seq, type, at)
    select agency_id, unit_id, id, last_seq, 'expired', ${at} from expired`.execute(tx);
  const shifts = await sql`
    update queue_shift set closed_at = ${at}, break_since = null, closed_by_job = true
    where closed_at is null and ${isOver(sql`(opened_at at time zone 'Asia/Ho_Chi_Minh')::date`)}`.execute(tx);
  await sql`update queue_ticket set identity_hash = null where ${isOver(day)} and identity_hash is not null`.execute(tx);
  await sql`
    update queue_appointment set state = case state when 'booked' then 'missed' else state end, name = '–', phone = '–'
    where ${isOver(day)} and phone <> '–'`.execute(tx);
  return { tickets: Number(tickets.numAffectedRows ?? 0), shifts: Number(shifts.numAffectedRows ?? 0) };
}
