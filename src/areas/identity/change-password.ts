import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { findCredentialsById, updatePassword } from "./account.store.ts";
import { identityRefusal } from "./identity.errors.ts";
import { hashPassword, isPassword } from "./password.ts";
import { findPasswordFault } from "./password.rules.ts";
import { deleteSessionsOf } from "./session.store.ts";
import { hashToken } from "./session-token.ts";

export interface PasswordChange {
  readonly current: string;
  readonly chosen: string;
  readonly repeated: string;
}

/** Sets a password of one's own after the current one, and ends every other session of the account. */
export async function changePassword(
  tx: Tx,
  unit: UnitOfWork,
  accountId: number,
  token: string,
  change: PasswordChange,
): Promise<null> {
  unit.subject(`account:${accountId}`);
  const account = await findCredentialsById(tx, accountId);
  if (account === undefined) throw identityRefusal("account_not_found");
  if (!(await isPassword(change.current, account.passwordHash)))
    throw identityRefusal("wrong_current_password", { field: "current" });
  if (change.chosen !== change.repeated) throw identityRefusal("passwords_differ", { field: "repeated" });
  if (change.chosen === change.current) throw identityRefusal("password_unchanged", { field: "chosen" });
  const fault = findPasswordFault(change.chosen, account);
  if (fault !== undefined) throw identityRefusal(fault, { field: "chosen" });
  await updatePassword(tx, accountId, await hashPassword(change.chosen), false);
  await deleteSessionsOf(tx, accountId, hashToken(token));
  return null;
}
