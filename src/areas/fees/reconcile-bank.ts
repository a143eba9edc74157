import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { BankAccount } from "./account.store.ts";
import type { StatementLine } from "./bank-statement.ts";
import { findBankStatement, insertBankStatement, listMissingHere } from "./bank-statement.store.ts";
import { confirmPayment } from "./confirm-payment.ts";
import { feeRefusal } from "./fees.errors.ts";

interface Keeper {
  readonly accountId: number;
  readonly name: string;
}

/** Keeps a bank's statement of a day beside those before it; nothing is booked. */
export async function takeBankStatement(
  tx: Tx,
  unit: UnitOfWork,
  by: Keeper,
  of: { readonly account: BankAccount; readonly day: string; readonly source: "file" | "platform" },
  lines: readonly StatementLine[],
  now: Date,
): Promise<{ readonly id: number; readonly rejected: number }> {
  const about = { agencyId: of.account.agencyId, accountId: of.account.id, day: of.day, source: of.source };
  const id = await insertBankStatement(tx, about, lines, { ...by, at: now });
  const rejected = lines.filter(({ problem }) => problem !== null).length;
  unit.subject(`fee_bank_statement:${id}`);
  unit.note({ statement: id, lines: lines.length, rejected });
  return { id, rejected };
}

/**
 * Takes what the newest statement of a day has and no confirmation brought, as late confirmations: what a request explains pays its
 * dossier, the rest waits as unmatched. Answers how many of which. Refuses a day without a statement (`no_statement`).
 */
export async function takeMissing(
  tx: Tx,
  unit: UnitOfWork,
  account: BankAccount,
  day: string,
  now: Date,
): Promise<{ readonly matched: number; readonly unmatched: number }> {
  const statement = await findBankStatement(tx, account.id, day);
  if (statement === undefined) throw feeRefusal("no_statement");
  const taken = { matched: 0, unmatched: 0 };
  for (const { transactionId, amountVnd, content, paidAt } of await listMissingHere(tx, account.id, statement.id)) {
    const { bankBin, accountNo } = account;
    const late = { transactionId, bankBin, accountNo, amount: amountVnd, content, paidAt: paidAt.toISOString() };
    taken[(await confirmPayment(tx, unit, account, late, now)).outcome] += 1;
  }
  unit.note({ statement: statement.id, ...taken });
  return taken;
}
