import { randomBytes } from "node:crypto";
import { z } from "zod";
import { localDateOf } from "#core/instant.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { requiredText } from "#platform/input/fields.ts";
import { endAccount, findAccount, insertAccount } from "./account.store.ts";
import { feeRefusal } from "./fees.errors.ts";

export const AccountInput = z.object({
  bankBin: z
    .string()
    .trim()
    .regex(/^\d{6}$/, { error: "@field.number" }),
  bankName: requiredText(200),
  accountNo: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9]{4,19}$/, { error: "@field.number" }),
  holder: requiredText(200),
});
export type AccountInput = z.output<typeof AccountInput>;

/**
 * Sets where an agency takes transfers, with a fresh key for its bank's confirmations; the account before it ends today. Refuses a
 * second one on a day (`account_set_today`), and one in which another agency takes its money (`account_taken`).
 */
export async function setAccount(
  tx: Tx,
  unit: UnitOfWork,
  of: { readonly agencyId: number; readonly provinceId: number },
  input: AccountInput,
  now: Date,
): Promise<{ readonly id: number }> {
  const today = localDateOf(now.getTime());
  const before = await findAccount(tx, of.agencyId);
  if (before !== undefined && before.activeFrom >= today) throw feeRefusal("account_set_today");
  if (before !== undefined) await endAccount(tx, of.agencyId, today);
  const id = await insertAccount(tx, { ...of, ...input, confirmationKey: randomBytes(32).toString("hex"), activeFrom: today });
  if (id === undefined) throw feeRefusal("account_taken", { field: "accountNo" });
  unit.subject(`fee_account:${id}`);
  return { id };
}
