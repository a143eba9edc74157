import { localDateOf } from "#core/instant.ts";
import { bookWithoutLine } from "#core/money/ledger.ts";
import { findDossierByCode } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { type Confirmation, lockConfirmation, markSettled } from "./confirmation.store.ts";
import type { Cashier } from "./fee.ts";
import { loadFeeCase, payerOf, settlePayment, sharesOf, tellPayment } from "./fee-case.ts";
import { feeRefusal } from "./fees.errors.ts";
import { remittedUnseen } from "./carrier-money.store.ts";
import { insertMovement, type MovementDraft } from "./ledger.store.ts";
import { assertTakesFees } from "./takes-fees.ts";

/** Whose the money is (a dossier's code), the carrier's statement that it is, or why it goes back to where it came from. */
export type Settlement = { readonly code: string } | { readonly statement: string } | { readonly reason: string };

async function getUnsettled(tx: Tx, id: number, by: Cashier): Promise<Confirmation> {
  const found = await lockConfirmation(tx, id);
  if (found === undefined || found.agencyId !== by.agencyId) throw feeRefusal("confirmation_not_found");
  if (found.outcome === "matched" || found.matchedMovementId !== null) throw feeRefusal("confirmation_settled");
  return found;
}

async function matchTo(tx: Tx, unit: UnitOfWork, by: Cashier, found: Confirmation, code: string, now: Date): Promise<number> {
  const dossier = await findDossierByCode(tx, code);
  if (dossier === undefined) throw feeRefusal("dossier_not_found", { field: "code" });
  const it = await loadFeeCase(tx, dossier.id, by);
  assertTakesFees(it.dossier.state);
  const shares = sharesOf(it, found.amountVnd, "code");
  const entries = [
    { account: "unmatched", amountVnd: found.amountVnd } as const,
    ...shares.map(({ lineId, amountVnd }) => ({ account: "receivable", amountVnd: -amountVnd, lineId }) as const),
  ];
  const payment = { kind: "match", method: "qr", reference: found.transactionId, entries, shares, payer: payerOf(it) } as const;
  const { movementId } = await settlePayment(tx, it, by, payment, now);
  await tellPayment(tx, unit, it, by, now);
  return movementId;
}

/** What is booked without a dossier: the money belongs to none. */
const bookAlone = (
  tx: Tx,
  by: Cashier,
  found: Confirmation,
  facts: Pick<MovementDraft, "kind" | "method" | "reason" | "reference" | "entries">,
  now: Date,
): Promise<number> =>
  insertMovement(tx, {
    provinceId: found.provinceId,
    agencyId: found.agencyId,
    day: localDateOf(now.getTime()),
    at: now,
    cashierId: by.personId,
    actorName: by.name,
    accountId: by.accountId,
    ...facts,
  });

const sendBack = (tx: Tx, by: Cashier, found: Confirmation, reason: string, now: Date): Promise<number> => {
  const entries = bookWithoutLine("unmatched", "bank", found.amountVnd);
  return bookAlone(
    tx,
    by,
    found,
    { kind: "refund_pay", method: "transfer", reason, reference: found.transactionId, entries },
    now,
  );
};

/** The carrier's transfer is in the books already, by its statement: the bank has it once. What came beyond it is the carrier's. */
async function matchToCarrier(tx: Tx, by: Cashier, found: Confirmation, statement: string, now: Date): Promise<number> {
  const open = await remittedUnseen(tx, found.agencyId);
  if (open <= 0) throw feeRefusal("nothing_remitted", { field: "statement" });
  const booked = Math.min(open, found.amountVnd);
  const beyond = found.amountVnd - booked;
  const entries = [
    ...bookWithoutLine("unmatched", "bank", booked),
    ...(beyond === 0 ? [] : bookWithoutLine("unmatched", "carrier", beyond)),
  ];
  return bookAlone(tx, by, found, { kind: "match", reference: statement, entries }, now);
}

/**
 * Settles money that came in without a request: it pays the dossier that a person names, it is what the carrier's statement said
 * that it hands over, or it is transferred back. Refusals: `confirmation_not_found`, `confirmation_settled`, `dossier_not_found`,
 * `more_than_outstanding`, `nothing_remitted`.
 */
export async function settleUnmatched(
  tx: Tx,
  unit: UnitOfWork,
  by: Cashier,
  confirmationId: number,
  settlement: Settlement,
  now: Date,
): Promise<null> {
  const found = await getUnsettled(tx, confirmationId, by);
  const movementId =
    "code" in settlement
      ? await matchTo(tx, unit, by, found, settlement.code, now)
      : "statement" in settlement
        ? await matchToCarrier(tx, by, found, settlement.statement, now)
        : await sendBack(tx, by, found, settlement.reason, now);
  await markSettled(tx, confirmationId, movementId);
  unit.note({ confirmation: confirmationId });
  return null;
}
