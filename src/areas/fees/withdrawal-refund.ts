import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { localDateOf } from "#core/instant.ts";
import { FEE_KINDS } from "#core/money/fee-rules.ts";
import type { FactEvent } from "#core/workflow/dossier-facts.ts";
import { LEGAL_STATES, type LegalState } from "#core/workflow/dossier-state.ts";
import type { Happened } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { packageFolder } from "#platform/package-folder.ts";
import type { FeeLine } from "./fee.ts";
import { listFeeLines } from "./fee-line.store.ts";
import { feeRefusal } from "./fees.errors.ts";
import { paymentOf } from "./payment-fact.ts";
import { hasOpenRefund, insertProposal } from "./proposal.store.ts";
import { text } from "./texts.ts";

const file = z.strictObject({
  versions: z
    .array(
      z.strictObject({
        from: z.iso.date(),
        to: z.iso.date().nullable(),
        source: z.string().min(1),
        verified: z.boolean(),
        rules: z.array(z.strictObject({ kind: z.enum(FEE_KINDS), states: z.array(z.enum(LEGAL_STATES)) })),
      }),
    )
    .min(1),
});
type RefundRules = z.output<typeof file>["versions"][number];

let versions: readonly RefundRules[] | undefined;

/** What may be given back when an applicant withdraws, as it holds on a day: dated data with its source. */
export function refundRulesOn(on: string): RefundRules {
  versions ??= file.parse(
    JSON.parse(readFileSync(join(packageFolder, "db/reference/fees/withdrawal-refunds.json"), "utf8")),
  ).versions;
  const held = versions.find((version) => version.from <= on && (version.to === null || on <= version.to)) ?? versions[0];
  if (held === undefined) throw new Error("there are no rules for a refund");
  return held;
}

type Paid = Pick<FeeLine, "kind" | "paidVnd" | "refundedVnd">;

/** How much of what was paid may go back to an applicant who withdraws in this state. */
export const refundableOnWithdrawal = (lines: readonly Paid[], state: LegalState, { rules }: RefundRules): number =>
  lines.reduce((sum, line) => {
    const lets = rules.some((rule) => rule.kind === line.kind && rule.states.includes(state));
    return lets ? sum + line.paidVnd - line.refundedVnd : sum;
  }, 0);

/** A leader who accepts the withdrawal may decide on the refund too: what is proposed follows from the rules. */
const proposerOf = ({ by }: Happened["attempt"]): number | null => (by.role === "leader" ? null : by.personId);

/**
 * The withdrawal of a dossier proposes the refund of what the rules let, or of less where the officer says so; a leader
 * decides on it as on any other. Refuses an amount beyond the rules (`refund_beyond_rules`).
 */
export async function startRefund(tx: Tx, unit: UnitOfWork, happened: Happened): Promise<readonly FactEvent[]> {
  const { attempt, dossierId, provinceId, agencyId } = happened;
  const { dossier, by, at, input } = attempt;
  if (dossier === undefined) return [];
  const [lines, isOpen] = await Promise.all([listFeeLines(tx, dossierId), hasOpenRefund(tx, dossierId)]);
  const rules = refundRulesOn(localDateOf(at));
  const most = refundableOnWithdrawal(lines, dossier.state, rules);
  const wanted = typeof input["refundVnd"] === "number" ? input["refundVnd"] : most;
  if (wanted > most) {
    throw feeRefusal("refund_beyond_rules", { field: "refundVnd", values: { most, source: rules.source } });
  }
  if (wanted === 0 || isOpen) return [];
  const id = await insertProposal(tx, {
    provinceId,
    agencyId,
    dossierId,
    kind: "refund",
    lineId: null,
    amountVnd: wanted,
    reason: String(input["reason"] ?? text("vi", "refund.of_withdrawal")),
    basis: rules.source,
    proposedAt: new Date(at),
    proposedBy: by.name,
    proposerId: proposerOf(attempt),
  });
  unit.note({ proposal: id, kind: "refund" });
  return [{ type: "payment_changed", at, payment: paymentOf(lines, true) }];
}
