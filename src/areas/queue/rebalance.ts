import { z } from "zod";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, many, optional, requiredText } from "#platform/input/fields.ts";
import { waitingNow } from "./call-next.ts";
import { getPoint } from "./change-plan.ts";
import { listCounters, listServices, lockPoint } from "./point.store.ts";
import { type Counter, POINT_ID, queueTopic } from "./queue.ts";
import { queueRefusal } from "./queue.errors.ts";
import { type CounterDuty, insertRebalance, listRebalances, markUndone, type Rebalance, setDuty } from "./rebalance.store.ts";
import { listShifts, releaseCounter, setBreak } from "./shift.store.ts";
import { currentTicket } from "./shifts.ts";
import { listOpenTickets } from "./ticket.store.ts";

export const DutyInput = z.object({
  counterId: POINT_ID,
  services: many(POINT_ID),
  active: optional(choice(["1"])),
  /** What the counter was when its change was looked at: somebody else may have changed it meanwhile. */
  seen: requiredText(400),
});
export type DutyInput = z.output<typeof DutyInput>;

/** A counter's duty as one text, to tell whether it changed. */
export const dutyMark = ({ services, active }: CounterDuty): string =>
  `${active ? 1 : 0}:${services.toSorted((a, b) => a - b).join(",")}`;

/** Who waits must not be left without a counter that may call them. */
async function assertNobodyLeft(tx: Tx, unitId: number, counters: readonly Counter[], now: Date): Promise<void> {
  const [services, tickets] = await Promise.all([listServices(tx, unitId), listOpenTickets(tx, unitId, localDay(now))]);
  const served = new Set(counters.filter(({ active }) => active).flatMap(({ services: own }) => own));
  const left = waitingNow(tickets, now).find(({ serviceId }) => !served.has(serviceId));
  if (left === undefined) return;
  const service = services.find(({ id }) => id === left.serviceId)?.name ?? "";
  throw queueRefusal("service_left", { field: "services", values: { service } });
}

/** A counter that is closed keeps nobody: its officer is on a break, and what was sent to it alone goes to all. */
async function leaveCounter(tx: Tx, unitId: number, counter: Counter, now: Date): Promise<void> {
  const [tickets, shifts] = await Promise.all([listOpenTickets(tx, unitId, localDay(now)), listShifts(tx, unitId)]);
  if (currentTicket(tickets, counter.id) !== undefined) throw queueRefusal("ticket_at_counter", { field: "active" });
  for (const shift of shifts) if (shift.counterId === counter.id && shift.breakSince === null) await setBreak(tx, shift.id, now);
  await releaseCounter(tx, counter.id);
}

async function changeDuty(tx: Tx, unitId: number, counter: Counter, duty: CounterDuty, now: Date): Promise<void> {
  const counters = await listCounters(tx, unitId);
  await assertNobodyLeft(
    tx,
    unitId,
    counters.map((one) => (one.id === counter.id ? { ...one, ...duty } : one)),
    now,
  );
  if (counter.active && !duty.active) await leaveCounter(tx, unitId, counter, now);
  await setDuty(tx, counter.id, duty);
}

/**
 * Gives a counter other services, closes it or takes it into use. Refused: when it was changed since it was looked at, when it
 * has a number before it and is to be closed, and when somebody would wait for a service that no counter has.
 */
export async function rebalance(
  tx: Tx,
  unit: UnitOfWork,
  by: { readonly accountId: number },
  unitId: number,
  input: DutyInput,
  now: Date,
): Promise<{ readonly rebalanceId: number }> {
  await lockPoint(tx, unitId);
  const [point, counters, services] = await Promise.all([
    getPoint(tx, unitId),
    listCounters(tx, unitId),
    listServices(tx, unitId),
  ]);
  const counter = counters.find(({ id }) => id === input.counterId);
  if (counter === undefined) throw queueRefusal("counter_unknown");
  if (dutyMark(counter) !== input.seen) throw queueRefusal("counter_changed", { values: { counter: counter.number } });
  const active = input.active === "1";
  const own = services.map(({ id }) => id).filter((id) => input.services.includes(id));
  if (active && own.length === 0) throw queueRefusal("skills_needed", { field: "services" });
  const duty = { services: own, active };
  if (dutyMark(duty) === dutyMark(counter)) throw queueRefusal("nothing_changes", { values: { counter: counter.number } });
  await changeDuty(tx, unitId, counter, duty, now);
  const at = { unitId, agencyId: point.agencyId, counterId: counter.id, accountId: by.accountId };
  const rebalanceId = await insertRebalance(tx, at, counter, duty, now);
  unit.subject(`counter:${counter.id}`);
  unit.note({ before: dutyMark(counter), after: dutyMark(duty) });
  unit.announce(queueTopic(unitId));
  return { rebalanceId };
}

/** The change that can be taken back now: today's last that stands. */
export const findUndoable = (changes: readonly Rebalance[]): Rebalance | undefined => changes.find(({ undone }) => !undone);

/** Takes the last change of the day back. Refused where another came after it, or the counter is not as it left it. */
export async function undoRebalance(
  tx: Tx,
  unit: UnitOfWork,
  by: { readonly accountId: number },
  at: { readonly unitId: number; readonly rebalanceId: number },
  now: Date,
): Promise<{ readonly rebalanceId: number }> {
  await lockPoint(tx, at.unitId);
  const last = findUndoable(await listRebalances(tx, at.unitId, localDay(now)));
  const counter = (await listCounters(tx, at.unitId)).find(({ id }) => id === last?.counterId);
  if (last === undefined || counter === undefined || last.id !== at.rebalanceId || dutyMark(counter) !== dutyMark(last.after))
    throw queueRefusal("undo_gone");
  await changeDuty(tx, at.unitId, counter, last.before, now);
  await markUndone(tx, last.id, by.accountId, now);
  unit.subject(`counter:${counter.id}`);
  unit.note({ undone: last.id });
  unit.announce(queueTopic(at.unitId));
  return { rebalanceId: last.id };
}
