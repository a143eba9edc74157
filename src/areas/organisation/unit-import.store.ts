import { sql } from "kysely";
import type { PlainDate } from "#core/plain-date.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { UnitKind } from "./unit.ts";

export interface KnownUnit {
  readonly code: string;
  readonly unitId: number;
  readonly name: string;
  readonly fullName: string;
  readonly parentId: number | null;
  readonly from: PlainDate | null;
  readonly until: PlainDate | null;
}

/** The units of a kind that carry a statistics code on a day. */
export async function listUnitsWithCode(tx: Tx, kind: UnitKind, on: string): Promise<Map<string, KnownUnit>> {
  const result = await sql<KnownUnit>`
    select c.code, v.unit_id as "unitId", v.name, v.full_name as "fullName", v.parent_id as "parentId", lower(v.during) as "from", upper(v.during) as "until"
    from unit_code c join unit_version v on v.unit_id = c.unit_id and v.during @> ${on}::date
    where c.scheme = 'gso' and c.during @> ${on}::date and v.kind = ${kind}`.execute(tx);
  return new Map(result.rows.map((row) => [row.code, row]));
}

/** The root of the tree, where there is one. */
export async function findCountry(tx: Tx): Promise<number | undefined> {
  const result = await sql<{
    unit_id: number;
  }>`select unit_id from unit_version where kind = 'country' order by unit_id limit 1`.execute(tx);
  return result.rows[0]?.unit_id;
}
