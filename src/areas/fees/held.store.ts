import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Held } from "./held.ts";

const HELD = sql<Held>`h.movement_id::int as "movementId", h.agency_id as "agencyId", d.id::int as "dossierId", d.code,
  d.owner_name as "ownerName", h.amount_vnd as "amountVnd", coalesce(m.reference, '') as reference, m.actor_name as "heldBy",
  m.occurred_at as "heldAt", h.returned_movement_id::int as "returnedMovementId", h.paid_to as "paidTo",
  h.slip_year as "slipYear", h.slip_number as "slipNumber"
  from fee_held h join fee_movement m on m.id = h.movement_id join dossier d on d.id = m.dossier_id`;

export async function insertHeld(
  tx: Tx,
  held: { readonly movementId: number; readonly agencyId: number; readonly amountVnd: number },
): Promise<void> {
  await sql`insert into fee_held (movement_id, agency_id, amount_vnd)
    values (${held.movementId}, ${held.agencyId}, ${held.amountVnd})`.execute(tx);
}

export async function findHeld(tx: Tx, movementId: number): Promise<Held | undefined> {
  const { rows } = await sql<Held>`select ${HELD} where h.movement_id = ${movementId}`.execute(tx);
  return rows[0];
}

/** What was held for a dossier, oldest first. */
export async function listHeldFor(tx: Tx, dossierId: number): Promise<readonly Held[]> {
  const { rows } = await sql<Held>`select ${HELD} where m.dossier_id = ${dossierId} order by h.movement_id`.execute(tx);
  return rows;
}

/** What waits to be given back, oldest first. */
export async function listHeld(tx: Tx, agencies: readonly number[], limit: number): Promise<readonly Held[]> {
  const { rows } = await sql<Held>`select ${HELD}
    where h.agency_id = any (${[...agencies]}::int[]) and h.returned_movement_id is null
    order by h.movement_id limit ${limit}`.execute(tx);
  return rows;
}

/** It was given back, under a number of the agency's year. */
export async function markReturned(
  tx: Tx,
  { movementId }: Pick<Held, "movementId">,
  paid: { readonly movementId: number; readonly to: string; readonly year: number; readonly number: number },
): Promise<void> {
  await sql`update fee_held set returned_movement_id = ${paid.movementId}, paid_to = ${paid.to}, slip_year = ${paid.year},
    slip_number = ${paid.number} where movement_id = ${movementId}`.execute(tx);
}
