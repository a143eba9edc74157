import { localDateOf } from "#core/instant.ts";
import { reverseBooking } from "#core/money/ledger.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Cashier } from "./fee.ts";
import { bookFor, loadFeeCase, tellPayment } from "./fee-case.ts";
import { feeRefusal } from "./fees.errors.ts";
import { findMovement, listEntries } from "./ledger.store.ts";
import { findReceipt, markVoided } from "./receipt.store.ts";

/**
 * Voids a receipt on its own day: the number stays, with the reason, and the payment is booked back out of the hands that
 * took it. What a bank confirmed, an earlier day, or money already given back is a matter of a refund.
 */
export async function voidReceipt(
  tx: Tx,
  unit: UnitOfWork,
  by: Cashier,
  receiptId: number,
  reason: string,
  now: Date,
): Promise<{ readonly dossierId: number }> {
  const receipt = await findReceipt(tx, receiptId);
  if (receipt === undefined || receipt.agencyId !== by.agencyId) throw feeRefusal("receipt_not_found");
  const it = await loadFeeCase(tx, receipt.dossierId, by);
  const [current, movement, entries] = await Promise.all([
    findReceipt(tx, receiptId),
    findMovement(tx, receipt.movementId),
    listEntries(tx, receipt.movementId),
  ]);
  if (movement === undefined) throw new Error(`receipt ${receiptId} has no booking`);
  if (current === undefined || current.voidedAt !== null) throw feeRefusal("receipt_voided");
  if (receipt.method === "cod") throw feeRefusal("receipt_of_carrier");
  if (movement.kind !== "pay" || receipt.method === "qr") throw feeRefusal("receipt_confirmed_by_bank");
  if (movement.day !== localDateOf(now.getTime())) throw feeRefusal("receipt_not_of_today");
  if (it.lines.some((line) => line.refundedVnd > 0)) throw feeRefusal("receipt_refunded");
  const facts = { kind: "reverse", method: receipt.method, reason, reverses: movement.id } as const;
  const holder = { ...by, personId: movement.cashierId };
  await bookFor(tx, it, holder, { ...facts, entries: reverseBooking(entries) }, now);
  await markVoided(tx, receiptId, { at: now, name: by.name, reason });
  await tellPayment(tx, unit, it, by, now);
  unit.note({ receipt: receiptId });
  return { dossierId: receipt.dossierId };
}
