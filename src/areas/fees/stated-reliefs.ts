import { discountOf, type FeeRelief, type FeeRule, holdsOn, outstandingOf } from "#core/money/fee-rules.ts";
import type { FeeLine, ProposalKind } from "./fee.ts";

/** The fee of the version that a line came from; a line that an officer added by a fee of the same kind. */
const ruleOf = (rules: readonly FeeRule[], line: FeeLine): FeeRule | undefined =>
  rules.find((rule) => rule.kind === line.kind && (rule.name ?? null) === line.name && rule.amountVnd === line.assessedVnd) ??
  rules.find((rule) => rule.kind === line.kind && line.name?.startsWith(rule.name ?? "\0"));

/** Who may have a line waived or reduced on a day (yyyy-MM-dd), as the version of the procedure says. */
export const reliefsOf = (rules: readonly FeeRule[], line: FeeLine, on: string): readonly FeeRelief[] =>
  (ruleOf(rules, line)?.reliefs ?? []).filter((relief) => holdsOn(relief, on));

/** What a stated relief comes to on a line: never more than is still owed. */
export function reliefOn(
  line: FeeLine,
  relief: FeeRelief,
): { readonly kind: ProposalKind; readonly amountVnd: number; readonly reason: string; readonly basis: string } {
  const amountVnd = Math.min(outstandingOf(line), discountOf(line.assessedVnd, relief.percent));
  return { kind: relief.percent === 100 ? "exempt" : "discount", amountVnd, reason: relief.who, basis: relief.basis };
}
