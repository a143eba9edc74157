import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { openSecret, sealSecret } from "#platform/secrets/seal.ts";
import type { SealedPlace } from "#platform/secrets/sealed-places.ts";
import type { Booked } from "./fee.ts";

/** Where an agency takes transfers. */
export interface BankAccount extends Booked {
  readonly id: number;
  readonly bankBin: string;
  readonly bankName: string;
  readonly accountNo: string;
  readonly holder: string;
  /** The sealed key by which its bank signs what it confirms (`openConfirmationKey`). */
  readonly sealedKey: string;
  /** The first day (yyyy-MM-dd) on which it is used. */
  readonly activeFrom: string;
}

interface Row {
  readonly id: number;
  readonly province_id: number;
  readonly agency_id: number;
  readonly bank_bin: string;
  readonly bank_name: string;
  readonly account_no: string;
  readonly holder: string;
  readonly confirmation_key: string;
  readonly active_from: string;
}

const toAccount = (row: Row): BankAccount => ({
  id: row.id,
  provinceId: row.province_id,
  agencyId: row.agency_id,
  bankBin: row.bank_bin,
  bankName: row.bank_name,
  accountNo: row.account_no,
  holder: row.holder,
  sealedKey: row.confirmation_key,
  activeFrom: row.active_from,
});

const aboutAgency = (agencyId: number): string => `fee_account:${agencyId}`;

/** The key that signs what the account's bank confirms. */
export const openConfirmationKey = ({ agencyId, sealedKey }: BankAccount): string => openSecret(sealedKey, aboutAgency(agencyId));

/** The account that an agency uses today. */
export async function findAccount(tx: Tx, agencyId: number): Promise<BankAccount | undefined> {
  const row = await tx
    .selectFrom("fee_account")
    .selectAll()
    .where("agency_id", "=", agencyId)
    .where("active_until", "is", null)
    .executeTakeFirst();
  return row === undefined ? undefined : toAccount(row);
}

/** Whose account this is: asked before there is an agency to ask for (a bank's message). */
export async function lookUpAccount(tx: Tx, bankBin: string, accountNo: string): Promise<BankAccount | undefined> {
  const { rows } = await sql<Row>`select * from lookup_fee_account(${bankBin}, ${accountNo})`.execute(tx);
  return rows[0] === undefined ? undefined : toAccount(rows[0]);
}

/** The opened key of an account by its number, for whoever stands in for its bank. */
export async function findConfirmationKey(tx: Tx, bankBin: string, accountNo: string): Promise<string | undefined> {
  const account = await lookUpAccount(tx, bankBin, accountNo);
  return account === undefined ? undefined : openConfirmationKey(account);
}

/** Undefined where the number is in use by another agency, which the transaction does not see. */
export async function insertAccount(
  tx: Tx,
  account: Omit<BankAccount, "id" | "sealedKey"> & { readonly confirmationKey: string },
): Promise<number | undefined> {
  const row = await tx
    .insertInto("fee_account")
    .values({
      province_id: account.provinceId,
      agency_id: account.agencyId,
      bank_bin: account.bankBin,
      bank_name: account.bankName,
      account_no: account.accountNo,
      holder: account.holder,
      confirmation_key: sealSecret(account.confirmationKey, aboutAgency(account.agencyId)),
      active_from: account.activeFrom,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return row?.id;
}

/** The account of an agency is used no longer; the day is the first without it. */
export async function endAccount(tx: Tx, agencyId: number, until: string): Promise<void> {
  await tx
    .updateTable("fee_account")
    .set({ active_until: until })
    .where("agency_id", "=", agencyId)
    .where("active_until", "is", null)
    .execute();
}

/** The keys of all accounts, ended ones too. */
export const accountSecrets: SealedPlace = {
  name: "fee_account",
  list: async (tx) => {
    const rows = await tx.selectFrom("fee_account").select(["id", "agency_id", "confirmation_key"]).orderBy("id").execute();
    return rows.map((row) => ({
      about: aboutAgency(row.agency_id),
      stored: row.confirmation_key,
      save: async (on, sealed) => {
        await on.updateTable("fee_account").set({ confirmation_key: sealed }).where("id", "=", row.id).execute();
      },
    }));
  },
};
