import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { type AtCounter, queueTopic } from "./queue.ts";
import { queueRefusal } from "./queue.errors.ts";
import { endShift, insertShift, releaseCounter, setBreak } from "./shift.store.ts";
import { currentTicket, getOwnShift, holdHall } from "./shifts.ts";

export type ShiftStep =
  | { readonly step: "open"; readonly cash: number | null }
  | { readonly step: "break" }
  | { readonly step: "back" }
  | { readonly step: "close"; readonly cash: number | null };

/**
 * Opens, interrupts, resumes or closes a shift. A counter whose officer is on a break may be covered by another; nobody
 * works at two counters. A counter with a ticket before it is not left.
 */
export async function workShift(
  tx: Tx,
  unit: UnitOfWork,
  by: AtCounter,
  at: { readonly unitId: number; readonly counterId: number },
  step: ShiftStep,
  now: Date,
): Promise<{ readonly counterId: number }> {
  const held = await holdHall(tx, at.unitId, at.counterId, now);
  const { counter, shifts, tickets, point } = held;
  unit.subject(`counter:${counter.id}`);
  unit.note({ step: step.step });
  unit.announce(queueTopic(at.unitId));
  const here = shifts.filter((shift) => shift.counterId === counter.id);
  if (step.step === "open" || step.step === "back") {
    const taken = here.find((shift) => shift.breakSince === null && shift.personId !== by.personId);
    if (taken !== undefined) throw queueRefusal("counter_taken", { values: { counter: counter.number, name: taken.personName } });
    const elsewhere = shifts.find((s) => s.personId === by.personId && s.breakSince === null && s.counterId !== counter.id);
    if (elsewhere !== undefined) throw queueRefusal("shift_elsewhere");
    const own = here.find((shift) => shift.personId === by.personId);
    if (own !== undefined) await setBreak(tx, own.id, null);
    else if (step.step === "back") throw queueRefusal("shift_needed", { values: { counter: counter.number } });
    else {
      const covers = here.find((shift) => shift.breakSince !== null)?.id ?? null;
      const opening = { unitId: at.unitId, agencyId: point.agencyId, counterId: counter.id, ...by };
      await insertShift(tx, { ...opening, coversShiftId: covers, openingCash: step.cash }, now);
    }
    return { counterId: counter.id };
  }
  const own = getOwnShift(held, by);
  if (currentTicket(tickets, counter.id) !== undefined) throw queueRefusal("ticket_at_counter");
  await releaseCounter(tx, counter.id);
  if (step.step === "break") await setBreak(tx, own.id, now);
  else await endShift(tx, own.id, now, step.cash);
  return { counterId: counter.id };
}
