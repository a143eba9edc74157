import { outstandingOf } from "#core/money/fee-rules.ts";
import { book } from "#core/money/ledger.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { CancelLineInput, Cashier } from "./fee.ts";
import { bookFor, loadFeeCase, tellPayment } from "./fee-case.ts";
import { feeRefusal } from "./fees.errors.ts";

/**
 * Takes back a line that an officer added by mistake: it stays in the list, with the reason, and owes nothing. A line of
 * the procedure is exempted instead (`line_of_procedure`), one that was paid is refunded (`line_is_settled`).
 */
export async function cancelLine(
  tx: Tx,
  unit: UnitOfWork,
  by: Cashier,
  dossierId: number,
  input: CancelLineInput,
  now: Date,
): Promise<null> {
  const it = await loadFeeCase(tx, dossierId, by);
  const line = it.lines.find(({ lineId }) => lineId === input.lineId);
  if (line === undefined) throw feeRefusal("line_not_found", { field: "lineId" });
  if (line.origin === "procedure") throw feeRefusal("line_of_procedure", { field: "lineId" });
  const amountVnd = outstandingOf(line);
  if (line.paidVnd > 0 || amountVnd === 0) throw feeRefusal("line_is_settled", { field: "lineId" });
  const entries = book("waived", "receivable", [{ lineId: line.lineId, amountVnd }]);
  await bookFor(tx, it, by, { kind: "cancel", reason: input.reason, entries }, now);
  await tellPayment(tx, unit, it, by, now);
  return null;
}
