import type { Tx } from "#platform/db/tx.ts";
import { type BankAccount, findAccount } from "./account.store.ts";
import { codeSvg, payloadOf } from "./payment-code.web.tsx";
import { findOpenRequest } from "./request.store.ts";

/** What a payer needs: the code as a picture, and the same in letters for who types it. */
export interface PaymentCode extends Pick<BankAccount, "bankName" | "accountNo" | "holder"> {
  readonly amountVnd: number;
  readonly reference: string;
  readonly svg: string;
}

/** The code of the request that waits for its money, of a dossier in scope; undefined where nothing was asked for. */
export async function findPaymentCode(tx: Tx, dossierId: number): Promise<PaymentCode | undefined> {
  const open = await findOpenRequest(tx, dossierId);
  const account = open === undefined ? undefined : await findAccount(tx, open.agencyId);
  if (open === undefined || account === undefined) return undefined;
  const { bankName, accountNo, holder } = account;
  const { amountVnd, reference } = open;
  return { bankName, accountNo, holder, amountVnd, reference, svg: codeSvg(payloadOf(account, open)) };
}
