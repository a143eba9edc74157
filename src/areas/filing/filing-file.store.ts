import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Upload } from "#platform/files/file-kind.ts";
import type { FilingFile } from "./filing.ts";

const COLUMNS = sql`f.id::int as id, f.component_code as "componentCode", f.sha256, f.sent_sha256 as "sentSha256", f.file_name as name,
  s.kind, s.bytes::int as bytes, f.pages, s.scan, s.signatures, f.added_at as "addedAt"`;

/** What the applicant uploaded for each component and did not take away again, in order. */
export async function listFiles(tx: Tx, filingId: number): Promise<readonly FilingFile[]> {
  const { rows } = await sql<FilingFile>`select ${COLUMNS} from filing_file f join stored_file s on s.sha256 = f.sha256
    where f.filing_id = ${filingId} and f.removed_at is null order by f.id`.execute(tx);
  return rows;
}

export async function findFile(tx: Tx, filingId: number, id: number): Promise<FilingFile | undefined> {
  return (await listFiles(tx, filingId)).find((file) => file.id === id);
}

export async function insertFiles(
  tx: Tx,
  filing: { readonly id: number; readonly accountId: number; readonly agencyId: number },
  componentCode: string,
  uploads: readonly Upload[],
  now: Date,
): Promise<void> {
  await tx
    .insertInto("filing_file")
    .values(
      uploads.map(({ sha256, sentSha256, name, pages }) => ({
        filing_id: filing.id,
        account_id: filing.accountId,
        agency_id: filing.agencyId,
        component_code: componentCode,
        sha256,
        sent_sha256: sentSha256,
        file_name: name.slice(0, 300),
        pages,
        added_at: now,
      })),
    )
    .execute();
}

/** A file of a draft is gone; one that was once sent is only marked. */
export async function removeFile(tx: Tx, id: number, ofDraft: boolean, now: Date): Promise<void> {
  if (ofDraft) await tx.deleteFrom("filing_file").where("id", "=", id).execute();
  else await tx.updateTable("filing_file").set({ removed_at: now }).where("id", "=", id).execute();
}
