import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** What the applicant sent on their own after the acceptance. */
export interface FilingReply {
  readonly id: number;
  readonly at: Date;
  readonly message: string;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

export async function insertReply(
  tx: Tx,
  filing: { readonly id: number; readonly accountId: number; readonly agencyId: number; readonly dossierId: number },
  reply: Pick<FilingReply, "message" | "files">,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into filing_reply (filing_id, account_id, agency_id, dossier_id, at, message, files)
    values (${filing.id}, ${filing.accountId}, ${filing.agencyId}, ${filing.dossierId}, ${now}, ${reply.message},
      ${JSON.stringify(reply.files)}::jsonb) returning id::int as id`.execute(tx);
  return rows[0]?.id ?? 0;
}

export async function listReplies(tx: Tx, dossierId: number): Promise<readonly FilingReply[]> {
  const { rows } = await sql<FilingReply>`select id::int as id, at, message, files from filing_reply
    where dossier_id = ${dossierId} order by id`.execute(tx);
  return rows;
}

/** The filing that a dossier began as. */
export async function findFilingOfDossier(tx: Tx, dossierId: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select id::int as id from filing where dossier_id = ${dossierId}`.execute(tx);
  return rows[0]?.id;
}
