import { localDateOf } from "#core/instant.ts";
import { appliesTo, type FeeRelief, holdsOn, isStated, outstandingOf, paymentStateOf } from "#core/money/fee-rules.ts";
import type { PaymentState } from "#core/workflow/dossier-facts.ts";
import type { Dossier } from "#dossiers";
import type { Tx } from "#platform/db/tx.ts";
import { type Fee, findVersion } from "#procedures";
import type { FeeLine, Receipt } from "./fee.ts";
import { findAccount } from "./account.store.ts";
import { listFeeLines } from "./fee-line.store.ts";
import { type Held, isHeld } from "./held.ts";
import { listHeldFor } from "./held.store.ts";
import { isClosed, listMovements, type Movement } from "./ledger.store.ts";
import { receiptsLeft } from "./next-series.ts";
import { listProposals, type Proposal } from "./proposal.store.ts";
import { listReceipts } from "./receipt.store.ts";
import { reliefsOf } from "./stated-reliefs.ts";
import { findOpenRequest, type PaymentRequest } from "./request.store.ts";

/** Everything about the fees of one dossier, as its panel shows it. */
export interface DossierFees {
  readonly lines: readonly FeeLine[];
  readonly receipts: readonly Receipt[];
  readonly movements: readonly Movement[];
  readonly proposals: readonly Proposal[];
  /** A refund waits for an answer or for its money; another cannot be proposed before. */
  readonly refundOpen: boolean;
  /** What the post collected beyond what was owed. */
  readonly held: readonly Held[];
  readonly request: PaymentRequest | undefined;
  readonly hasAccount: boolean;
  /** Fees of the procedure that depend on something: an officer assesses them. */
  readonly unassessed: readonly Fee[];
  /** What the procedure waives or reduces, by line. */
  readonly reliefs: ReadonlyMap<number, readonly FeeRelief[]>;
  readonly state: PaymentState;
  readonly outstandingVnd: number;
  readonly paidVnd: number;
  readonly dayClosed: boolean;
  /** How many receipts the agency may still issue, where it counts them. */
  readonly receiptNumbers: { readonly left: number; readonly few: boolean } | undefined;
}

/** Reads the fees of a dossier under the reader's row scope. */
export async function findDossierFees(
  tx: Tx,
  dossier: Dossier,
  reader: { readonly personId: number; readonly now: Date },
): Promise<DossierFees> {
  const day = localDateOf(reader.now.getTime());
  const [lines, receipts, movements, proposals, held, request, account, version, dayClosed, receiptNumbers] = await Promise.all([
    listFeeLines(tx, dossier.id),
    listReceipts(tx, dossier.id),
    listMovements(tx, dossier.id),
    listProposals(tx, dossier.id),
    listHeldFor(tx, dossier.id),
    findOpenRequest(tx, dossier.id),
    findAccount(tx, dossier.agencyId),
    findVersion(tx, dossier.procedureVersionId),
    isClosed(tx, dossier.agencyId, reader.personId, day),
    receiptsLeft(tx, dossier.agencyId, day),
  ]);
  const refundOpen = proposals.some((it) => it.kind === "refund" && it.decision !== "refused" && it.paidMovementId === null);
  const receivedOn = localDateOf(dossier.receivedAt.getTime());
  const rules = version?.definition.fees ?? [];
  const byOfficer = new Set(lines.flatMap((line) => (line.origin === "officer" ? [line.kind] : [])));
  return {
    lines,
    receipts,
    movements,
    proposals,
    refundOpen,
    held,
    request,
    hasAccount: account !== undefined,
    unassessed: rules.filter(
      (fee) => !isStated(fee) && appliesTo(fee, dossier.caseCode) && holdsOn(fee, receivedOn) && !byOfficer.has(fee.kind),
    ),
    reliefs: new Map(lines.map((line) => [line.lineId, reliefsOf(rules, line, receivedOn)])),
    state: paymentStateOf(lines, refundOpen || held.some(isHeld)),
    outstandingVnd: lines.reduce((sum, line) => sum + outstandingOf(line), 0),
    paidVnd: lines.reduce((sum, line) => sum + line.paidVnd - line.refundedVnd, 0),
    dayClosed,
    receiptNumbers,
  };
}
