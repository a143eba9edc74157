import { outstandingOf } from "#core/money/fee-rules.ts";
import { book, bookWithoutLine } from "#core/money/ledger.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Cashier } from "./fee.ts";
import { bookFor, type FeeCase, loadFeeCase, payerOf, settlePayment, sharesOf, tellPayment } from "./fee-case.ts";
import { listFeeLines } from "./fee-line.store.ts";
import { insertHeld } from "./held.store.ts";

/** What of a dossier's fees is still owed, in đồng. */
export const outstandingVnd = async (tx: Tx, dossierId: number): Promise<number> =>
  (await listFeeLines(tx, dossierId)).reduce((sum, line) => sum + outstandingOf(line), 0);

/**
 * The post has collected fees at the door (Decision 45/2016 article 6.6): the applicant owes them no longer, the post owes them to
 * the office. Books it, issues the receipt and tells the dossier. What was paid otherwise while the result was under way is owed no
 * more: that part, or all of it, is held for whoever paid it, without a receipt, until it is given back.
 */
export async function collectByCarrier(
  tx: Tx,
  unit: UnitOfWork,
  by: Cashier,
  dossierId: number,
  money: { readonly amountVnd: number; readonly slip: string },
  now: Date,
): Promise<{ readonly movementId: number }> {
  const it = await loadFeeCase(tx, dossierId, by);
  const owedVnd = it.lines.reduce((sum, line) => sum + outstandingOf(line), 0);
  const heldVnd = Math.max(0, money.amountVnd - owedVnd);
  const movementId = await bookCollected(tx, it, by, { ...money, heldVnd }, now);
  if (heldVnd > 0) await insertHeld(tx, { movementId, agencyId: it.dossier.agencyId, amountVnd: heldVnd });
  await tellPayment(tx, unit, it, by, now);
  return { movementId };
}

async function bookCollected(
  tx: Tx,
  it: FeeCase,
  by: Cashier,
  { amountVnd, heldVnd, slip: reference }: { readonly amountVnd: number; readonly heldVnd: number; readonly slip: string },
  now: Date,
): Promise<number> {
  const held = heldVnd === 0 ? [] : bookWithoutLine("carrier", "unmatched", heldVnd);
  if (heldVnd === amountVnd) return bookFor(tx, it, by, { kind: "unmatched", reference, entries: held }, now);
  const shares = sharesOf(it, amountVnd - heldVnd);
  const entries = [...book("carrier", "receivable", shares), ...held];
  const payment = { kind: "pay", method: "cod", reference, entries, shares, payer: payerOf(it) } as const;
  return (await settlePayment(tx, it, by, payment, now)).movementId;
}

/** The post has transferred to the office what it collected, or a part of it; the applicant's side is not touched. */
export async function remitFromCarrier(
  tx: Tx,
  by: Cashier,
  dossierId: number,
  money: { readonly amountVnd: number; readonly slip: string },
  now: Date,
): Promise<{ readonly movementId: number }> {
  const it = await loadFeeCase(tx, dossierId, by);
  const entries = bookWithoutLine("bank", "carrier", money.amountVnd);
  // Nobody's drawer: the money went from the post's account to the office's.
  const facts = { kind: "remit", reference: money.slip, entries } as const;
  return { movementId: await bookFor(tx, it, { ...by, personId: null }, facts, now) };
}
