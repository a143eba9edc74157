import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { PackedFile } from "./build-package.ts";

export interface ArchiveEntry {
  readonly dossierId: number;
  readonly code: string;
  readonly procedureName: string;
  readonly ownerName: string;
  readonly retentionCode: string;
  /** null: for ever. */
  readonly keepUntil: string | null;
  readonly manifestSha256: string;
  readonly archivedBy: string;
  readonly archivedAt: Date;
}

const ENTRY = sql<ArchiveEntry>`a.dossier_id::int as "dossierId", d.code, d.procedure_name as "procedureName", d.owner_name as "ownerName",
  a.retention_code as "retentionCode", a.keep_until::text as "keepUntil", a.manifest_sha256 as "manifestSha256",
  a.archived_by as "archivedBy", a.archived_at as "archivedAt"`;

export async function insertEntry(
  tx: Tx,
  entry: {
    readonly dossierId: number;
    readonly agencyId: number;
    readonly retentionCode: string;
    readonly years: number | null;
    readonly metadata: string;
    readonly manifestSha256: string;
    readonly accountId: number;
    readonly by: string;
    readonly at: Date;
    /** From this day the years count. */
    readonly on: string;
  },
): Promise<void> {
  await sql`insert into archive_entry (dossier_id, agency_id, retention_code, keep_until, metadata, manifest_sha256, account_id, archived_by, archived_at)
    values (${entry.dossierId}, ${entry.agencyId}, ${entry.retentionCode}, ${entry.on}::date + make_interval(years => ${entry.years}::int),
      ${entry.metadata}, ${entry.manifestSha256}, ${entry.accountId}, ${entry.by}, ${entry.at})`.execute(tx);
}

export async function findEntry(tx: Tx, dossierId: number): Promise<(ArchiveEntry & { readonly metadata: string }) | undefined> {
  const { rows } = await sql<ArchiveEntry & { metadata: string }>`select ${ENTRY}, a.metadata
    from archive_entry a join dossier d on d.id = a.dossier_id where a.dossier_id = ${dossierId}`.execute(tx);
  return rows[0];
}

/** The newest entries of these agencies. */
/** What agencies archived, the newest first; page by the dossier of the last one shown. */
export async function listEntries(
  tx: Tx,
  agencies: readonly number[],
  page: { readonly before?: number | undefined; readonly most: number },
): Promise<readonly ArchiveEntry[]> {
  const before =
    page.before === undefined
      ? sql``
      : sql`and (a.archived_at, a.dossier_id) < (select l.archived_at, l.dossier_id from archive_entry l where l.dossier_id = ${page.before})`;
  const { rows } = await sql<ArchiveEntry>`select ${ENTRY} from archive_entry a join dossier d on d.id = a.dossier_id
    where a.agency_id = any (${[...agencies]}::int[]) ${before} order by a.archived_at desc, a.dossier_id desc limit ${page.most}`.execute(
    tx,
  );
  return rows;
}

/** The files of a dossier's copies, each under a name of its own. */
export async function listPackedFiles(tx: Tx, dossierId: number): Promise<readonly PackedFile[]> {
  const { rows } = await sql<PackedFile>`select c.sha256, 'data/tep/' || c.id || '.' || f.kind as path
    from digital_copy c join stored_file f on f.sha256 = c.sha256 where c.dossier_id = ${dossierId} order by c.id`.execute(tx);
  return rows;
}
