import { type Acting, findDossier, recordFact } from "#dossiers";
import { outstandingVnd } from "#fees";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { groupThousands } from "#core/money/vnd.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { papersRefusal } from "./papers.errors.ts";
import type { ShipmentInput } from "./shipment.ts";
import { insertShipment } from "./shipment.store.ts";
import { isStored } from "./storage.store.ts";

/**
 * Gives a decided dossier's result to the post under the carrier's slip. Returns the shipment's id. Refuses a dossier
 * whose result is not there (`result_not_waiting`) or is put away (`result_in_storage`), a slip that was used and a second
 * shipment under way (`slip_used`), and more to be collected at the door than is owed (`cod_more_than_owed`).
 */
export async function shipResult(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting & { readonly accountId: number; readonly agencyId: number },
  dossierId: number,
  input: ShipmentInput,
  now: Date,
): Promise<{ readonly id: number }> {
  const dossier = await findDossier(tx, dossierId, true);
  if (dossier === undefined || dossier.agencyId !== by.agencyId) throw papersRefusal("dossier_not_found");
  if (dossier.state !== "DECIDED") throw papersRefusal("result_not_waiting");
  if (await isStored(tx, dossierId)) throw papersRefusal("result_in_storage");
  const owed = (input.codVnd ?? 0) === 0 ? 0 : await outstandingVnd(tx, dossierId);
  if ((input.codVnd ?? 0) > owed)
    throw papersRefusal("cod_more_than_owed", { field: "codVnd", values: { owed: groupThousands(owed) } });
  if (input.expectedOn !== undefined && input.expectedOn < localDay(now))
    throw papersRefusal("expected_in_past", { field: "expectedOn" });
  const about = { agencyId: dossier.agencyId, dossierId };
  const id = await insertShipment(tx, about, input, { accountId: by.accountId, name: by.name, at: now });
  if (id === undefined) throw papersRefusal("slip_used", { field: "slipNo" });
  await recordFact(tx, unit, by, dossierId, { type: "delivery_changed", delivery: "sent_by_post" }, now);
  unit.subject(`dossier:${dossierId}`);
  unit.note({ shipment: id });
  return { id };
}
