import { randomBytes } from "node:crypto";
import { vietnamInstant } from "#core/instant.ts";
import { addDays, plainDate, toEpochDay } from "#core/plain-date.ts";
import { arrivalOf, type Slot, slotsOf } from "#core/queue/index.ts";
import { withdrawNotices } from "#notices";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { formatTime, localDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { type BookInput, MOST_DAYS_AHEAD, slotText } from "./appointment.ts";
import { type AppointmentKey, countBooked, findAppointment, insertAppointment, moveAppointment } from "./appointment.store.ts";
import { getPoint } from "./change-plan.ts";
import { minutesOf, weekdayOf } from "./local-time.ts";
import { isOpenDay } from "./open-day.ts";
import { reminderKeys } from "./remind.rules.ts";
import { listOpenings } from "./plan.store.ts";
import { listServices, lockPoint } from "./point.store.ts";
import { queueRefusal } from "./queue.errors.ts";
import { openingsOn, takeTicket } from "./take-ticket.ts";

const SECRET_BYTES = 18;
const EARLIEST_MINUTES = 30;

/** The slots of a service that can still be booked on a day, with the places left: none in the past, none beyond thirty days. */
export async function listSlots(
  tx: Tx,
  unitId: number,
  serviceId: number,
  day: string,
  now: Date,
): Promise<readonly (Slot & { readonly left: number })[]> {
  const today = localDay(now);
  const [point, services, openings, booked] = await Promise.all([
    getPoint(tx, unitId),
    listServices(tx, unitId),
    listOpenings(tx, unitId),
    countBooked(tx, unitId, serviceId, day),
  ]);
  const service = services.find(({ id }) => id === serviceId);
  if (service === undefined) throw queueRefusal("service_unknown", { field: "serviceId" });
  if (service.paused) throw queueRefusal("service_paused", { field: "serviceId", values: { service: service.name } });
  if (day < today || day > addDays(plainDate(today), MOST_DAYS_AHEAD) || !isOpenDay(day)) return [];
  // Counters that are open serve all services between them: a service has its share of each.
  const shared = openingsOn(openings, weekdayOf(day)).map((opening) => ({
    ...opening,
    counters: opening.counters / Math.max(1, services.length),
  }));
  const nowMinutes = day === today ? minutesOf(formatTime(now)) : -1;
  const slots = slotsOf(shared, point.slotMinutes, service.minutes, point.appointmentShare);
  // Openings of a day may overlap: a slot is offered once.
  return slots
    .filter(({ from }, index) => from > nowMinutes && slots.findIndex((slot) => slot.from === from) === index)
    .map((slot) => ({ ...slot, left: Math.max(0, slot.places - (booked.get(slot.from) ?? 0)) }));
}

/** Refused where the slot is full, over, or none. */
export async function assertFree(
  tx: Tx,
  unitId: number,
  input: Pick<BookInput, "serviceId" | "day" | "slot">,
  now: Date,
): Promise<void> {
  const slot = (await listSlots(tx, unitId, input.serviceId, input.day, now)).find(({ from }) => from === input.slot);
  if (slot === undefined || slot.left === 0) throw queueRefusal("slot_taken", { field: "slot" });
}

/** Books a slot. Refused where it is full or closed, and a second time for one telephone on one day. */
export async function bookAppointment(
  tx: Tx,
  unit: UnitOfWork,
  unitId: number,
  input: BookInput,
  now: Date,
  locale: Locale = "vi",
): Promise<{ readonly appointmentId: number; readonly secret: string }> {
  await lockPoint(tx, unitId);
  const point = await getPoint(tx, unitId);
  await assertFree(tx, unitId, input, now);
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  const appointmentId = await insertAppointment(tx, point, input, secret, locale, now);
  if (appointmentId === undefined) throw queueRefusal("appointment_twice", { field: "phone" });
  unit.subject(`appointment:${appointmentId}`);
  unit.note({ service: input.serviceId, day: input.day, slot: input.slot });
  return { appointmentId, secret };
}

/** Gives a booked slot back, by whoever holds its address or works at the desk. */
export async function cancelAppointment(
  tx: Tx,
  unit: UnitOfWork,
  at: AppointmentKey,
  now: Date,
): Promise<{ readonly appointmentId: number }> {
  const found = await findAppointment(tx, at, true);
  if (found?.state !== "booked") throw queueRefusal("appointment_unknown");
  await moveAppointment(tx, found.id, "cancelled", null);
  await withdrawNotices(tx, reminderKeys(found.id), now);
  unit.subject(`appointment:${found.id}`);
  return { appointmentId: found.id };
}

/**
 * Gives a number to somebody who has arrived: within the grace time they wait from their slot on and go before those who
 * just came; later they wait like anyone else. Refused too early, and on another day.
 */
export async function checkIn(
  tx: Tx,
  unit: UnitOfWork,
  at: AppointmentKey,
  now: Date,
): Promise<{ readonly ticketId: number; readonly label: string; readonly secret: string }> {
  const point = await getPoint(tx, at.unitId);
  const found = await findAppointment(tx, at, true);
  if (found?.state !== "booked" || found.day < localDay(now)) throw queueRefusal("appointment_unknown");
  const earliest = slotText(Math.max(0, found.slotFrom - EARLIEST_MINUTES));
  const arrival =
    found.day > localDay(now)
      ? "early"
      : arrivalOf(found.slotFrom, minutesOf(formatTime(now)), point.graceMinutes, EARLIEST_MINUTES);
  if (arrival === "early") throw queueRefusal("appointment_early", { values: { time: earliest } });
  const slotAt = new Date(vietnamInstant(toEpochDay(plainDate(found.day)), found.slotFrom));
  const seat = {
    unitId: at.unitId,
    source: "appointment",
    accountId: null,
    ...(arrival === "in_time" ? { slotAt } : {}),
  } as const;
  const taken = await takeTicket(tx, unit, seat, { serviceId: found.serviceId, priority: undefined, identity: found.phone }, now);
  await moveAppointment(tx, found.id, "arrived", taken.ticketId);
  await withdrawNotices(tx, reminderKeys(found.id), now);
  return taken;
}
