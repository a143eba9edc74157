import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { getPoint } from "./change-plan.ts";
import { listCounters, lockPoint } from "./point.store.ts";
import type { AtCounter, Counter, Point, Shift, Ticket } from "./queue.ts";
import { queueRefusal } from "./queue.errors.ts";
import { listShifts } from "./shift.store.ts";
import { listOpenTickets } from "./ticket.store.ts";

/** What stands at a hall in one moment, with the point's row held: whatever is decided on it stays true until the commit. */
export interface Held {
  readonly point: Point;
  readonly counter: Counter;
  readonly counters: readonly Counter[];
  readonly shifts: readonly Shift[];
  readonly tickets: readonly Ticket[];
  readonly day: string;
}

export async function holdHall(tx: Tx, unitId: number, counterId: number, now: Date): Promise<Held> {
  await lockPoint(tx, unitId);
  const day = localDay(now);
  const [point, counters, shifts, tickets] = await Promise.all([
    getPoint(tx, unitId),
    listCounters(tx, unitId),
    listShifts(tx, unitId),
    listOpenTickets(tx, unitId, day),
  ]);
  const counter = counters.find(({ id, active }) => id === counterId && active);
  if (counter === undefined) throw queueRefusal("counter_unknown");
  return { point, counter, counters, shifts, tickets, day };
}

/** The shift that this person works at this counter now; refused where they have none or are on a break. */
export function getOwnShift({ shifts, counter }: Held, by: AtCounter): Shift {
  const own = shifts.find((s) => s.counterId === counter.id && s.personId === by.personId && s.breakSince === null);
  if (own === undefined) throw queueRefusal("shift_needed", { values: { counter: counter.number } });
  return own;
}

/** The ticket that a counter has called or serves. */
export const currentTicket = (tickets: readonly Ticket[], counterId: number): Ticket | undefined =>
  tickets.find((t) => t.counterId === counterId && (t.state === "called" || t.state === "serving"));

/** Who works at a counter now; undefined where nobody does, or its officer is on a break. */
export const findShiftAt = async (tx: Tx, unitId: number, counterId: number): Promise<Shift | undefined> =>
  (await listShifts(tx, unitId)).find((shift) => shift.counterId === counterId && shift.breakSince === null);
