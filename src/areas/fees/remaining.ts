import { localDateOf } from "#core/instant.ts";
import type { PanelView, Remaining } from "#dossiers";
import type { Tx } from "#platform/db/tx.ts";
import { formatNumber } from "#platform/i18n/dates.ts";
import { listFeeLines } from "./fee-line.store.ts";
import { isHeld } from "./held.ts";
import { listHeldFor } from "./held.store.ts";
import { feePath } from "./fee-paths.ts";
import { listProposals } from "./proposal.store.ts";
import { text } from "./texts.ts";
import { refundRulesOn } from "./withdrawal-refund.ts";

/** What is still to be done with the money of a dossier that ended early. */
export async function remainingMoney(tx: Tx, { dossier, locale }: PanelView): Promise<readonly Remaining[]> {
  const [lines, proposals, held] = await Promise.all([
    listFeeLines(tx, dossier.id),
    listProposals(tx, dossier.id),
    listHeldFor(tx, dossier.id),
  ]);
  const refunds = proposals.filter(
    ({ kind, decision, paidMovementId }) => kind === "refund" && decision !== "refused" && paidMovementId === null,
  );
  const amount = (vnd: number): string => formatNumber(vnd, locale);
  const toReturn = held.filter(isHeld).map(({ amountVnd }) => ({
    text: text(locale, "remaining.held", { amount: amount(amountVnd) }),
    href: feePath.unmatched,
  }));
  const asked = refunds.map(({ decision, amountVnd }) =>
    decision === null
      ? { text: text(locale, "remaining.decide", { amount: amount(amountVnd) }), href: feePath.proposals }
      : { text: text(locale, "remaining.pay_back", { amount: amount(amountVnd) }), href: feePath.proposals },
  );
  const open = [...asked, ...toReturn];
  const kept = lines.reduce((sum, line) => sum + line.paidVnd - line.refundedVnd, 0);
  if (open.length > 0 || kept === 0) return open;
  const { source, verified } = refundRulesOn(localDateOf((dossier.endedAt ?? dossier.lastEventAt).getTime()));
  const words = text(locale, "remaining.kept", { amount: amount(kept), source });
  return [{ text: verified ? words : `${words} ${text(locale, "remaining.unverified")}` }];
}
