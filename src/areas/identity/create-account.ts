import type { z } from "zod";
import { getTypedUnit, givePost, GivePostInput, insertPersons } from "#organisation";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { integer, optional, personName, requiredText } from "#platform/input/fields.ts";
import { hasUsername, insertAccounts } from "./account.store.ts";
import { identityRefusal } from "./identity.errors.ts";
import { isWithinReach, type Reach } from "./managed-account.store.ts";

export const USERNAME = /^[a-z0-9][a-z0-9.-]{2,59}$/;

export const PostForm = GivePostInput.omit({ unitId: true }).extend({
  unit: requiredText(300),
  unitId: optional(integer(1, 2_147_483_647)),
});
export type PostForm = z.output<typeof PostForm>;

export const NewAccountInput = PostForm.extend({ fullName: personName(), username: requiredText(60) });
export type NewAccountInput = z.output<typeof NewAccountInput>;

/** The typed username in its one spelling; refuses what cannot be one. */
export function readUsername(typed: string): string {
  const username = typed.toLowerCase();
  if (!USERNAME.test(username)) throw identityRefusal("username_malformed", { field: "username" });
  return username;
}

/**
 * Adds a person with an account and a first post within the administrator's reach, or anywhere for whoever runs an import
 * that has judged the unit itself; the password must be changed.
 */
export async function createAccount(
  tx: Tx,
  unit: UnitOfWork,
  reach: Reach | "operator",
  input: NewAccountInput,
  passwordHash: string,
): Promise<{ accountId: number; personId: number }> {
  const username = readUsername(input.username);
  if (await hasUsername(tx, username)) throw identityRefusal("username_taken", { field: "username" });
  const [personId] = await insertPersons(tx, [input.fullName]);
  if (personId === undefined) throw new Error("the person was not written");
  await givePostWithinReach(tx, unit, reach, personId, input);
  const [accountId] = await insertAccounts(tx, [{ personId, username, passwordHash, mustChangePassword: true }]);
  if (accountId === undefined) throw new Error("the account was not written");
  unit.subject(`account:${accountId}`);
  return { accountId, personId };
}

/** Gives a post in a unit that the administrator may administer. */
export async function givePostWithinReach(
  tx: Tx,
  unit: UnitOfWork,
  reach: Reach | "operator",
  personId: number,
  input: PostForm,
): Promise<{ assignmentId: number }> {
  const place = await getTypedUnit(tx, input, input.from);
  if (reach !== "operator" && !(await isWithinReach(tx, place.id, reach)))
    throw identityRefusal("unit_not_yours", { field: "unit" });
  const { role, title, from, until, decisionNo } = input;
  return givePost(tx, unit, personId, { unitId: place.id, role, title, from, until, decisionNo });
}
