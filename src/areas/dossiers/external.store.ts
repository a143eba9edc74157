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

/** The dossiers of an agency with these codes; `lock` keeps others from moving them until the commit. */
export async function findDossiersByCodes(
  tx: Tx,
  agencyId: number,
  codes: readonly string[],
  lock: boolean,
): Promise<readonly Dossier[]> {
  if (codes.length === 0) return [];
  const wanted = tx
    .selectFrom("dossier")
    .selectAll()
    .where("agency_id", "=", agencyId)
    .where("code", "=", sql<string>`any(${[...codes]}::text[])`)
    .orderBy("id");
  const rows = await (lock ? wanted.forUpdate() : wanted).execute();
  return rows.map(toDossier);
}

/** Ends the life of a dossier in another system: it is handled here, and remembers where it came from. */
export async function markTakenOver(tx: Tx, id: number, flags: readonly string[]): Promise<void> {
  await sql`update dossier set origin = 'taken_over', flags = flags || ${[...flags]}::text[],
      attributes = (attributes - 'external') || jsonb_build_object('takenOver', (attributes -> 'external') - 'url')
    where id = ${id} and origin = 'external'`.execute(tx);
}

/** Imports write one after the other: two lists with the same code must not both find it free. */
export async function lockImports(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('import of dossiers'))`.execute(tx);
}
