import { z } from "zod";
import { localDateOf } from "#core/instant.ts";
import { bookWithoutLine, type Entry } from "#core/money/ledger.ts";
import { countNotes, DENOMINATIONS, type Denomination, groupThousands } from "#core/money/vnd.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { integer, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import { dayFigures, insertClosing, isClosedFrom, lockDay } from "./closing.store.ts";
import type { Cashier, MovementKind } from "./fee.ts";
import { feeRefusal } from "./fees.errors.ts";
import { insertMovement } from "./ledger.store.ts";

const count = z.preprocess((value) => (value === "" || value === undefined ? 0 : value), integer(0, 100_000));

/** "n50000": how many notes of 50.000 đồng. */
const noteField = (value: Denomination): string => `n${value}`;

export const CloseDayInput = z.object({
  day: plainDay(),
  notes: z.object(Object.fromEntries(DENOMINATIONS.map((value) => [noteField(value), count]))),
  explanation: optional(requiredText(1000)),
});
export type CloseDayInput = z.output<typeof CloseDayInput>;

/** The notes that an amount is paid out in: as few as possible. What no notes come to is left out. */
export function notesFor(amountVnd: number): CloseDayInput["notes"] {
  let rest = amountVnd;
  return Object.fromEntries(
    DENOMINATIONS.map((value) => {
      const number = Math.max(0, Math.trunc(rest / value));
      rest -= number * value;
      return [noteField(value), number];
    }),
  );
}

/** The counted notes, by value. */
export const notesOf = (input: CloseDayInput): Readonly<Partial<Record<Denomination, number>>> =>
  Object.fromEntries(DENOMINATIONS.map((value) => [value, Number(input.notes[noteField(value)] ?? 0)]));

/**
 * Closes a cashier's day: the counted notes against the ledger, a difference only with its explanation. The difference is
 * booked, the cash is handed on, and the day takes no more cash. Refusals: `already_closed`, `closing_in_future`,
 * `explanation_required`.
 */
export async function closeDay(
  tx: Tx,
  unit: UnitOfWork,
  by: Cashier & { readonly personId: number; readonly provinceId: number },
  input: CloseDayInput,
  now: Date,
): Promise<{ readonly id: number; readonly differenceVnd: number }> {
  const { agencyId, provinceId, personId } = by;
  const { day } = input;
  if (day > localDateOf(now.getTime())) throw feeRefusal("closing_in_future", { field: "day" });
  await lockDay(tx, agencyId, personId);
  if (await isClosedFrom(tx, agencyId, personId, day)) throw feeRefusal("already_closed", { field: "day" });
  const figures = await dayFigures(tx, agencyId, personId, day);
  const notes = notesOf(input);
  const countedVnd = countNotes(notes);
  const differenceVnd = countedVnd - figures.expectedVnd;
  if (differenceVnd !== 0 && input.explanation === undefined)
    throw feeRefusal("explanation_required", { field: "explanation", values: { difference: groupThousands(differenceVnd) } });
  const id = await insertClosing(tx, {
    provinceId,
    agencyId,
    cashierId: personId,
    cashierName: by.name,
    day,
    notes: Object.fromEntries(Object.entries(notes).filter(([, number]) => number > 0)),
    expectedVnd: figures.expectedVnd,
    countedVnd,
    transfersVnd: figures.transfersVnd,
    receipts: figures.receipts,
    explanation: input.explanation ?? null,
    closedAt: now,
    closedBy: by.name,
  });
  const booking = (kind: MovementKind, entries: readonly Entry[]) =>
    insertMovement(tx, {
      provinceId,
      agencyId,
      kind,
      day,
      at: now,
      cashierId: personId,
      actorName: by.name,
      accountId: by.accountId,
      reason: input.explanation,
      reference: `closing ${id}`,
      entries,
    });
  if (differenceVnd !== 0) await booking("difference", bookWithoutLine("cash", "difference", differenceVnd));
  if (countedVnd !== 0) await booking("deposit", bookWithoutLine("bank", "cash", countedVnd));
  unit.subject(`closing:${id}`);
  return { id, differenceVnd };
}
