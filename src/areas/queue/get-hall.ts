import { callOrder, estimateWait, poolTimes, type WaitEstimate } from "#core/queue/index.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { waitingNow } from "./call-next.ts";
import { getPoint } from "./change-plan.ts";
import { type DayFigures, listDayFigures, listServiceTimes, type ServiceHistory } from "./figures.store.ts";
import { listCounters, listServices } from "./point.store.ts";
import type { Counter, Point, Service, Shift, Ticket } from "./queue.ts";
import { currentTicket } from "./shifts.ts";
import { listShifts } from "./shift.store.ts";
import { type Call, listCalls, listOpenTickets } from "./ticket.store.ts";

export interface CounterNow {
  readonly counter: Counter;
  readonly shift: Shift | undefined;
  readonly ticket: Ticket | undefined;
  readonly lastCall: Call | undefined;
  /** Whom it would call now. */
  readonly next: Ticket | undefined;
}

export interface ServiceNow {
  readonly service: Service;
  readonly waiting: number;
  /** For someone who takes a ticket now. */
  readonly wait: WaitEstimate;
  readonly figures: DayFigures | undefined;
}

/** A hall in one moment: what boards show, the supervisor watches and a ticket's page counts from. */
export interface Hall {
  readonly point: Point;
  readonly services: readonly ServiceNow[];
  readonly counters: readonly CounterNow[];
  readonly calls: readonly Call[];
  readonly tickets: readonly Ticket[];
  readonly times: ReadonlyMap<number, ServiceHistory>;
  readonly shifts: readonly Shift[];
}

const CALLS = 12;
const NO_TIMES = { count: 0, mean: 0, deviation: 0 };

const isOpen = (shift: Shift | undefined): boolean => shift !== undefined && shift.breakSince === null;

/** How long somebody waits for a service with so many people ahead of them. */
export function waitFor(hall: Pick<Hall, "counters" | "times">, serviceId: number, ahead: number): WaitEstimate {
  const serving = hall.counters.filter(({ counter, shift }) => isOpen(shift) && counter.services.includes(serviceId));
  const free = serving.filter(({ ticket }) => ticket === undefined).length;
  const seen = hall.times.get(serviceId);
  return estimateWait(ahead, serving.length, free, poolTimes(seen?.today ?? NO_TIMES, seen?.earlier ?? NO_TIMES));
}

/** How many are called before this ticket at the counters that serve it; undefined where it does not wait. */
export function aheadOf(hall: Pick<Hall, "tickets">, ticket: Ticket, now: Date): number | undefined {
  if (ticket.state !== "waiting") return undefined;
  const any = { id: ticket.onlyCounterId ?? 0, services: new Set([ticket.serviceId]) };
  const order = callOrder(waitingNow(hall.tickets, now), any, []);
  const place = order.findIndex(({ id }) => id === ticket.id);
  return place < 0 ? order.length : place;
}

export async function getHall(tx: Tx, unitId: number, now: Date): Promise<Hall> {
  const day = localDay(now);
  const [point, services, counters, shifts, tickets, calls, times, figures] = await Promise.all([
    getPoint(tx, unitId),
    listServices(tx, unitId),
    listCounters(tx, unitId),
    listShifts(tx, unitId),
    listOpenTickets(tx, unitId, day),
    listCalls(tx, unitId, day, CALLS),
    listServiceTimes(tx, unitId, day),
    listDayFigures(tx, unitId, day),
  ]);
  const waiting = waitingNow(tickets, now);
  const open = counters
    .filter((counter) => counter.active)
    .map((counter): CounterNow => {
      const here = shifts.filter((shift) => shift.counterId === counter.id);
      const shift = here.find((one) => one.breakSince === null) ?? here[0];
      const next = isOpen(shift) ? callOrder(waiting, { id: counter.id, services: new Set(counter.services) }, [])[0] : undefined;
      return {
        counter,
        shift,
        ticket: currentTicket(tickets, counter.id),
        lastCall: calls.find((call) => call.counterId === counter.id),
        next: tickets.find(({ id }) => id === next?.id),
      };
    });
  const seen = { counters: open, times };
  return {
    point,
    counters: open,
    calls,
    tickets,
    times,
    shifts,
    services: services.map((service) => {
      const count = waiting.filter(({ serviceId }) => serviceId === service.id).length;
      return {
        service,
        waiting: count,
        wait: waitFor(seen, service.id, count),
        figures: figures.find(({ serviceId }) => serviceId === service.id),
      };
    }),
  };
}
