import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type ImportKind = "dossiers" | "officers" | "procedure_sheet";

export interface ImportRunStart {
  readonly kind: ImportKind;
  readonly agencyId: number | null;
  readonly source: string;
  readonly mapping: string;
  readonly dryRun: boolean;
  /** Of an import on a page: who, and which file with which choices. */
  readonly accountId?: number | null | undefined;
  readonly upload?: unknown;
}

/** Begins the record of an import; the hash of the source is known when it has been read. */
export async function startImportRun(tx: Tx, run: ImportRunStart): Promise<number> {
  const upload = run.upload === undefined ? null : JSON.stringify(run.upload);
  const { rows } = await sql<{
    id: number;
  }>`insert into import_run (agency_id, kind, source, source_hash, mapping, dry_run, account_id, upload)
    values (${run.agencyId}, ${run.kind}, ${run.source}, '', ${run.mapping}, ${run.dryRun}, ${run.accountId ?? null}, ${upload}::jsonb)
    returning id`.execute(tx);
  return rows[0]?.id as number;
}

export async function finishImportRun(tx: Tx, id: number, sourceHash: string, report: unknown): Promise<void> {
  const done =
    await sql`update import_run set finished_at = clock_timestamp(), source_hash = ${sourceHash}, report = ${JSON.stringify(report)}::jsonb
    where id = ${id}`.execute(tx);
  if (done.numAffectedRows !== 1n) throw new Error(`the record of import ${id} is not to be seen by who made it`);
}

/** An import on a page, as its own starter sees it again. */
export interface OwnImportRun {
  readonly id: number;
  readonly kind: ImportKind;
  readonly source: string;
  readonly dryRun: boolean;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly upload: unknown;
  readonly report: unknown;
}

const OWN = sql`id, kind, source, dry_run as "dryRun", started_at as "startedAt", finished_at as "finishedAt", upload, report`;

/** What an account has imported on pages, the newest first. */
export async function listOwnRuns(tx: Tx, accountId: number, kinds: readonly ImportKind[]): Promise<readonly OwnImportRun[]> {
  const { rows } = await sql<OwnImportRun>`select ${OWN} from import_run
    where account_id = ${accountId} and kind = any(${[...kinds]}::text[]) order by started_at desc, id desc limit 50`.execute(tx);
  return rows;
}

export async function findOwnRun(
  tx: Tx,
  accountId: number,
  kinds: readonly ImportKind[],
  id: number,
): Promise<OwnImportRun | undefined> {
  const { rows } = await sql<OwnImportRun>`select ${OWN} from import_run
    where id = ${id} and account_id = ${accountId} and kind = any(${[...kinds]}::text[])`.execute(tx);
  return rows[0];
}
