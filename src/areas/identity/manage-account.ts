import { endPost, type EndPostInput, findAssignment } from "#organisation";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Actor } from "#platform/http/actor.ts";
import { updateDisabled, updatePassword } from "./account.store.ts";
import { givePostWithinReach, type PostForm } from "./create-account.ts";
import { identityRefusal } from "./identity.errors.ts";
import {
  countOtherAdministrators,
  findManagedAccount,
  isWithinReach,
  type ManagedAccount,
  type Reach,
} from "./managed-account.store.ts";
import { deleteSessionsOf } from "./session.store.ts";

/** The account to be administered: within reach and not one's own, or a refusal. */
export async function getManagedAccount(tx: Tx, actor: Actor, reach: Reach, accountId: number): Promise<ManagedAccount> {
  const account = await findManagedAccount(tx, accountId, reach);
  if (account === undefined) throw identityRefusal("account_not_found");
  if (account.accountId === actor.accountId) throw identityRefusal("own_account");
  return account;
}

async function assertAdministratorRemains(tx: Tx, account: ManagedAccount, on: string): Promise<void> {
  const isOne = account.disabledAt === null && account.posts.some((post) => post.role === "administrator");
  if (isOne && (await countOtherAdministrators(tx, account.personId, on)) === 0) throw identityRefusal("last_administrator");
}

/** Disables an account, which ends its sessions with the commit, or enables it again. */
export async function setAccountDisabled(
  tx: Tx,
  unit: UnitOfWork,
  actor: Actor,
  reach: Reach,
  accountId: number,
  at: Date | null,
): Promise<null> {
  const account = await getManagedAccount(tx, actor, reach, accountId);
  if (at !== null) await assertAdministratorRemains(tx, account, reach.on);
  await updateDisabled(tx, accountId, at);
  if (at !== null) await deleteSessionsOf(tx, accountId);
  unit.subject(`account:${accountId}`);
  return null;
}

/** Sets a one-time password that must be changed, and ends every session of the account. */
export async function resetPassword(
  tx: Tx,
  unit: UnitOfWork,
  actor: Actor,
  reach: Reach,
  accountId: number,
  passwordHash: string,
): Promise<null> {
  await getManagedAccount(tx, actor, reach, accountId);
  await updatePassword(tx, accountId, passwordHash, true);
  await deleteSessionsOf(tx, accountId);
  unit.subject(`account:${accountId}`);
  return null;
}

/** Gives one more post to the person of an account. */
export async function giveManagedPost(
  tx: Tx,
  unit: UnitOfWork,
  actor: Actor,
  reach: Reach,
  accountId: number,
  input: PostForm,
): Promise<{ assignmentId: number }> {
  const account = await getManagedAccount(tx, actor, reach, accountId);
  unit.subject(`account:${accountId}`);
  return givePostWithinReach(tx, unit, reach, account.personId, input);
}

/** Records the last day of an assignment of the account's person. */
export async function endManagedPost(
  tx: Tx,
  unit: UnitOfWork,
  actor: Actor,
  reach: Reach,
  accountId: number,
  input: EndPostInput,
): Promise<{ assignmentId: number }> {
  const account = await getManagedAccount(tx, actor, reach, accountId);
  const held = await findAssignment(tx, input.assignmentId);
  if (held === undefined || held.personId !== account.personId) throw identityRefusal("assignment_not_found");
  if (!(await isWithinReach(tx, held.unitId, reach))) throw identityRefusal("unit_not_yours");
  if (held.role === "administrator") await assertAdministratorRemains(tx, account, reach.on);
  unit.subject(`account:${accountId}`);
  return endPost(tx, unit, input, reach.on);
}
