import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { Appointment, BookInput } from "./appointment.ts";
import { secretHash } from "./ticket.store.ts";

/** How many hold each slot of a service on a day: those who booked and those who have arrived. */
export async function countBooked(tx: Tx, unitId: number, serviceId: number, day: string): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ slot: number; n: number }>`
    select slot_from as slot, count(*)::int as n from queue_appointment
    where unit_id = ${unitId} and service_id = ${serviceId} and day = ${day}::date and state in ('booked', 'arrived')
    group by 1`.execute(tx);
  return new Map(rows.map(({ slot, n }) => [slot, n]));
}

/** False where this telephone has an appointment on that day already. */
export async function insertAppointment(
  tx: Tx,
  at: { readonly unitId: number; readonly agencyId: number },
  input: BookInput,
  secret: string,
  locale: Locale,
  now: Date,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into queue_appointment (agency_id, unit_id, service_id, day, slot_from, name, phone, secret_hash, booked_at, locale)
    values (${at.agencyId}, ${at.unitId}, ${input.serviceId}, ${input.day}::date, ${input.slot}, ${input.name}, ${input.phone},
      ${secretHash(secret)}, ${now.toISOString()}, ${locale})
    on conflict (unit_id, day, phone) where state = 'booked' do nothing
    returning id`.execute(tx);
  return rows[0]?.id;
}

/** How an appointment is named: by its address, or by its row on the desk's list. */
export type AppointmentKey =
  | { readonly unitId: number; readonly secret: string }
  | { readonly unitId: number; readonly id: number };

/** An appointment, under lock where it is about to change: a double touch at the door gives one number. */
export async function findAppointment(
  tx: Tx,
  key: AppointmentKey,
  held = false,
): Promise<(Appointment & { readonly phone: string }) | undefined> {
  const by = "secret" in key ? sql`secret_hash = ${secretHash(key.secret)}` : sql`id = ${key.id}`;
  const lock = held ? sql`for update` : sql``;
  const { rows } = await sql<Appointment & { readonly phone: string }>`
    select id, service_id as "serviceId", day::text as day, slot_from as "slotFrom", state, phone
    from queue_appointment where ${by} and unit_id = ${key.unitId} ${lock}`.execute(tx);
  return rows[0];
}

export async function moveAppointment(
  tx: Tx,
  id: number,
  state: "arrived" | "cancelled",
  ticketId: number | null,
): Promise<void> {
  await sql`update queue_appointment set state = ${state}, ticket_id = ${ticketId}::bigint where id = ${id}`.execute(tx);
}

export interface Booked {
  readonly id: number;
  readonly agencyId: number;
  readonly place: string;
  readonly service: string;
  readonly serviceEn: string | null;
  readonly name: string;
  readonly phone: string;
  readonly locale: Locale;
  readonly day: string;
  readonly slotFrom: number;
  readonly bookedAt: Date;
}

/** Appointments of these days that nobody gave back and nobody came to yet. */
export async function listBooked(tx: Tx, days: readonly string[]): Promise<readonly Booked[]> {
  const { rows } = await sql<Booked>`
    select a.id, a.agency_id as "agencyId", v.full_name as place, s.name as service, s.name_en as "serviceEn", a.name, a.phone, a.locale,
      a.day::text as day, a.slot_from as "slotFrom", a.booked_at as "bookedAt"
    from queue_appointment a join queue_service s on s.id = a.service_id
    join lateral (select full_name from unit_version v where v.unit_id = a.unit_id order by v.during desc limit 1) v on true
    where a.state = 'booked' and a.day = any (${[...days]}::date[]) and a.phone <> '–' order by a.id`.execute(tx);
  return rows;
}

export interface Expected extends Appointment {
  readonly name: string;
  readonly phone: string;
  readonly serviceId: number;
  /** The number that was given on arrival. */
  readonly label: string | null;
}

/** Who is expected on a day, by the hour; names and telephones are gone after its evening. */
export async function listExpected(tx: Tx, unitId: number, day: string): Promise<readonly Expected[]> {
  const { rows } = await sql<Expected>`
    select a.id, a.service_id as "serviceId", a.day::text as day, a.slot_from as "slotFrom", a.state, a.name, a.phone,
      t.prefix || lpad(t.number::text, greatest(3, length(t.number::text)), '0') as label
    from queue_appointment a left join queue_ticket t on t.id = a.ticket_id
    where a.unit_id = ${unitId} and a.day = ${day}::date and a.state <> 'cancelled' order by a.slot_from, a.id`.execute(tx);
  return rows;
}
