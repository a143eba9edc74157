import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** Opens, until the end of this transaction, the rows of agencies that the same transaction has just added. */
export async function enterAgencies(tx: Tx, agencies: readonly number[]): Promise<void> {
  await sql`select set_config('app.agencies', ${`{${agencies.join(",")}}`}, true)`.execute(tx);
}

/** Acts as an account, until the end of this transaction or the next call; as nobody without one. */
export async function enterAccount(tx: Tx, accountId: number | undefined): Promise<void> {
  await sql`select set_config('app.account', ${accountId === undefined ? "" : String(accountId)}, true)`.execute(tx);
}

/** Whether any unit stands in this database. */
export async function hasUnits(tx: Tx): Promise<boolean> {
  const row = await tx.selectFrom("unit").select("id").limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Keeps a fact about this installation, such as whether it was set up as a demonstration. */
export async function keepSetting(tx: Tx, name: string, value: boolean | string | number): Promise<void> {
  await sql`insert into setting (name, value) values (${name}, ${JSON.stringify(value)}::jsonb)
    on conflict (name) do update set value = excluded.value, changed_at = now()`.execute(tx);
}

export async function findSetting(tx: Tx, name: string): Promise<unknown> {
  const row = await tx.selectFrom("setting").select("value").where("name", "=", name).executeTakeFirst();
  return row?.value;
}

/** How many dossiers and events the agencies of the scope have. */
export async function countDossiers(tx: Tx): Promise<{ readonly dossiers: number; readonly events: number }> {
  const { rows } = await sql<{ dossiers: number; events: number }>`
    select (select count(*)::int from dossier) as dossiers, (select count(*)::int from dossier_event) as events`.execute(tx);
  return rows[0] ?? { dossiers: 0, events: 0 };
}

/** How many dossiers of other systems the agencies of the transaction have, with their events. */
export async function countExternal(tx: Tx): Promise<{ readonly dossiers: number; readonly events: number }> {
  const { rows } = await sql<{ dossiers: number; events: number }>`
    select count(distinct d.id)::int as dossiers, count(*)::int as events
    from dossier d join dossier_event e on e.dossier_id = d.id where d.origin = 'external'`.execute(tx);
  return rows[0] ?? { dossiers: 0, events: 0 };
}

/** Ends a task of the demonstration as a worker would have; answers its id. */
export async function settleTask(
  tx: Tx,
  key: string,
  end: { readonly state: "done" | "dead"; readonly attempt: number; readonly reason: string | null; readonly at: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    update task set state = ${end.state}, attempt = ${end.attempt}, reason = ${end.reason}, created_at = least(created_at, ${end.at}),
      run_at = ${end.at}, ended_at = ${end.at} where kind = 'exchange.webhook' and key = ${key} returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

/** The dossiers of an agency that were returned last before an instant, in the order of their return. */
export async function listReturnedDossiers(
  tx: Tx,
  agencyId: number,
  before: string,
  limit: number,
): Promise<readonly { readonly id: number; readonly returnedAt: Date }[]> {
  const { rows } = await sql<{ id: number; returnedAt: Date }>`
    select id, returned_at as "returnedAt" from dossier
    where agency_id = ${agencyId} and state = 'RETURNED' and returned_at < ${before}
    order by returned_at desc, id limit ${limit}`.execute(tx);
  return rows;
}

/** Dossiers of an agency that run here, the newest first; those that only stand for a past are none of them. */
export async function listRunning(tx: Tx, agencyId: number, most: number): Promise<readonly { id: number; code: string }[]> {
  const { rows } = await sql<{ id: number; code: string }>`
    select id::int as id, code from dossier where agency_id = ${agencyId} and origin = 'local' and state not in ('DRAFT', 'VOIDED')
    order by id desc limit ${most}`.execute(tx);
  return rows;
}
