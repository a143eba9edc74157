import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** One filing as the report by group reads it. */
export interface FiledBundle {
  readonly groupCode: string;
  readonly groupName: string;
  readonly separateDays: number;
  readonly totalDays: number;
  readonly filedAt: Date;
  readonly dueAt: Date;
  readonly endedAt: Date | null;
  /** How many dossiers it has opened: each counted once by the agency that decides it. */
  readonly dossiers: number;
}

/** What the agencies received as groups between two days (inclusive, Vietnamese time). */
export async function listFiled(
  tx: Tx,
  agencies: readonly number[],
  from: string,
  to: string,
  group?: string,
): Promise<readonly FiledBundle[]> {
  const { rows } = await sql<FiledBundle>`
    select group_code as "groupCode", group_name as "groupName", separate_days as "separateDays", total_days as "totalDays",
      filed_at as "filedAt", due_at as "dueAt", ended_at as "endedAt",
      (select count(m.dossier_id)::int from bundle_member m where m.bundle_id = bundle.id) as dossiers
    from bundle
    where agency_id = any(${[...agencies]}::int[]) and filed_at >= (${from}::date)::timestamp at time zone 'Asia/Ho_Chi_Minh'
      and filed_at < (${to}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
      and (${group ?? null}::text is null or group_code = ${group ?? null})
    order by group_name, filed_at`.execute(tx);
  return rows;
}
