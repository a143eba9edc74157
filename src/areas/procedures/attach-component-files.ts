import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { rememberFiles } from "#platform/files/file.store.ts";
import type { FilesRule, Upload } from "#platform/files/file-kind.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { SheetKind } from "./component-file.ts";
import { insertComponentFiles, listComponentFiles, removeComponentFile } from "./component-file.store.ts";
import { findPublicVersion } from "./procedure.store.ts";
import { procedureRefusal } from "./procedures.errors.ts";

/** Forms to fill in by hand or on a computer, and pictures of how it is done. */
export const SHEET_RULE: FilesRule = { kinds: ["pdf", "docx", "xlsx", "jpg", "png"], maxBytes: 10 * 1_048_576, most: 3 };
/** Of one kind for one component: a language or a variant more, not an archive. */
const MOST_SHEETS = 3;

export interface AttachInput {
  readonly code: string;
  readonly component: string;
  readonly kind: SheetKind;
  readonly accountId: number;
}

/** Attaches blank forms or filled samples to a component, for everybody to download from the procedure's page. */
export async function attachComponentFiles(
  tx: Tx,
  unit: UnitOfWork,
  input: AttachInput,
  uploads: readonly Upload[],
  now: Date,
): Promise<{ readonly files: number }> {
  const procedure = await findPublicVersion(tx, input.code, localDay(now));
  if (procedure === undefined) throw procedureRefusal("procedure_not_found");
  if (!procedure.definition.components.some(({ code }) => code === input.component))
    throw procedureRefusal("component_not_found", { field: "component" });
  if (uploads.length === 0) throw procedureRefusal("sheet_missing", { field: "file" });
  const before = (await listComponentFiles(tx, input.code)).filter(
    ({ componentCode, kind }) => componentCode === input.component && kind === input.kind,
  );
  if (before.length + uploads.length > MOST_SHEETS)
    throw procedureRefusal("too_many_sheets", { field: "file", values: { most: MOST_SHEETS } });
  await rememberFiles(tx, uploads, now);
  await insertComponentFiles(
    tx,
    { procedureCode: input.code, componentCode: input.component, kind: input.kind, accountId: input.accountId },
    uploads,
    now,
  );
  unit.subject(input.code);
  unit.note({ component: input.component, kind: input.kind, files: uploads.map(({ sha256 }) => sha256) });
  return { files: before.length + uploads.length };
}

/** Takes a form or sample off the procedure's page. */
export async function detachComponentFile(
  tx: Tx,
  unit: UnitOfWork,
  input: { readonly code: string; readonly file: number },
  now: Date,
): Promise<null> {
  if (!(await removeComponentFile(tx, input.code, input.file, now))) throw procedureRefusal("sheet_not_found");
  unit.subject(input.code);
  unit.note({ file: input.file });
  return null;
}
