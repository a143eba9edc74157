import { localDateOf } from "#core/instant.ts";
import { bookWithoutLine } from "#core/money/ledger.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Cashier, PayBackInput } from "./fee.ts";
import { bookFor, loadFeeCase, payerOf, tellPayment } from "./fee-case.ts";
import { feeRefusal } from "./fees.errors.ts";
import { findHeld, markReturned } from "./held.store.ts";
import { nextRefundNumber } from "./proposal.store.ts";

/**
 * Gives back what was held, to whom is named: it never was the office's money, so nobody decides on it. Refusals: `held_not_found`,
 * `held_returned`, `day_closed`.
 */
export async function returnHeld(
  tx: Tx,
  unit: UnitOfWork,
  by: Cashier,
  heldId: number,
  input: PayBackInput,
  now: Date,
): Promise<{ readonly dossierId: number }> {
  const found = await findHeld(tx, heldId);
  if (found === undefined || found.agencyId !== by.agencyId) throw feeRefusal("held_not_found");
  const it = await loadFeeCase(tx, found.dossierId, by);
  const held = await findHeld(tx, heldId);
  if (held === undefined || held.returnedMovementId !== null) throw feeRefusal("held_returned");
  const { method, reference = held.reference } = input;
  const entries = bookWithoutLine("unmatched", method === "cash" ? "cash" : "bank", held.amountVnd);
  const movementId = await bookFor(tx, it, by, { kind: "refund_pay", method, reference, entries }, now);
  const year = Number(localDateOf(now.getTime()).slice(0, 4));
  const to = input.paidTo ?? payerOf(it).name;
  await markReturned(tx, held, { movementId, to, year, number: await nextRefundNumber(tx, held.agencyId, year) });
  await tellPayment(tx, unit, it, by, now);
  unit.note({ held: heldId });
  return { dossierId: held.dossierId };
}
