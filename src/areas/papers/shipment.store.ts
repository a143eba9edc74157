import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Shipment, ShipmentInput } from "./shipment.ts";

const COLUMNS = sql<Shipment>`id::int as id, slip_no as "slipNo", carrier, address, cod_vnd as "codVnd", handed_by as "handedBy",
  handed_at as "handedAt", state, ended_by as "endedBy", ended_at as "endedAt", received_by as "receivedBy", remark,
  proof_sha256 as "proofSha256", proof_name as "proofName"`;

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
    insert into shipment (agency_id, dossier_id, slip_no, carrier, address, cod_vnd, account_id, handed_by, handed_at)
    values (${about.agencyId}, ${about.dossierId}, ${input.slipNo}, ${input.carrier}, ${input.address}, ${input.codVnd ?? 0},
      ${who.accountId}, ${who.name}, ${who.at})
    on conflict do nothing returning id::int as id`.execute(tx);
  return rows[0]?.id;
}

export async function endShipmentRow(
  tx: Tx,
  id: number,
  end: Pick<Shipment, "state" | "receivedBy" | "remark" | "proofSha256" | "proofName">,
  who: Who,
): Promise<void> {
  await sql`
    update shipment set state = ${end.state}, ended_account_id = ${who.accountId}, ended_by = ${who.name}, ended_at = ${who.at},
      received_by = ${end.receivedBy}, remark = ${end.remark}, proof_sha256 = ${end.proofSha256}, proof_name = ${end.proofName}
    where id = ${id}`.execute(tx);
}
