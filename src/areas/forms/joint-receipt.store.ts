import { sql } from "kysely";
import type { Dossier, Parties } from "#dossiers";
import type { Tx } from "#platform/db/tx.ts";
import { applicantKey, MOST_JOINT } from "./joint-receipt.rules.ts";

export interface Neighbour {
  readonly id: number;
  readonly code: string;
  readonly procedureName: string;
}

/** What the same applicant handed in on the same day at the same agency, beside this dossier. */
export async function listNeighbours(tx: Tx, dossier: Dossier): Promise<readonly Neighbour[]> {
  const { submitter, authorised, owner } = dossier.parties;
  const { name } = submitter ?? authorised ?? owner;
  const at = dossier.receivedAt.toISOString();
  const { rows } = await sql<Neighbour & { readonly parties: Parties }>`
    select d.id::int as id, d.code, d.procedure_name as "procedureName", d.parties from dossier d
    where d.agency_id = ${dossier.agencyId} and d.id <> ${dossier.id} and d.origin <> 'external'
      and d.received_at >= date_trunc('day', ${at}::timestamptz, ${dossier.timeZone}::text)
      and d.received_at < date_trunc('day', ${at}::timestamptz, ${dossier.timeZone}::text) + interval '1 day'
      and d.state not in ('INTAKE_REFUSED', 'INTAKE_SUPPLEMENT', 'SUBMITTED', 'DRAFT', 'VOIDED')
      and coalesce(d.parties -> 'submitter', d.parties -> 'authorised', d.parties -> 'owner') ->> 'name' = ${name}
    order by d.received_at, d.id limit ${MOST_JOINT}`.execute(tx);
  const key = applicantKey(dossier.parties);
  return rows.filter(({ parties }) => applicantKey(parties) === key);
}
