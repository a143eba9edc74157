import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** The names of persons by id, for pages that show who has something. */
export async function findPersonNames(tx: Tx, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom("person")
    .select(["id", "full_name"])
    .where("id", "=", sql<number>`any(${[...ids]}::bigint[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row.full_name]));
}

/** The names of units on a day, else the last that they had, for pages that show where something happened. */
export async function findUnitNames(tx: Tx, ids: readonly number[], on: string): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ unitId: number; name: string }>`
    select distinct on (unit_id) unit_id as "unitId", full_name as name from unit_version where unit_id = any(${[...ids]}::int[])
    order by unit_id, (during @> ${on}::date) desc, upper(during) desc nulls first`.execute(tx);
  return new Map(rows.map((row) => [row.unitId, row.name]));
}

/** Every agency that has posts: the ones in which people work with this product. */
export async function listAgencyIds(tx: Tx): Promise<readonly number[]> {
  const rows = await tx.selectFrom("post").select("agency_id").distinct().orderBy("agency_id").execute();
  return rows.map((row) => row.agency_id);
}
