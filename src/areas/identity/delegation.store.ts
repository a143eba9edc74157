import { sql } from "kysely";
import type { PlainDate } from "#core/plain-date.ts";
import type { Role } from "#core/roles.ts";
import type { Tx } from "#platform/db/tx.ts";

export interface NewDelegation {
  readonly fromAssignmentId: number;
  readonly toPersonId: number;
  readonly from: string;
  /** The first day on which it no longer holds. */
  readonly until: string;
  readonly decisionNo: string;
}

export async function insertDelegation(tx: Tx, delegation: NewDelegation): Promise<number> {
  const { fromAssignmentId, toPersonId, from, until, decisionNo } = delegation;
  const result = await sql<{ id: number }>`insert into delegation (from_assignment_id, to_person_id, during, decision_no)
    values (${fromAssignmentId}, ${toPersonId}, daterange(${from}::date, ${until}::date), ${decisionNo}) returning id`.execute(
    tx,
  );
  const id = result.rows[0]?.id;
  if (id === undefined) throw new Error("the delegation was not written");
  return id;
}

export interface Delegation {
  readonly id: number;
  readonly fromPersonId: number;
  readonly fromName: string;
  readonly title: string;
  readonly role: Role;
  readonly agencyId: number;
  readonly toPersonId: number;
  readonly toName: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly decisionNo: string;
  readonly revokedAt: Date | null;
}

const COLUMNS = sql`d.id, w.id as "fromPersonId", w.full_name as "fromName", o.title, o.role, o.agency_id as "agencyId", p.id as "toPersonId",
  p.full_name as "toName", lower(d.during) as "from", upper(d.during) as "until", d.decision_no as "decisionNo", d.revoked_at as "revokedAt"`;

const TABLES = sql`delegation d join assignment g on g.id = d.from_assignment_id join post o on o.id = g.post_id
  join person w on w.id = g.person_id join person p on p.id = d.to_person_id`;

export async function findDelegation(tx: Tx, id: number): Promise<Delegation | undefined> {
  const result = await sql<Delegation>`select ${COLUMNS} from ${TABLES} where d.id = ${id}`.execute(tx);
  return result.rows[0];
}

/** The delegations of an agency, or those from or to one person, the latest first. */
export async function listDelegations(
  tx: Tx,
  of: { readonly agencyId: number } | { readonly personId: number },
): Promise<Delegation[]> {
  const condition =
    "agencyId" in of ? sql`o.agency_id = ${of.agencyId}` : sql`(g.person_id = ${of.personId} or d.to_person_id = ${of.personId})`;
  const result =
    await sql<Delegation>`select ${COLUMNS} from ${TABLES} where ${condition} order by lower(d.during) desc, d.id desc limit 200`.execute(
      tx,
    );
  return result.rows;
}

export async function updateRevoked(tx: Tx, id: number, at: Date): Promise<void> {
  await tx.updateTable("delegation").set({ revoked_at: at }).where("id", "=", id).execute();
}
