import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** A file that comes in parts. */
export interface PartUpload {
  readonly id: string;
  readonly filingId: number;
  readonly componentCode: string;
  readonly name: string;
  readonly bytes: number;
  readonly received: number;
  readonly finishedAt: Date | null;
}

const COLUMNS = sql`id::text as id, filing_id::int as "filingId", component_code as "componentCode", file_name as name, bytes::int as bytes,
  received::int as received, finished_at as "finishedAt"`;

/** The upload of a filing that row-level security shows; locked where a part is about to be added. */
export async function findUpload(tx: Tx, filingId: number, id: string, lock = false): Promise<PartUpload | undefined> {
  const { rows } = await sql<PartUpload>`select ${COLUMNS} from filing_upload where id = ${id}::uuid and filing_id = ${filingId}
    ${lock ? sql`for update` : sql``}`.execute(tx);
  return rows[0];
}

/** How many files of an account are still coming in; those of yesterday are forgotten, as their bytes are. */
export async function countUnfinished(tx: Tx, accountId: number, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with forgotten as (delete from filing_upload where account_id = ${accountId} and begun_at < ${now.toISOString()}::timestamptz - interval '1 day')
    select count(*)::int as count from filing_upload where account_id = ${accountId} and finished_at is null
      and begun_at >= ${now.toISOString()}::timestamptz - interval '1 day'`.execute(tx);
  return rows[0]?.count ?? 0;
}

export async function insertUpload(
  tx: Tx,
  accountId: number,
  upload: Pick<PartUpload, "id" | "filingId" | "componentCode" | "name" | "bytes">,
  now: Date,
): Promise<void> {
  await tx
    .insertInto("filing_upload")
    .values({
      id: upload.id,
      filing_id: upload.filingId,
      account_id: accountId,
      component_code: upload.componentCode,
      file_name: upload.name,
      bytes: upload.bytes,
      begun_at: now,
    })
    .execute();
}

export async function setReceived(tx: Tx, id: string, received: number): Promise<void> {
  await tx.updateTable("filing_upload").set({ received }).where("id", "=", id).execute();
}

export async function finishUpload(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable("filing_upload").set({ finished_at: now }).where("id", "=", id).execute();
}
