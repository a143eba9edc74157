import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Upload } from "#platform/files/file-kind.ts";
import type { ComponentFile, SheetKind } from "./component-file.ts";

/** What is attached to the components of a procedure now, blank forms first. */
export async function listComponentFiles(tx: Tx, procedureCode: string): Promise<readonly ComponentFile[]> {
  const { rows } =
    await sql<ComponentFile>`select f.id, f.component_code as "componentCode", f.kind, f.sha256, f.file_name as name,
      s.kind as "fileKind", s.bytes::int as bytes
    from component_file f join stored_file s on s.sha256 = f.sha256
    where f.procedure_code = ${procedureCode} and f.removed_at is null order by f.kind, f.id`.execute(tx);
  return rows;
}

export async function insertComponentFiles(
  tx: Tx,
  about: { readonly procedureCode: string; readonly componentCode: string; readonly kind: SheetKind; readonly accountId: number },
  uploads: readonly Upload[],
  now: Date,
): Promise<void> {
  await tx
    .insertInto("component_file")
    .values(
      uploads.map(({ sha256, name }) => ({
        procedure_code: about.procedureCode,
        component_code: about.componentCode,
        kind: about.kind,
        sha256,
        file_name: name.slice(0, 300),
        added_at: now,
        added_by: about.accountId,
      })),
    )
    .execute();
}

/** Whether there was such a file to take off the page. */
export async function removeComponentFile(tx: Tx, procedureCode: string, id: number, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`update component_file set removed_at = ${now.toISOString()}
    where id = ${id} and procedure_code = ${procedureCode} and removed_at is null returning id`.execute(tx);
  return rows.length > 0;
}
