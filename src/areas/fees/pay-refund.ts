import { localDateOf } from "#core/instant.ts";
import { book } from "#core/money/ledger.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Cashier, PayBackInput } from "./fee.ts";
import { bookFor, loadFeeCase, payerOf, tellPayment } from "./fee-case.ts";
import { feeRefusal } from "./fees.errors.ts";
import { listEntries } from "./ledger.store.ts";
import { findProposal, markPaidBack, nextRefundNumber } from "./proposal.store.ts";

/**
 * Gives the money of an approved refund back, over the counter or by transfer, to whom is named, under the next number of the year.
 * Refuses `refund_not_approved`, `day_closed`.
 */
export async function payRefund(
  tx: Tx,
  unit: UnitOfWork,
  by: Cashier,
  proposalId: number,
  input: PayBackInput,
  now: Date,
): Promise<{ readonly dossierId: number; readonly day: string }> {
  const found = await findProposal(tx, proposalId);
  if (found === undefined || found.agencyId !== by.agencyId) throw feeRefusal("proposal_not_found");
  const it = await loadFeeCase(tx, found.dossierId, by);
  const proposal = await findProposal(tx, proposalId);
  if (proposal === undefined || proposal.movementId === null || proposal.kind !== "refund" || proposal.paidMovementId !== null)
    throw feeRefusal("refund_not_approved");
  const approved = await listEntries(tx, proposal.movementId);
  const shares = approved.flatMap(({ account, lineId, amountVnd }) =>
    account === "refund_payable" && lineId !== undefined ? [{ lineId, amountVnd: -amountVnd }] : [],
  );
  const entries = book("refund_payable", input.method === "cash" ? "cash" : "bank", shares);
  const { method, reference } = input;
  const movementId = await bookFor(tx, it, by, { kind: "refund_pay", method, reference, entries }, now);
  const day = localDateOf(now.getTime());
  const to = input.paidTo ?? payerOf(it).name;
  const year = Number(day.slice(0, 4));
  const number = await nextRefundNumber(tx, it.dossier.agencyId, year);
  await markPaidBack(tx, proposalId, { movementId, to, year, number });
  await tellPayment(tx, unit, it, by, now);
  unit.note({ proposal: proposalId });
  return { dossierId: found.dossierId, day };
}
