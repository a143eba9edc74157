import { outstandingOf } from "#core/money/fee-rules.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { findVersion } from "#procedures";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Cashier, FeeLine, ProposalInput } from "./fee.ts";
import { type FeeCase, loadFeeCase, tellPayment } from "./fee-case.ts";
import { feeRefusal } from "./fees.errors.ts";
import { reliefOn, reliefsOf } from "./stated-reliefs.ts";
import { hasOpenRefund, insertProposal, listProposals } from "./proposal.store.ts";

const refundable = (lines: readonly FeeLine[]): number => lines.reduce((sum, line) => sum + line.paidVnd - line.refundedVnd, 0);

/** What the version of the procedure says for an applicant, in place of what was typed. */
async function statedRelief(tx: Tx, it: FeeCase, input: ProposalInput): Promise<ProposalInput> {
  if (input.relief === undefined || input.kind === "refund") return input;
  const line = it.lines.find(({ lineId }) => lineId === input.lineId);
  if (line === undefined) throw feeRefusal("line_not_found", { field: "lineId" });
  const version = await findVersion(tx, it.dossier.procedureVersionId);
  const on = localDay(it.dossier.receivedAt);
  const relief = reliefsOf(version?.definition.fees ?? [], line, on).find(({ who }) => who === input.relief);
  if (relief === undefined) throw feeRefusal("relief_not_stated", { field: "relief" });
  const stated = reliefOn(line, relief);
  if (stated.amountVnd === 0) throw feeRefusal("line_is_settled", { field: "lineId" });
  return { ...input, ...stated, reason: input.reason ?? stated.reason };
}

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
  const amountVnd = input.kind === "exempt" && input.relief === undefined ? open : (input.amountVnd ?? open);
  if (amountVnd > open) throw feeRefusal("more_than_outstanding", { field: "amountVnd" });
  return amountVnd;
}

/**
 * Proposes an exemption (with its legal basis), a discount or a refund; a leader decides. What the procedure itself says for an
 * applicant (`relief`) is taken from its version. Answers the proposal's id.
 * Refusals: `line_not_found`, `line_is_settled`, `basis_required`, `more_than_outstanding`, `nothing_to_refund`,
 * `more_than_paid`, `proposal_open`, `relief_not_stated`, `relief_granted`, `reason_required`.
 */
export async function proposeRelief(
  tx: Tx,
  unit: UnitOfWork,
  by: Cashier,
  dossierId: number,
  given: ProposalInput,
  now: Date,
): Promise<{ readonly id: number }> {
  const it = await loadFeeCase(tx, dossierId, by);
  const input = await statedRelief(tx, it, given);
  const { reason } = input;
  if (reason === undefined) throw feeRefusal("reason_required", { field: "reason" });
  const lineId = input.kind === "refund" ? null : (input.lineId ?? null);
  const [proposals, refundOpen] = await Promise.all([listProposals(tx, dossierId), hasOpenRefund(tx, dossierId)]);
  const ofLine = proposals.filter((known) => known.kind === input.kind && known.lineId === lineId);
  const open = ofLine.some(({ decision }) => decision === null);
  // What the procedure states for an applicant holds once: twice half would be everything.
  const granted =
    input.relief !== undefined && ofLine.some((known) => known.decision === "approved" && known.reason === input.relief);
  if (open || (input.kind === "refund" && refundOpen)) throw feeRefusal("proposal_open");
  if (granted) throw feeRefusal("relief_granted", { field: "relief" });
  const amountVnd = amountOf(it.lines, input);
  const id = await insertProposal(tx, {
    provinceId: it.dossier.provinceId,
    agencyId: it.dossier.agencyId,
    dossierId,
    kind: input.kind,
    lineId,
    amountVnd,
    reason,
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
