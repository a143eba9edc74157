import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Dossier } from "./dossier.ts";
import { toDossier } from "./dossier.store.ts";

/** Until the end of the transaction external dossiers may be moved: it takes over what their source says (migration 0290). */
export async function letMirror(tx: Tx): Promise<void> {
  await sql`select set_config('app.mirrors', 'on', true)`.execute(tx);
}

/** Whose these codes are, in agencies that the transaction does not see as well. */
export async function findTakenCodes(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ code: string; agencyId: number }>`
    select code, agency_id as "agencyId" from taken_dossier_codes(${[...codes]}::text[])`.execute(tx);
  return new Map(rows.map(({ code, agencyId }) => [code, agencyId]));
}

/** The dossiers of an agency with these codes, locked until the commit. */
export async function lockDossiersByCodes(tx: Tx, agencyId: number, codes: readonly string[]): Promise<readonly Dossier[]> {
  const rows = await tx
    .selectFrom("dossier")
    .selectAll()
    .where("agency_id", "=", agencyId)
    .where("code", "=", sql<string>`any(${[...codes]}::text[])`)
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.map(toDossier);
}
