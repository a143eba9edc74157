import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Handing } from "./handing.ts";

const COLUMNS = sql`id::int as id, proof, relation, receiver_name as "receiverName", authorisation, authorisation_sha256 as "authorisationSha256",
  authorisation_name as "authorisationName", given, handed_by as "handedBy", handed_at as "handedAt"`;

export async function listHandings(tx: Tx, dossierId: number): Promise<readonly Handing[]> {
  const { rows } = await sql<Handing>`select ${COLUMNS} from result_handing where dossier_id = ${dossierId} order by id`.execute(
    tx,
  );
  return rows;
}

export async function insertHanding(
  tx: Tx,
  handing: Omit<Handing, "id" | "handedBy" | "handedAt"> & {
    readonly agencyId: number;
    readonly dossierId: number;
    readonly accountId: number;
    readonly by: string;
    readonly at: Date;
  },
): Promise<void> {
  await sql`insert into result_handing (agency_id, dossier_id, proof, relation, receiver_name, authorisation, authorisation_sha256,
      authorisation_name, given, account_id, handed_by, handed_at)
    values (${handing.agencyId}, ${handing.dossierId}, ${handing.proof}, ${handing.relation}, ${handing.receiverName},
      ${handing.authorisation}, ${handing.authorisationSha256}, ${handing.authorisationName}, ${[...handing.given]}::text[],
      ${handing.accountId}, ${handing.by}, ${handing.at})`.execute(tx);
}
