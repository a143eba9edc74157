import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export interface ImportRunStart {
  readonly agencyId: number | null;
  readonly source: string;
  readonly mapping: string;
  readonly dryRun: boolean;
}

/** Begins the record of an import; the hash of the source is known when it has been read. */
export async function startImportRun(tx: Tx, run: ImportRunStart): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into import_run (agency_id, kind, source, source_hash, mapping, dry_run)
    values (${run.agencyId}, 'dossiers', ${run.source}, '', ${run.mapping}, ${run.dryRun}) returning id`.execute(tx);
  return rows[0]?.id as number;
}

export async function finishImportRun(tx: Tx, id: number, sourceHash: string, report: unknown): Promise<void> {
  await sql`update import_run set finished_at = clock_timestamp(), source_hash = ${sourceHash}, report = ${JSON.stringify(report)}::jsonb
    where id = ${id}`.execute(tx);
}
