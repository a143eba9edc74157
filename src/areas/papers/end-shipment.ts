import { groupThousands } from "#core/money/vnd.ts";
import { type Acting, findDossier, recordFact } from "#dossiers";
import { collectByCarrier } from "#fees";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { rememberFiles } from "#platform/files/file.store.ts";
import type { Upload } from "#platform/files/file-kind.ts";
import { papersRefusal } from "./papers.errors.ts";
import { type EndShipmentInput, type Shipment, slipText } from "./shipment.ts";
import { endShipmentRow, findShipment } from "./shipment.store.ts";

/**
 * Records that a shipment was delivered, with its receiver and the scanned proof, or that it came back and why: then the
 * result waits at the counter again. What the carrier collected at the door is paid with it. Refuses a shipment that ended before, a
 * delivery without receiver or proof, and more collected than the carrier was asked to (`more_than_asked`).
 */
export async function endShipment(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting & { readonly accountId: number; readonly agencyId: number },
  target: { readonly dossierId: number; readonly shipmentId: number },
  input: EndShipmentInput,
  uploads: readonly Upload[],
  now: Date,
): Promise<{ readonly state: string }> {
  const { dossierId, shipmentId } = target;
  const dossier = await findDossier(tx, dossierId, true);
  const shipment = await findShipment(tx, dossierId, shipmentId);
  if (dossier === undefined || dossier.agencyId !== by.agencyId || shipment === undefined)
    throw papersRefusal("dossier_not_found");
  if (shipment.state !== "handed") throw papersRefusal("shipment_ended");
  const { outcome, receivedBy, remark } = input;
  const [proof] = uploads;
  if (outcome === "delivered" && receivedBy === undefined) throw papersRefusal("receiver_missing", { field: "receivedBy" });
  if (outcome === "delivered" && proof === undefined) throw papersRefusal("proof_missing", { field: "proof" });
  if (outcome === "came_back" && remark === undefined) throw papersRefusal("reason_missing", { field: "remark" });
  const collected = outcome === "delivered" ? await collect(tx, unit, by, dossierId, shipment, input, now) : NOTHING;
  await rememberFiles(tx, uploads, now);
  const end = { state: outcome, receivedBy: receivedBy ?? null, remark: remark ?? null };
  const file = { proofSha256: proof?.sha256 ?? null, proofName: proof?.name ?? null };
  await endShipmentRow(tx, shipmentId, { ...end, ...file, ...collected }, { accountId: by.accountId, name: by.name, at: now });
  const delivery = outcome === "delivered" ? "delivered" : "ready";
  await recordFact(tx, unit, by, dossierId, { type: "delivery_changed", delivery }, now);
  unit.subject(`dossier:${dossierId}`);
  unit.note({ shipment: shipmentId, outcome });
  return { state: outcome };
}

const NOTHING = { collectedVnd: null, collectedMovementId: null } as const;

/** What the carrier was told to collect, or what it says that it did. */
async function collect(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting & { readonly accountId: number; readonly agencyId: number },
  dossierId: number,
  shipment: Shipment,
  { collectedVnd = shipment.codVnd }: EndShipmentInput,
  now: Date,
): Promise<{ readonly collectedVnd: number; readonly collectedMovementId: number | null }> {
  if (collectedVnd === 0) return { collectedVnd, collectedMovementId: null };
  if (collectedVnd > shipment.codVnd)
    throw papersRefusal("more_than_asked", { field: "collectedVnd", values: { amount: groupThousands(shipment.codVnd) } });
  const money = { amountVnd: collectedVnd, slip: slipText(shipment) };
  const { movementId } = await collectByCarrier(tx, unit, by, dossierId, money, now);
  return { collectedVnd, collectedMovementId: movementId };
}
