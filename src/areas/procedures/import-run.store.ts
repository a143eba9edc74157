import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { ImportReport } from "./import/import-report.ts";

/** One import of the catalogue, as it is shown in the list of runs. */
export interface ImportRun {
  readonly id: number;
  readonly source: string;
  readonly dryRun: boolean;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly report: ImportReport;
}

export async function recordImportRun(
  tx: Tx,
  run: {
    readonly source: string;
    readonly sourceHash: string;
    readonly dryRun: boolean;
    readonly startedAt: Date;
    readonly report: ImportReport;
  },
): Promise<number> {
  const inserted = await sql<{
    id: number;
  }>`insert into import_run (kind, source, source_hash, dry_run, started_at, finished_at, report)
    values ('procedures', ${run.source}, ${run.sourceHash}, ${run.dryRun}, ${run.startedAt}, clock_timestamp(), ${JSON.stringify(run.report)}::jsonb)
    returning id`.execute(tx);
  return inserted.rows[0]?.id as number;
}

export async function listImportRuns(tx: Tx, limit: number): Promise<readonly ImportRun[]> {
  const found =
    await sql<ImportRun>`select id, source, dry_run as "dryRun", started_at as "startedAt", finished_at as "finishedAt", report
    from import_run where kind = 'procedures' order by started_at desc, id desc limit ${limit}`.execute(tx);
  return found.rows;
}

export async function findImportRun(tx: Tx, id: number): Promise<ImportRun | undefined> {
  const found =
    await sql<ImportRun>`select id, source, dry_run as "dryRun", started_at as "startedAt", finished_at as "finishedAt", report
    from import_run where kind = 'procedures' and id = ${id}`.execute(tx);
  return found.rows[0];
}
