import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { reach } from "#platform/training.ts";
import { type BankAccount, openConfirmationKey } from "./account.store.ts";
import { feeRefusal } from "./fees.errors.ts";
import type { PaymentPlatform } from "./payment-platform.store.ts";

const TIMEOUT_MS = 5_000;
const answer = z.object({ data: z.string().max(2_000_000), signature: z.string().regex(/^[0-9a-f]{64}$/) });

/** Where a payer is sent: what stands in the address stands in the payment code too, nothing of the dossier or the person. */
export function paymentLink(
  platform: Pick<PaymentPlatform, "url">,
  code: Pick<BankAccount, "bankBin" | "accountNo"> & { readonly amountVnd: number; readonly reference: string },
): string {
  const query = { bin: code.bankBin, account: code.accountNo, amount: String(code.amountVnd), content: code.reference };
  return `${platform.url}/bank/pay?${new URLSearchParams(query)}`;
}

/** The statement of an account's day as CSV, signed with the account's key. Refuses `platform_unreachable` and `bad_signature`. */
export async function askForStatement(platform: PaymentPlatform, account: BankAccount, day: string): Promise<string> {
  const query = new URLSearchParams({ bin: account.bankBin, account: account.accountNo, day });
  const address = new URL(`${platform.url}/bank/statement?${query}`);
  const found = await reach(address, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) })
    .then(async (reply) => (reply.ok ? answer.safeParse(await reply.json()).data : undefined))
    .catch(() => undefined);
  if (found === undefined) throw feeRefusal("platform_unreachable");
  const expected = createHmac("sha256", openConfirmationKey(account)).update(found.data).digest();
  if (!timingSafeEqual(expected, Buffer.from(found.signature, "hex"))) throw feeRefusal("bad_signature");
  return found.data;
}
