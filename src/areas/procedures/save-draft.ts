import type { Json, UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { insertDraft, updateDraft } from "./edit-procedure.store.ts";
import type { ProcedureEntry } from "./procedure.ts";
import { readVersion } from "./procedure.store.ts";
import { procedureRefusal } from "./procedures.errors.ts";
import { lockCatalogue } from "./save-procedures.store.ts";

/**
 * Keeps what the office wrote as a draft: the draft that is being edited, else a new version of the code. Answers the
 * version's id. A version that is in force is never rewritten.
 */
export async function saveDraft(
  tx: Tx,
  unit: UnitOfWork,
  input: { readonly baseId: number | undefined; readonly entry: ProcedureEntry; readonly on: string },
): Promise<{ readonly versionId: number } & Record<string, Json>> {
  await lockCatalogue(tx);
  unit.subject(input.entry.code);
  const base = input.baseId === undefined ? undefined : await readVersion(tx, input.baseId);
  if (input.baseId !== undefined && base === undefined) throw procedureRefusal("procedure_not_found");
  if (base?.status === "draft" && base.origin === "office") {
    await updateDraft(tx, base.versionId, input.entry);
    return { versionId: base.versionId };
  }
  return { versionId: await insertDraft(tx, input.entry, input.on) };
}
