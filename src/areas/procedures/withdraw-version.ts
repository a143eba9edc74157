import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import { endBefore, markWithdrawn } from "./edit-procedure.store.ts";
import { readVersion } from "./procedure.store.ts";
import { procedureRefusal } from "./procedures.errors.ts";
import { indexVersions } from "./search/index.store.ts";
import { lockCatalogue } from "./save-procedures.store.ts";

/**
 * Abolishes a published version from a day (yyyy-MM-dd), or discards a draft. A version abolished on the very day on
 * which it began was never in force and is marked withdrawn. Dossiers received under it keep it.
 */
export async function withdrawVersion(
  tx: Tx,
  unit: UnitOfWork,
  input: { readonly versionId: number; readonly on: string },
): Promise<{ readonly versionId: number }> {
  await lockCatalogue(tx);
  const version = await readVersion(tx, input.versionId);
  if (version === undefined) throw procedureRefusal("procedure_not_found");
  const { from, until, status, versionId } = version;
  if (status === "withdrawn") throw procedureRefusal("already_withdrawn");
  const isOutside = (from !== null && input.on < from) || (until !== null && input.on >= until);
  if (status === "published" && isOutside)
    throw procedureRefusal("withdraw_too_early", { field: "on", values: { day: formatDay(input.on) } });
  if (status === "draft" || from === input.on) await markWithdrawn(tx, versionId);
  else await endBefore(tx, versionId, input.on);
  if (status === "published") await indexVersions(tx, []);
  unit.subject(version.code);
  unit.note({ version: version.version, on: input.on });
  if (status === "published") unit.emit("procedure.withdrawn", version.code, { versionId, on: input.on });
  return { versionId };
}
