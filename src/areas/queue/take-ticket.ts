import { randomBytes } from "node:crypto";
import { isOpenAt, type Opening } from "#core/queue/index.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { formatTime, localDay } from "#platform/i18n/dates.ts";
import { isCardNumber, isScannedCard } from "./card.rules.ts";
import { getPoint } from "./change-plan.ts";
import { listOpenings, listPriorityReasons } from "./plan.store.ts";
import { listServices } from "./point.store.ts";
import {
  type OpeningRow,
  type Point,
  type PriorityReason,
  queueTopic,
  type Service,
  type TakeTicketInput,
  ticketLabel,
  type TicketSource,
} from "./queue.ts";
import { queueRefusal } from "./queue.errors.ts";
import { countTaken, insertTicket } from "./ticket.store.ts";
import { minutesOf, weekdayOf } from "./local-time.ts";
import { isOpenDay } from "./open-day.ts";

export type Taken = {
  readonly ticketId: number;
  readonly label: string;
  /** Opens the page of this one ticket; only its hash is kept. */
  readonly secret: string;
};

export interface TicketSeat {
  readonly unitId: number;
  readonly source: TicketSource;
  readonly accountId: number | null;
  /** Where it was booked: waits from its slot on, before those who just came. */
  readonly slotAt?: Date;
}

export const openingsOn = (rows: readonly OpeningRow[], weekday: string): readonly Opening[] =>
  rows
    .filter((row) => row.weekday === weekday)
    .map((row) => ({ from: minutesOf(row.opens), to: minutesOf(row.closes), counters: row.counters }));

const SECRET_BYTES = 18;

/**
 * What somebody asks for, if this hall gives it to them now. Refuses outside the opening plan and on a day off (but not at the
 * reception desk), for a paused service, and a reason for priority that is not in the list of that day.
 */
export async function assertOffered(
  tx: Tx,
  { unitId, source }: Pick<TicketSeat, "unitId" | "source">,
  input: Pick<TakeTicketInput, "serviceId" | "priority">,
  now: Date,
): Promise<{ readonly point: Point; readonly service: Service; readonly reason: PriorityReason | undefined }> {
  const day = localDay(now);
  const [point, services, openings, reasons] = await Promise.all([
    getPoint(tx, unitId),
    listServices(tx, unitId),
    listOpenings(tx, unitId),
    listPriorityReasons(tx, unitId, day),
  ]);
  const service = services.find(({ id }) => id === input.serviceId);
  if (service === undefined) throw queueRefusal("service_unknown", { field: "serviceId" });
  if (service.paused) throw queueRefusal("service_paused", { field: "serviceId", values: { service: service.name } });
  if (source !== "desk") assertOpen(openings, day, now);
  const reason = reasons.find(({ code }) => code === input.priority);
  if (input.priority !== undefined && reason === undefined) throw queueRefusal("priority_unknown", { field: "priority" });
  return { point, service, reason };
}

/**
 * Gives the next number of a service. Refuses what is not offered, beyond the day's numbers, without a card where the hall's kiosks
 * ask for one, and beyond what one identity may take in a day.
 */
export async function takeTicket(tx: Tx, unit: UnitOfWork, seat: TicketSeat, input: TakeTicketInput, now: Date): Promise<Taken> {
  const { unitId, source } = seat;
  const day = localDay(now);
  const { point, service, reason } = await assertOffered(tx, seat, input, now);
  if (source === "kiosk" && point.cardNeeded) assertCard(point, input.identity);
  const identity = input.identity === undefined ? null : canonicalIdentity(input.identity);
  const taken = identity === null ? 0 : await countTaken(tx, unitId, day, identity);
  // Whoever was given an hour before gets its number: one hour a day is all that a telephone can book.
  if (taken >= point.limitPerIdentity && source !== "appointment")
    throw queueRefusal("identity_limit", { field: "identity", values: { n: point.limitPerIdentity } });
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  const issued = await insertTicket(
    tx,
    {
      unitId,
      serviceId: service.id,
      day,
      source,
      class: seat.slotAt !== undefined ? "appointment" : reason !== undefined ? "priority" : "ordinary",
      priorityCode: reason?.code ?? null,
      rank: reason?.rank ?? 99,
      waitingSince: seat.slotAt ?? now,
      identity,
      secret,
      accountId: seat.accountId,
    },
    now,
  );
  if (issued === undefined) throw queueRefusal("day_full", { field: "serviceId", values: { service: service.name } });
  unit.subject(`ticket:${issued.id}`);
  unit.note({ source, ...(reason === undefined ? {} : { priority: reason.code }) });
  unit.announce(queueTopic(unitId));
  return { ticketId: issued.id, label: ticketLabel(issued), secret };
}

/** A hall without a plan is open whenever it gives numbers. */
function assertOpen(openings: readonly OpeningRow[], day: string, now: Date): void {
  const weekday = weekdayOf(day);
  const today = isOpenDay(day) ? openings.filter((row) => row.weekday === weekday) : [];
  if (openings.length > 0 && !isOpenAt(openingsOn(today, weekday), minutesOf(formatTime(now))))
    throw queueRefusal("point_closed", { values: { hours: hoursText(today) } });
}

const hoursText = (openings: readonly OpeningRow[]): string =>
  openings.map((row) => `${row.opens}–${row.closes}`).join(", ") || "–";

function assertCard({ cardScanned }: Point, typed: string | undefined): void {
  if (typed === undefined) throw queueRefusal("identity_needed", { field: "identity" });
  if (cardScanned && !isScannedCard(typed)) throw queueRefusal("identity_unscanned", { field: "identity" });
  if (!isCardNumber(typed)) throw queueRefusal("identity_unreadable", { field: "identity" });
}

/** The number alone, also where a card's whole text was read: 12 digits first, then whatever digits there are. */
export function canonicalIdentity(typed: string): string {
  const first = typed.split("|")[0] ?? typed;
  const digits = first.replace(/\D/g, "");
  return digits === "" ? first.trim().toLowerCase() : digits.replace(/^84(?=\d{9}$)/, "0");
}
