import type { Tx } from "#platform/db/tx.ts";

/** A filter that someone keeps under a name; row-level security shows everyone their own. */
export interface SavedFilter {
  readonly id: number;
  readonly name: string;
  readonly query: string;
}

export const listSavedFilters = (tx: Tx, accountId: number): Promise<SavedFilter[]> =>
  tx
    .selectFrom("saved_filter")
    .select(["id", "name", "query"])
    .where("account_id", "=", accountId)
    .orderBy("name")
    .limit(30)
    .execute();

/** Keeps a filter; false when the account already has one of that name. */
export async function insertSavedFilter(
  tx: Tx,
  filter: { agencyId: number; accountId: number; name: string; query: string },
): Promise<boolean> {
  const rows = await tx
    .insertInto("saved_filter")
    .values({ agency_id: filter.agencyId, account_id: filter.accountId, name: filter.name, query: filter.query })
    .onConflict((conflict) => conflict.columns(["account_id", "name"]).doNothing())
    .returning("id")
    .execute();
  return rows.length === 1;
}

export async function deleteSavedFilter(tx: Tx, accountId: number, id: number): Promise<void> {
  await tx.deleteFrom("saved_filter").where("id", "=", id).where("account_id", "=", accountId).execute();
}
