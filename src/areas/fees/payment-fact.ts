import { outstandingBefore, outstandingOf, paymentStateOf, type LineBalance } from "#core/money/fee-rules.ts";
import type { Payment } from "#core/workflow/dossier-facts.ts";

/** What the dossier is told of its fees: the state, and what is owed before it goes on and before its result is handed out. */
export const paymentOf = (lines: readonly LineBalance[], refundOpen: boolean): Payment => ({
  state: paymentStateOf(lines, refundOpen),
  owedBefore: outstandingBefore(lines, "hand_over"),
  owedAfter: lines.filter((line) => line.timing === "after").reduce((sum, line) => sum + Math.max(0, outstandingOf(line)), 0),
});
