import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Dossier, Parties } from "./dossier.ts";

/** An earlier dossier of someone who stands at the counter again. */
export interface EarlierDossier extends Pick<Dossier, "id" | "code" | "procedureVersionId" | "procedureName" | "receivedAt"> {
  readonly parties: Parties;
}

const MOST = 5;

/** The newest dossiers of an owner with this identity number or this telephone number (+84…), in the transaction's agencies. */
export async function listEarlierDossiers(
  tx: Tx,
  by: { readonly idNumber: string } | { readonly phone: string },
): Promise<readonly EarlierDossier[]> {
  const column = "idNumber" in by ? sql`owner_id_number = ${by.idNumber}` : sql`owner_phone = ${by.phone}`;
  const { rows } = await sql<EarlierDossier>`
    select id::float8 as id, code, procedure_version_id as "procedureVersionId", procedure_name as "procedureName",
      received_at as "receivedAt", parties
    from dossier where ${column} and state <> 'VOIDED' order by received_at desc, id desc limit ${MOST}`.execute(tx);
  return rows;
}
