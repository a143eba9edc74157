import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export interface Credentials {
  readonly accountId: number;
  readonly personId: number;
  readonly username: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly demo: boolean;
  readonly mustChangePassword: boolean;
  readonly disabled: boolean;
}

function credentials(tx: Tx) {
  return tx
    .selectFrom("account")
    .innerJoin("person", "person.id", "account.person_id")
    .select((eb) => [
      "account.id as accountId",
      "account.person_id as personId",
      "account.username",
      "person.full_name as name",
      "account.password_hash as passwordHash",
      "account.demo",
      "account.must_change_password as mustChangePassword",
      eb("account.disabled_at", "is not", null).as("disabled"),
    ]);
}

/** Of staff alone: a citizen's account has no password that could be right. */
export async function findCredentials(tx: Tx, username: string): Promise<Credentials | undefined> {
  const row = await credentials(tx)
    .where("account.username", "=", username)
    .where("account.kind", "=", "staff")
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, disabled: Boolean(row.disabled) };
}

export async function findCredentialsById(tx: Tx, accountId: number): Promise<Credentials | undefined> {
  const row = await credentials(tx).where("account.id", "=", accountId).executeTakeFirst();
  return row === undefined ? undefined : { ...row, disabled: Boolean(row.disabled) };
}

export async function updatePassword(tx: Tx, accountId: number, passwordHash: string, mustChange: boolean): Promise<void> {
  await tx
    .updateTable("account")
    .set({ password_hash: passwordHash, must_change_password: mustChange })
    .where("id", "=", accountId)
    .execute();
}

export interface NewAccount {
  readonly personId: number;
  readonly username: string;
  readonly passwordHash: string;
  readonly demo?: boolean;
  readonly mustChangePassword?: boolean;
}

/** Adds accounts; returns their ids in the order given. A username that is taken makes the database refuse all. */
export async function insertAccounts(tx: Tx, accounts: readonly NewAccount[]): Promise<number[]> {
  if (accounts.length === 0) return [];
  const rows = await tx
    .insertInto("account")
    .values(
      accounts.map((account) => ({
        person_id: account.personId,
        username: account.username,
        password_hash: account.passwordHash,
        demo: account.demo ?? false,
        must_change_password: account.mustChangePassword ?? false,
      })),
    )
    .returning(["id", "username"])
    .execute();
  const ids = new Map(rows.map((row) => [row.username, row.id]));
  return accounts.map((account) => ids.get(account.username) ?? 0);
}

/** Whether a username is taken; whoever asks for the same one at the same time waits for this transaction. */
export async function hasUsername(tx: Tx, username: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`username ${username}`}, 0))`.execute(tx);
  const row = await tx.selectFrom("account").select("id").where("username", "=", username).executeTakeFirst();
  return row !== undefined;
}

export async function hasAnyAccount(tx: Tx): Promise<boolean> {
  const row = await tx.selectFrom("account").select("id").limit(1).executeTakeFirst();
  return row !== undefined;
}

export async function updateDisabled(tx: Tx, accountId: number, disabledAt: Date | null): Promise<void> {
  await tx.updateTable("account").set({ disabled_at: disabledAt }).where("id", "=", accountId).execute();
}

/** Whether this installation has demonstration accounts in use. */
export async function hasDemoAccount(tx: Tx): Promise<boolean> {
  const row = await tx
    .selectFrom("account")
    .select("id")
    .where("demo", "=", true)
    .where("disabled_at", "is", null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Usernames of the accounts in use of these persons. */
export async function listUsernamesOf(tx: Tx, personIds: readonly number[]): Promise<string[]> {
  if (personIds.length === 0) return [];
  const rows = await tx
    .selectFrom("account")
    .select("username")
    .where("person_id", "in", [...personIds])
    .where("disabled_at", "is", null)
    .orderBy("username")
    .execute();
  return rows.map((row) => row.username);
}

/** The accounts with which these persons sign in, as far as they may. */
export async function findAccountsOf(
  tx: Tx,
  personIds: readonly number[],
): Promise<readonly { readonly accountId: number; readonly personId: number; readonly name: string }[]> {
  if (personIds.length === 0) return [];
  return tx
    .selectFrom("account")
    .innerJoin("person", "person.id", "account.person_id")
    .select(["account.id as accountId", "person.id as personId", "person.full_name as name"])
    .where("person.id", "=", sql<number>`any(${[...personIds]}::bigint[])`)
    .where("account.disabled_at", "is", null)
    .orderBy("account.id")
    .execute();
}
