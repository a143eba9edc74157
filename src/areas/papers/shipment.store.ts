import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Shipment, ShipmentInput } from "./shipment.ts";

const COLUMNS = sql<Shipment>`id::int as id, slip_no as "slipNo", carrier, address, cod_vnd as "codVnd", postage_vnd as "postageVnd",
  expected_on::text as "expectedOn", handed_by as "handedBy", handed_at as "handedAt", state, ended_by as "endedBy",
  ended_at as "endedAt", received_by as "receivedBy", remark, proof_sha256 as "proofSha256", proof_name as "proofName",
  collected_vnd as "collectedVnd", remitted_vnd as "remittedVnd"`;

export async function listShipments(tx: Tx, dossierId: number): Promise<readonly Shipment[]> {
  const { rows } = await sql<Shipment>`select ${COLUMNS} from shipment where dossier_id = ${dossierId} order by id`.execute(tx);
  return rows;
}

export async function findShipment(tx: Tx, dossierId: number, id: number): Promise<Shipment | undefined> {
  const { rows } = await sql<Shipment>`select ${COLUMNS} from shipment where dossier_id = ${dossierId} and id = ${id}`.execute(
    tx,
  );
  return rows[0];
}

/** The shipment under a carrier's slip, held until the commit. */
export async function lockShipmentBySlip(
  tx: Tx,
  agencyId: number,
  carrier: string,
  slipNo: string,
): Promise<(Shipment & { readonly dossierId: number }) | undefined> {
  const { rows } = await sql<Shipment & { dossierId: number }>`select ${COLUMNS}, dossier_id::int as "dossierId" from shipment
    where agency_id = ${agencyId} and carrier = ${carrier} and slip_no = ${slipNo} for update`.execute(tx);
  return rows[0];
}

/** More of what was collected has been handed over. */
export async function addRemitted(tx: Tx, id: number, amountVnd: number): Promise<void> {
  await sql`update shipment set remitted_vnd = remitted_vnd + ${amountVnd} where id = ${id}`.execute(tx);
}

interface Who {
  readonly accountId: number;
  readonly name: string;
  readonly at: Date;
}

/** Undefined where the slip was used before, or a shipment of the dossier is under way. */
export async function insertShipment(
  tx: Tx,
  about: { readonly agencyId: number; readonly dossierId: number },
  input: ShipmentInput,
  who: Who,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into shipment (agency_id, dossier_id, slip_no, carrier, address, cod_vnd, postage_vnd, expected_on, account_id, handed_by, handed_at)
    values (${about.agencyId}, ${about.dossierId}, ${input.slipNo}, ${input.carrier}, ${input.address}, ${input.codVnd ?? 0},
      ${input.postageVnd ?? 0}, ${input.expectedOn ?? null}, ${who.accountId}, ${who.name}, ${who.at})
    on conflict do nothing returning id::int as id`.execute(tx);
  return rows[0]?.id;
}

export async function endShipmentRow(
  tx: Tx,
  id: number,
  end: Pick<Shipment, "state" | "receivedBy" | "remark" | "proofSha256" | "proofName" | "collectedVnd"> & {
    readonly collectedMovementId: number | null;
  },
  who: Who,
): Promise<void> {
  await sql`
    update shipment set state = ${end.state}, ended_account_id = ${who.accountId}, ended_by = ${who.name}, ended_at = ${who.at},
      received_by = ${end.receivedBy}, remark = ${end.remark}, proof_sha256 = ${end.proofSha256}, proof_name = ${end.proofName},
      collected_vnd = ${end.collectedVnd}, collected_movement_id = ${end.collectedMovementId}
    where id = ${id}`.execute(tx);
}
