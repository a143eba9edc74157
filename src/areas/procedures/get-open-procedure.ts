import { remembered } from "#platform/db/remembered.ts";
import type { Tx } from "#platform/db/tx.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import type { Procedure } from "./procedure.ts";
import { readVersion } from "./procedure.store.ts";
import { procedureRefusal } from "./procedures.errors.ts";

/** Whether dossiers may be received under a version on a day (yyyy-MM-dd). */
export const isOpenOn = (procedure: Procedure, on: string): boolean =>
  procedure.status === "published" &&
  (procedure.from === null || procedure.from <= on) &&
  (procedure.until === null || on < procedure.until);

/** A version by its id; what is handed out is shared between transactions and must not be changed. Undefined when there is none. */
export const findVersion = (tx: Tx, versionId: number): Promise<Procedure | undefined> =>
  remembered(tx, `procedure version ${versionId}`, () => readVersion(tx, versionId));

/**
 * The version under which a dossier is to be received on a day (yyyy-MM-dd). Refuses `procedure_not_found`, and
 * `procedure_not_open` for a draft, a withdrawn version, or a day outside its period.
 */
export async function getOpenProcedure(tx: Tx, versionId: number, on: string): Promise<Procedure> {
  const procedure = await findVersion(tx, versionId);
  if (procedure === undefined) throw procedureRefusal("procedure_not_found", { field: "procedure" });
  if (!isOpenOn(procedure, on)) {
    throw procedureRefusal("procedure_not_open", { field: "procedure", values: { name: procedure.name, day: formatDay(on) } });
  }
  return procedure;
}
