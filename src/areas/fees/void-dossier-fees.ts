import { localDateOf } from "#core/instant.ts";
import { outstandingOf } from "#core/money/fee-rules.ts";
import { book } from "#core/money/ledger.ts";
import type { FactEvent } from "#core/workflow/dossier-facts.ts";
import type { Happened } from "#dossiers";
import type { Tx } from "#platform/db/tx.ts";
import { listFeeLines } from "./fee-line.store.ts";
import { feeRefusal } from "./fees.errors.ts";
import { insertMovement } from "./ledger.store.ts";
import { hasOpenRefund } from "./proposal.store.ts";
import { dropStaleRequest } from "./request.store.ts";
import { paymentOf } from "./payment-fact.ts";

/**
 * An entry with money on it is not voided: the receipt is voided, or the money given back, first (`paid_before_void`). A refund that
 * was approved and not paid out is still with the office.
 */
export async function assertNothingPaid(tx: Tx, dossierId: number): Promise<void> {
  const [lines, refundOpen] = await Promise.all([listFeeLines(tx, dossierId), hasOpenRefund(tx, dossierId)]);
  if (refundOpen || lines.some((line) => line.paidVnd > line.refundedVnd)) throw feeRefusal("paid_before_void");
}

/** A voided entry owes nothing: what was outstanding is taken off, with the reason of the voiding. */
export async function waiveOnVoid(tx: Tx, { dossierId, provinceId, agencyId, attempt }: Happened): Promise<readonly FactEvent[]> {
  const open = (await listFeeLines(tx, dossierId)).filter((line) => outstandingOf(line) > 0);
  if (open.length === 0) return [];
  const { by, at, input } = attempt;
  const shares = open.map((line) => ({ lineId: line.lineId, amountVnd: outstandingOf(line) }));
  await insertMovement(tx, {
    provinceId,
    agencyId,
    dossierId,
    kind: "cancel",
    day: localDateOf(at),
    at: new Date(at),
    cashierId: by.personId,
    actorName: by.name,
    accountId: by.accountId,
    reason: String(input["reason"] ?? attempt.action),
    entries: book("waived", "receivable", shares),
  });
  await dropStaleRequest(tx, dossierId, 0, new Date(at));
  return [{ type: "payment_changed", at, payment: paymentOf(await listFeeLines(tx, dossierId), false) }];
}
