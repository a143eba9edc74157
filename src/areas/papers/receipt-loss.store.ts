import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export interface Loss {
  readonly declaredBy: string;
  readonly relation: string;
  readonly paper: string | null;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

export async function insertLoss(
  tx: Tx,
  loss: Omit<Loss, "recordedBy" | "recordedAt"> & {
    readonly agencyId: number;
    readonly dossierId: number;
    readonly idNumber: string;
    readonly accountId: number;
    readonly by: string;
    readonly at: Date;
  },
): Promise<void> {
  await tx
    .insertInto("receipt_loss")
    .values({
      agency_id: loss.agencyId,
      dossier_id: loss.dossierId,
      declared_by: loss.declaredBy,
      id_number: loss.idNumber,
      identity_result: loss.relation,
      paper: loss.paper,
      account_id: loss.accountId,
      recorded_by: loss.by,
      recorded_at: loss.at,
    })
    .execute();
}

export async function listLosses(tx: Tx, dossierId: number): Promise<readonly Loss[]> {
  const { rows } =
    await sql<Loss>`select declared_by as "declaredBy", identity_result as relation, paper, recorded_by as "recordedBy",
      recorded_at as "recordedAt" from receipt_loss where dossier_id = ${dossierId} order by id`.execute(tx);
  return rows;
}
