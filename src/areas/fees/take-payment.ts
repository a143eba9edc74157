import { outstandingOf } from "#core/money/fee-rules.ts";
import { book } from "#core/money/ledger.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Cashier, PayInput } from "./fee.ts";
import { loadFeeCase, payerOf, settlePayment, sharesOf, tellPayment } from "./fee-case.ts";
import { assertTakesFees } from "./takes-fees.ts";

/** A payment that was taken, as the page, the API and the command line answer it. */
export type PaymentAnswer = {
  readonly movementId: number;
  readonly receiptId: number;
  readonly receiptNumber: number;
  readonly serial: string;
  readonly amountVnd: number;
};

/**
 * Takes cash, or a transfer that the officer has seen, for a dossier: all that is outstanding, or the part that was entered.
 * Books it, issues its receipt and tells the dossier. Refusals: `nothing_outstanding`, `more_than_outstanding`,
 * `day_closed`, `dossier_takes_no_fees`.
 */
export async function takePayment(
  tx: Tx,
  unit: UnitOfWork,
  by: Cashier,
  dossierId: number,
  input: PayInput,
  now: Date,
): Promise<PaymentAnswer> {
  const it = await loadFeeCase(tx, dossierId, by);
  assertTakesFees(it.dossier.state);
  const amountVnd = input.amountVnd ?? it.lines.reduce((sum, line) => sum + outstandingOf(line), 0);
  const shares = sharesOf(it, amountVnd);
  const { method, reference, payerName } = input;
  const entries = book(method === "cash" ? "cash" : "bank", "receivable", shares);
  const payment = { kind: "pay", method, reference, entries, shares, payer: payerOf(it, payerName) } as const;
  const { movementId, receipt } = await settlePayment(tx, it, by, payment, now);
  await tellPayment(tx, unit, it, by, now);
  return { movementId, receiptId: receipt.id, receiptNumber: receipt.number, serial: receipt.serial, amountVnd };
}
