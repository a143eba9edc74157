import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { MandateRelation } from "./mandate.ts";

export interface Mandate {
  readonly id: number;
  readonly relation: MandateRelation;
  readonly name: string;
  readonly idNumber: string | null;
  readonly dateOfBirth: string | null;
  readonly basis: string;
  readonly validUntil: string | null;
}

const COLUMNS = sql`id, relation, name, id_number as "idNumber", to_char(date_of_birth, 'YYYY-MM-DD') as "dateOfBirth", basis,
  to_char(valid_until, 'YYYY-MM-DD') as "validUntil"`;

/** For whom else the citizen of this context may file on a day (yyyy-MM-dd). */
export async function listMandates(tx: Tx, accountId: number, on: string): Promise<readonly Mandate[]> {
  const { rows } = await sql<Mandate>`select ${COLUMNS} from citizen_mandate where account_id = ${accountId}
    and ended_at is null and (valid_until is null or valid_until >= ${on}::date) order by id`.execute(tx);
  return rows;
}

/** One of them, where row-level security shows it and it still holds on that day. */
export async function findMandate(tx: Tx, id: number, on: string): Promise<Mandate | undefined> {
  const { rows } = await sql<Mandate>`select ${COLUMNS} from citizen_mandate where id = ${id} and ended_at is null
    and (valid_until is null or valid_until >= ${on}::date)`.execute(tx);
  return rows[0];
}

export async function insertMandate(tx: Tx, accountId: number, mandate: Omit<Mandate, "id">, now: Date): Promise<number> {
  const row = await tx
    .insertInto("citizen_mandate")
    .values({
      account_id: accountId,
      relation: mandate.relation,
      name: mandate.name,
      id_number: mandate.idNumber,
      date_of_birth: mandate.dateOfBirth,
      basis: mandate.basis,
      valid_until: mandate.validUntil,
      recorded_at: now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Returns whether there was one to end. */
export async function endMandateRow(tx: Tx, id: number, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable("citizen_mandate")
    .set({ ended_at: now })
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}
