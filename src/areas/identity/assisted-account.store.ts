import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** Whether this number has an account, whoever opened it; two who ask at once for the same number wait for each other. */
export async function hasCitizenAccount(tx: Tx, idNumber: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`citizen ${idNumber}`}, 0))`.execute(tx);
  const { rows } = await sql<{ has: boolean }>`select has_citizen_account('person', ${idNumber}) as has`.execute(tx);
  return rows[0]?.has === true;
}

export interface AssistedAccount {
  readonly accountId: number;
  readonly fullName: string;
  readonly openedBy: "staff" | "support_team";
  readonly openedAt: Date;
  readonly consentHow: string;
  readonly firstSignedInAt: Date | null;
}

/** The accounts that the agencies of the context helped to open, the newest first. */
export async function listAssistedAccounts(tx: Tx, limit: number): Promise<readonly AssistedAccount[]> {
  const { rows } = await sql<AssistedAccount>`
    select account_id as "accountId", full_name as "fullName", opened_by as "openedBy", opened_at as "openedAt",
      consent_how as "consentHow", first_signed_in_at as "firstSignedInAt"
    from citizen where opened_by <> 'self' and opening_agency_id = any ((select app_agencies())::int[])
    order by opened_at desc, account_id desc limit ${limit}`.execute(tx);
  return rows;
}

export interface AssistedCounts {
  readonly staff: number;
  readonly supportTeam: number;
  /** Of these, accounts that their owner has signed in to. */
  readonly used: number;
}

/** Accounts opened with help by the agencies of the context before the end of a day (yyyy-MM-dd). */
export async function countAssistedAccounts(tx: Tx, until: string): Promise<AssistedCounts> {
  const { rows } = await sql<AssistedCounts>`
    select count(*) filter (where opened_by = 'staff')::int as staff,
      count(*) filter (where opened_by = 'support_team')::int as "supportTeam",
      count(*) filter (where first_signed_in_at is not null)::int as used
    from citizen where opened_by <> 'self' and opening_agency_id = any ((select app_agencies())::int[])
      and (opened_at at time zone 'Asia/Ho_Chi_Minh')::date <= ${until}::date`.execute(tx);
  return rows[0] ?? { staff: 0, supportTeam: 0, used: 0 };
}
