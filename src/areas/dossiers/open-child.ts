import { localDateOf } from "#core/instant.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { findProcedureByCode } from "#procedures";
import { dossierRefusal } from "./dossier.errors.ts";
import type { Acting, Dossier } from "./dossier.ts";
import { type ReceiveInput, receiveDossier } from "./receive-dossier.ts";

/**
 * Opens a dossier of another procedure for the same people, as an action of the parent's process says: it waits at the
 * counter like one that was filed, so that its components are looked through before its term begins (T01). Refuses a
 * procedure that is not in force any more.
 */
export async function openChild(
  tx: Tx,
  unit: UnitOfWork,
  parent: Dossier,
  procedureCode: string,
  by: Acting,
  now: Date,
): Promise<void> {
  const procedure = await findProcedureByCode(tx, procedureCode, localDateOf(now.getTime()));
  if (procedure === undefined) throw dossierRefusal("child_procedure_unknown", { values: { code: procedureCode } });
  const input: ReceiveInput = {
    unitId: parent.unitId,
    procedureVersionId: procedure.versionId,
    caseCode: procedure.definition.cases[0]?.code ?? "default",
    channel: parent.channel,
    parties: parent.parties,
    subject: parent.subject ?? undefined,
    components: [],
    sets: 1,
    delivery: parent.attributes.delivery ?? "counter",
    identityCheck: { method: "not_checked", result: "not_checked" },
  };
  const openedBy = { id: parent.id, code: parent.code };
  const child = await receiveDossier(tx, unit, by, input, { name: "submit", openedBy }, now);
  unit.subject(`dossier:${parent.id}`);
  unit.note({ child: child.code });
}
