import type { Tx } from "#platform/db/tx.ts";
import { insertAccounts } from "./account.store.ts";
import { hashPassword } from "./password.ts";

export interface AccountDraft {
  readonly personId: number;
  readonly username: string;
  readonly password: string;
  readonly demo?: boolean;
  readonly mustChangePassword?: boolean;
}

/**
 * Adds accounts for seeds and imports and returns their ids in order. Accounts that share a password share its hash
 * too: hashing is made to be slow, and only demonstration data has such passwords.
 */
export async function addAccounts(tx: Tx, drafts: readonly AccountDraft[]): Promise<number[]> {
  const hashes = new Map<string, string>();
  for (const { password } of drafts) if (!hashes.has(password)) hashes.set(password, await hashPassword(password));
  return insertAccounts(
    tx,
    drafts.map(({ password, username, ...draft }) => ({
      ...draft,
      username: username.toLowerCase(),
      passwordHash: hashes.get(password) ?? "",
    })),
  );
}
