import { sql } from "kysely";
import type { Tx } from "../db/tx.ts";
import type { FileKind, Upload, VirusScan } from "./file-kind.ts";

/** What is known of the bytes behind a hash; who may see them is the matter of the row that names the hash. */
export interface StoredFile {
  readonly sha256: string;
  readonly kind: FileKind;
  readonly bytes: number;
  readonly pages: number | null;
  readonly scan: VirusScan;
  readonly problem: "missing" | "damaged" | null;
}

const toJson = (signatures: Upload["signatures"]): string | null => (signatures.length === 0 ? null : JSON.stringify(signatures));

/**
 * Names taken files in the transaction of the command that wants them, so that they are no orphans. Call it before
 * inserting rows that refer to `stored_file`.
 */
export async function rememberFiles(tx: Tx, uploads: readonly Upload[], now: Date): Promise<void> {
  if (uploads.length === 0) return;
  const rows = new Map(
    uploads.map(({ sha256, kind, bytes, pages, width, height, scan, signatures }) => [
      sha256,
      { sha256, kind, bytes, pages, width, height, scan, signatures: toJson(signatures), stored_at: now },
    ]),
  );
  await tx
    .insertInto("stored_file")
    .values([...rows.values()])
    // What was made here is known before somebody brings it back: its signatures are judged only then.
    .onConflict((conflict) =>
      conflict
        .column("sha256")
        .doUpdateSet((eb) => ({ signatures: eb.ref("excluded.signatures") }))
        .where(sql<boolean>`stored_file.signatures is null and excluded.signatures is not null`),
    )
    .execute();
}

export async function findStoredFile(tx: Tx, sha256: string): Promise<StoredFile | undefined> {
  const row = await tx
    .selectFrom("stored_file")
    .select(["sha256", "kind", "bytes", "pages", "scan", "problem"])
    .where("sha256", "=", sha256)
    .executeTakeFirst();
  return row === undefined ? undefined : ({ ...row, bytes: Number(row.bytes) } as StoredFile);
}

/** Which of these hashes no row names. */
export async function findOrphans(tx: Tx, hashes: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom("stored_file")
    .select("sha256")
    .where("sha256", "in", [...hashes])
    .execute();
  const named = new Set(rows.map(({ sha256 }) => sha256));
  return hashes.filter((sha256) => !named.has(sha256));
}

/** The next hashes in order, for a walk over all files. */
export async function listHashesAfter(tx: Tx, after: string, most: number): Promise<string[]> {
  const rows = await tx
    .selectFrom("stored_file")
    .select("sha256")
    .where("sha256", ">", after)
    .orderBy("sha256")
    .limit(most)
    .execute();
  return rows.map(({ sha256 }) => sha256);
}

export async function recordCheck(tx: Tx, sha256: string, problem: "missing" | "damaged" | null, now: Date): Promise<void> {
  await tx.updateTable("stored_file").set({ checked_at: now, problem }).where("sha256", "=", sha256).execute();
}
