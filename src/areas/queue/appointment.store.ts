import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
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
  now: Date,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into queue_appointment (agency_id, unit_id, service_id, day, slot_from, name, phone, secret_hash, booked_at)
    values (${at.agencyId}, ${at.unitId}, ${input.serviceId}, ${input.day}::date, ${input.slot}, ${input.name}, ${input.phone},
      ${secretHash(secret)}, ${now.toISOString()})
    on conflict (unit_id, day, phone) where state = 'booked' do nothing
    returning id`.execute(tx);
  return rows[0]?.id;
}

/** The appointment that an address belongs to, under lock: a double touch at the door gives one number. */
export async function findAppointment(
  tx: Tx,
  unitId: number,
  secret: string,
  held = false,
): Promise<(Appointment & { readonly phone: string }) | undefined> {
  const lock = held ? sql`for update` : sql``;
  const { rows } = await sql<Appointment & { readonly phone: string }>`
    select id, service_id as "serviceId", day::text as day, slot_from as "slotFrom", state, phone
    from queue_appointment where secret_hash = ${secretHash(secret)} and unit_id = ${unitId} ${lock}`.execute(tx);
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
