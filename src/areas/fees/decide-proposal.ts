import { outstandingOf } from "#core/money/fee-rules.ts";
import { book, type Share } from "#core/money/ledger.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Cashier, DecisionInput, FeeLine } from "./fee.ts";
import { bookFor, loadFeeCase, tellPayment } from "./fee-case.ts";
import { feeRefusal } from "./fees.errors.ts";
import { findProposal, markDecided, type Proposal } from "./proposal.store.ts";

/** A refund is taken from the lines in the order in which they were paid last. */
function refundShares(lines: readonly FeeLine[], amountVnd: number): readonly Share[] {
  let rest = amountVnd;
  const shares = lines.toReversed().flatMap((line) => {
    const part = Math.min(rest, line.paidVnd - line.refundedVnd);
    rest -= Math.max(0, part);
    return part > 0 ? [{ lineId: line.lineId, amountVnd: part }] : [];
  });
  if (rest > 0) throw feeRefusal("more_than_paid");
  return shares;
}

/** What an approved exemption or discount books now: never more than is still outstanding on the line. */
function reliefShares(lines: readonly FeeLine[], proposal: Proposal): readonly Share[] {
  const line = lines.find(({ lineId }) => lineId === proposal.lineId);
  if (line === undefined || outstandingOf(line) < proposal.amountVnd) throw feeRefusal("line_is_settled");
  return [{ lineId: line.lineId, amountVnd: proposal.amountVnd }];
}

/**
 * A leader approves or refuses a proposal; an approval is booked at once, a refusal needs its reason. Refusals:
 * `proposal_not_found`, `proposal_decided`, `proposer_cannot_decide`, `reason_required`, and where the fees have moved on
 * meanwhile `line_is_settled`, `more_than_paid`.
 */
export async function decideProposal(
  tx: Tx,
  unit: UnitOfWork,
  by: Cashier,
  proposalId: number,
  input: DecisionInput,
  now: Date,
): Promise<{ readonly dossierId: number }> {
  const found = await findProposal(tx, proposalId);
  if (found === undefined || found.agencyId !== by.agencyId) throw feeRefusal("proposal_not_found");
  const it = await loadFeeCase(tx, found.dossierId, by);
  const proposal = await findProposal(tx, proposalId);
  if (proposal === undefined || proposal.decision !== null) throw feeRefusal("proposal_decided");
  if (proposal.proposerId !== null && proposal.proposerId === by.personId) throw feeRefusal("proposer_cannot_decide");
  if (input.decision === "refused" && input.reason === undefined) throw feeRefusal("reason_required", { field: "reason" });
  const movementId = input.decision === "refused" ? null : await bookApproval(tx, it, by, proposal, now);
  await markDecided(tx, proposalId, {
    at: now,
    name: by.name,
    decision: input.decision,
    reason: input.reason ?? null,
    movementId,
  });
  await tellPayment(tx, unit, it, by, now);
  unit.note({ proposal: proposalId, decision: input.decision });
  return { dossierId: found.dossierId };
}

function bookApproval(
  tx: Tx,
  it: Awaited<ReturnType<typeof loadFeeCase>>,
  by: Cashier,
  proposal: Proposal,
  now: Date,
): Promise<number> {
  const entries =
    proposal.kind === "refund"
      ? book("refunded", "refund_payable", refundShares(it.lines, proposal.amountVnd))
      : book("waived", "receivable", reliefShares(it.lines, proposal));
  const facts = { kind: proposal.kind, reason: proposal.reason, basis: proposal.basis ?? undefined, entries };
  return bookFor(tx, it, by, facts, now);
}
