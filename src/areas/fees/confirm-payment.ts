import { z } from "zod";
import { allocate, outstandingOf } from "#core/money/fee-rules.ts";
import { localDateOf } from "#core/instant.ts";
import { book, bookWithoutLine } from "#core/money/ledger.ts";
import { findReference } from "#core/money/viet-qr.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { integer, requiredText } from "#platform/input/fields.ts";
import { MOST_VND } from "#core/money/vnd.ts";
import type { BankAccount } from "./account.store.ts";
import { type ConfirmationProblem, findConfirmation, insertConfirmation, lockTransaction } from "./confirmation.store.ts";
import type { Cashier } from "./fee.ts";
import { loadFeeCase, payerOf, settlePayment, tellPayment, type FeeCase } from "./fee-case.ts";
import { feeRefusal } from "./fees.errors.ts";
import { insertMovement } from "./ledger.store.ts";
import { receiptsLeft } from "./next-series.ts";
import { findRequestByReference, markRequestPaid, type PaymentRequest } from "./request.store.ts";

/** What a bank, or a payment intermediary for it, says of money that reached an account. */
export const ConfirmationInput = z.object({
  /** What joins the fields where they are signed cannot stand in it: the signature would fit another transaction too. */
  transactionId: requiredText(100).regex(/^[^&=]+$/, { error: "@field.choice" }),
  bankBin: z.string().regex(/^\d{6}$/),
  accountNo: z.string().regex(/^[A-Za-z0-9]{4,19}$/),
  amount: integer(1, MOST_VND),
  /** The transfer's words, with the reference somewhere in them. */
  content: z.string().max(500),
  paidAt: z.iso.datetime({ offset: true }),
});
export type ConfirmationInput = z.output<typeof ConfirmationInput>;

export type ConfirmationAnswer = {
  readonly confirmation: number;
  readonly outcome: "matched" | "unmatched";
  readonly problem: ConfirmationProblem | null;
};

const bank = (account: BankAccount, cashierId: number | null = null): Cashier => ({
  accountId: null,
  personId: cashierId,
  name: account.bankName,
  role: "system",
  unitId: null,
  agencyId: account.agencyId,
});

/** Whose money it is, or why nobody can say. */
async function findPurpose(
  tx: Tx,
  account: BankAccount,
  input: ConfirmationInput,
  now: Date,
): Promise<{ readonly request: PaymentRequest; readonly it: FeeCase } | ConfirmationProblem> {
  const reference = findReference(input.content);
  if (reference === undefined) return "no_reference";
  const found = await findRequestByReference(tx, reference);
  if (found === undefined || found.accountId !== account.id) return "unknown_reference";
  const it = await loadFeeCase(tx, found.dossierId);
  const request = await findRequestByReference(tx, reference);
  const owed = it.lines.reduce((sum, line) => sum + outstandingOf(line), 0);
  if (request === undefined || request.paidMovementId !== null) return "already_paid";
  if (request.cancelledAt !== null) return owed < input.amount ? "already_paid" : "cancelled";
  if (request.amountVnd !== input.amount) return "wrong_amount";
  if (owed < input.amount) return "already_paid";
  const receipts = await receiptsLeft(tx, account.agencyId, localDateOf(now.getTime()));
  return receipts?.left === 0 ? "no_receipt" : { request, it };
}

/** Money has come in that belongs to no request: it is booked, and waits for a person. */
function park(tx: Tx, account: BankAccount, input: ConfirmationInput, now: Date): Promise<number> {
  return insertMovement(tx, {
    provinceId: account.provinceId,
    agencyId: account.agencyId,
    kind: "unmatched",
    day: localDateOf(now.getTime()),
    at: now,
    cashierId: null,
    actorName: account.bankName,
    accountId: null,
    reference: input.transactionId,
    entries: bookWithoutLine("bank", "unmatched", input.amount),
  });
}

async function settle(
  tx: Tx,
  unit: UnitOfWork,
  account: BankAccount,
  input: ConfirmationInput,
  { request, it }: { readonly request: PaymentRequest; readonly it: FeeCase },
  now: Date,
): Promise<number> {
  const shares = allocate(input.amount, it.lines) ?? [];
  const by = bank(account, request.cashierId);
  const entries = book("bank", "receivable", shares);
  const reference = `${request.reference} ${input.transactionId}`;
  const payment = { kind: "pay", method: "qr", reference, entries, shares, payer: payerOf(it) } as const;
  const { movementId } = await settlePayment(tx, it, by, payment, now);
  await markRequestPaid(tx, request.id, movementId);
  await tellPayment(tx, unit, it, by, now);
  return movementId;
}

/**
 * Takes a bank's confirmation once: the same transaction again answers the same, another amount or text under its number is
 * refused (`confirmation_differs`). Money with a sound reference and the asked amount pays its dossier and issues the
 * receipt; all other money is booked as unmatched, with the reason, for a person to match.
 */
export async function confirmPayment(
  tx: Tx,
  unit: UnitOfWork,
  account: BankAccount,
  input: ConfirmationInput,
  now: Date,
): Promise<ConfirmationAnswer> {
  await lockTransaction(tx, account.id, input.transactionId);
  const before = await findConfirmation(tx, { accountId: account.id, transactionId: input.transactionId });
  if (before !== undefined) {
    if (before.amountVnd !== input.amount || before.content !== input.content) throw feeRefusal("confirmation_differs");
    return { confirmation: before.id, outcome: before.outcome, problem: before.problem };
  }
  const purpose = await findPurpose(tx, account, input, now);
  const problem = typeof purpose === "string" ? purpose : null;
  const movementId =
    typeof purpose === "string" ? await park(tx, account, input, now) : await settle(tx, unit, account, input, purpose, now);
  const outcome = problem === null ? "matched" : "unmatched";
  const id = await insertConfirmation(tx, {
    provinceId: account.provinceId,
    agencyId: account.agencyId,
    accountId: account.id,
    transactionId: input.transactionId,
    amountVnd: input.amount,
    content: input.content,
    paidAt: new Date(input.paidAt),
    receivedAt: now,
    outcome,
    problem,
    movementId,
  });
  unit.note({ confirmation: id, outcome });
  return { confirmation: id, outcome, problem };
}
