import { outstandingOf } from "#core/money/fee-rules.ts";
import { paymentReference } from "#core/money/viet-qr.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { findAccount } from "./account.store.ts";
import type { Cashier } from "./fee.ts";
import { loadFeeCase } from "./fee-case.ts";
import { feeRefusal } from "./fees.errors.ts";
import { cancelRequest, findOpenRequest, insertRequest } from "./request.store.ts";
import { assertTakesFees } from "./takes-fees.ts";

/**
 * Asks for all that is outstanding, or a part, by a payment code. The same amount asked for again is the same request; another
 * amount replaces it, and money that still comes in for the old one is parked for a person. Answers the reference.
 * Refusals: `nothing_outstanding`, `more_than_outstanding`, `no_account`.
 */
export async function requestPayment(
  tx: Tx,
  unit: UnitOfWork,
  by: Cashier,
  dossierId: number,
  amount: number | undefined,
  now: Date,
): Promise<{ readonly reference: string; readonly amountVnd: number }> {
  const { dossier, lines } = await loadFeeCase(tx, dossierId, by);
  assertTakesFees(dossier.state);
  const most = lines.reduce((sum, line) => sum + outstandingOf(line), 0);
  if (most === 0) throw feeRefusal("nothing_outstanding");
  const amountVnd = amount ?? most;
  if (amountVnd > most) throw feeRefusal("more_than_outstanding", { field: "amountVnd" });
  const [account, open] = await Promise.all([findAccount(tx, dossier.agencyId), findOpenRequest(tx, dossierId)]);
  if (account === undefined) throw feeRefusal("no_account");
  unit.subject(`dossier:${dossierId}`);
  if (open !== undefined && open.amountVnd === amountVnd && open.accountId === account.id)
    return { reference: open.reference, amountVnd };
  if (open !== undefined) await cancelRequest(tx, open.id, now);
  const { provinceId, agencyId } = dossier;
  const draft = { provinceId, agencyId, dossierId, accountId: account.id, amountVnd };
  const made = { createdAt: now, createdBy: by.name, cashierId: by.personId };
  return { reference: await insertRequest(tx, { ...draft, ...made }, paymentReference), amountVnd };
}
