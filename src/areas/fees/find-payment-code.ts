import type { Tx } from "#platform/db/tx.ts";
import { type BankAccount, findAccount } from "./account.store.ts";
import { paymentLink } from "./ask-platform.ts";
import { findPaymentPlatform } from "./payment-platform.store.ts";
import { codeSvg, payloadOf } from "./payment-code.web.tsx";
import { findOpenRequest } from "./request.store.ts";

/** What a payer needs: the code as a picture, and the same in letters for who types it. */
export interface PaymentCode extends Pick<BankAccount, "bankName" | "accountNo" | "holder"> {
  readonly amountVnd: number;
  readonly reference: string;
  readonly svg: string;
  /** Where one pays by a link, and whether the other side is the local peer. */
  readonly link: { readonly href: string; readonly localPeer: boolean } | undefined;
}

/** The code of the request that waits for its money, of a dossier in scope; undefined where nothing was asked for. */
export async function findPaymentCode(tx: Tx, dossierId: number): Promise<PaymentCode | undefined> {
  const open = await findOpenRequest(tx, dossierId);
  const account = open === undefined ? undefined : await findAccount(tx, open.agencyId);
  // A code for an account that the office has left would bring money that nobody can explain.
  if (open === undefined || account === undefined || open.accountId !== account.id) return undefined;
  const platform = await findPaymentPlatform(tx);
  const { bankName, bankBin, accountNo, holder } = account;
  const { amountVnd, reference } = open;
  const code = { bankBin, accountNo, amountVnd, reference };
  const link = platform && { href: paymentLink(platform, code), localPeer: platform.localPeer };
  return { bankName, accountNo, holder, amountVnd, reference, svg: codeSvg(payloadOf(account, open)), link };
}
