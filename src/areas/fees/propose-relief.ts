import { outstandingOf } from "#core/money/fee-rules.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Cashier, FeeLine, ProposalInput } from "./fee.ts";
import { loadFeeCase, tellPayment } from "./fee-case.ts";
import { feeRefusal } from "./fees.errors.ts";
import { hasOpenRefund, insertProposal, listProposals } from "./proposal.store.ts";

const refundable = (lines: readonly FeeLine[]): number => lines.reduce((sum, line) => sum + line.paidVnd - line.refundedVnd, 0);

/** How much is proposed: an exemption takes the whole line, a discount a part of it, a refund what was paid or less. */
function amountOf(lines: readonly FeeLine[], input: ProposalInput): number {
  if (input.kind === "refund") {
    const most = refundable(lines);
    if (most === 0) throw feeRefusal("nothing_to_refund");
    if ((input.amountVnd ?? most) > most) throw feeRefusal("more_than_paid", { field: "amountVnd" });
    return input.amountVnd ?? most;
  }
  const line = lines.find(({ lineId }) => lineId === input.lineId);
  if (line === undefined) throw feeRefusal("line_not_found", { field: "lineId" });
  const open = outstandingOf(line);
  if (open === 0) throw feeRefusal("line_is_settled", { field: "lineId" });
  if (input.basis === undefined) throw feeRefusal("basis_required", { field: "basis" });
  const amountVnd = input.kind === "exempt" ? open : (input.amountVnd ?? open);
  if (amountVnd > open) throw feeRefusal("more_than_outstanding", { field: "amountVnd" });
  return amountVnd;
}

/**
 * Proposes an exemption (with its legal basis), a discount or a refund; a leader decides. Answers the proposal's id.
 * Refusals: `line_not_found`, `line_is_settled`, `basis_required`, `more_than_outstanding`, `nothing_to_refund`,
 * `more_than_paid`, `proposal_open`.
 */
export async function proposeRelief(
  tx: Tx,
  unit: UnitOfWork,
  by: Cashier,
  dossierId: number,
  input: ProposalInput,
  now: Date,
): Promise<{ readonly id: number }> {
  const it = await loadFeeCase(tx, dossierId, by);
  const lineId = input.kind === "refund" ? null : (input.lineId ?? null);
  const [proposals, refundOpen] = await Promise.all([listProposals(tx, dossierId), hasOpenRefund(tx, dossierId)]);
  const open = proposals.some((known) => known.decision === null && known.kind === input.kind && known.lineId === lineId);
  if (open || (input.kind === "refund" && refundOpen)) throw feeRefusal("proposal_open");
  const amountVnd = amountOf(it.lines, input);
  const id = await insertProposal(tx, {
    provinceId: it.dossier.provinceId,
    agencyId: it.dossier.agencyId,
    dossierId,
    kind: input.kind,
    lineId,
    amountVnd,
    reason: input.reason,
    basis: input.basis ?? null,
    proposedAt: now,
    proposedBy: by.name,
    proposerId: by.personId,
  });
  if (input.kind === "refund") await tellPayment(tx, unit, it, by, now);
  unit.subject(`dossier:${dossierId}`);
  unit.note({ proposal: id, kind: input.kind });
  return { id };
}
