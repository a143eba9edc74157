import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { ListedOriginal, OriginalPaper, TakeOriginalInput } from "./original.ts";

const COLUMNS = sql<OriginalPaper>`id::int as id, name, quantity, note, taken_by as "takenBy", taken_at as "takenAt",
  ended_by as "endedBy", ended_at as "endedAt", given_to as "givenTo", kept_reason as "keptReason"`;

export async function listOriginals(tx: Tx, dossierId: number): Promise<readonly OriginalPaper[]> {
  const { rows } =
    await sql<OriginalPaper>`select ${COLUMNS} from original_paper where dossier_id = ${dossierId} order by id`.execute(tx);
  return rows;
}

export interface OriginalFilter {
  readonly agencies: readonly number[];
  /** Those that the office still holds, or those that were given back or kept. */
  readonly held: boolean;
  readonly before?: number | undefined;
  readonly most: number;
}

/** The originals of agencies, the newest first; page by the id of the last one shown. */
export async function listOriginalsOfAgencies(
  tx: Tx,
  { agencies, held, before, most }: OriginalFilter,
): Promise<readonly ListedOriginal[]> {
  const { rows } = await sql<ListedOriginal>`
    with page as (select * from original_paper
      where agency_id = any (${[...agencies]}::int[]) and ${held ? sql`ended_at is null` : sql`ended_at is not null`}
        and ${before === undefined ? sql`true` : sql`id < ${before}`}
      order by id desc limit ${most}),
    placed as (select d.id as dossier_id, d.code, d.owner_name, d.state, coalesce(d.facts -> 'custody' ->> 'place', 'none') as place,
        case when d.facts -> 'custody' ->> 'place' <> 'none' then (d.facts -> 'custody' ->> 'unitId')::int else d.unit_id end as unit_id
      from dossier d where d.id in (select dossier_id from page))
    select ${COLUMNS}, dossier_id::float8 as "dossierId", code, owner_name as "ownerName", place,
      state in ('RETURNED', 'WITHDRAWN', 'STOPPED', 'INTAKE_REFUSED', 'VOIDED') as over,
      (select v.name from unit_version v where v.unit_id = placed.unit_id order by v.during desc limit 1) as "placeUnit"
    from page join placed using (dossier_id) order by id desc`.execute(tx);
  return rows;
}

export async function findOriginal(tx: Tx, dossierId: number, id: number): Promise<OriginalPaper | undefined> {
  const { rows } = await sql<OriginalPaper>`select ${COLUMNS} from original_paper
    where dossier_id = ${dossierId} and id = ${id} for update`.execute(tx);
  return rows[0];
}

export interface Who {
  readonly accountId: number;
  readonly name: string;
  readonly at: Date;
}

export async function insertOriginal(
  tx: Tx,
  about: { readonly agencyId: number; readonly dossierId: number },
  input: TakeOriginalInput,
  who: Who,
): Promise<number> {
  const row = await tx
    .insertInto("original_paper")
    .values({
      agency_id: about.agencyId,
      dossier_id: about.dossierId,
      name: input.name,
      quantity: input.quantity,
      note: input.note ?? null,
      taken_account_id: who.accountId,
      taken_by: who.name,
      taken_at: who.at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return Number(row.id);
}

export async function endOriginal(
  tx: Tx,
  id: number,
  end: { readonly givenTo: string | null; readonly keptReason: string | null },
  who: Who,
): Promise<void> {
  await tx
    .updateTable("original_paper")
    .set({
      ended_account_id: who.accountId,
      ended_by: who.name,
      ended_at: who.at,
      given_to: end.givenTo,
      kept_reason: end.keptReason,
    })
    .where("id", "=", id as never)
    .execute();
}

/** How many originals of the applicant the office still has to give back. */
export async function countHeld(tx: Tx, dossierId: number): Promise<number> {
  const { rows } = await sql<{ held: number }>`select coalesce(sum(quantity), 0)::int as held from original_paper
    where dossier_id = ${dossierId} and ended_at is null`.execute(tx);
  return rows[0]?.held ?? 0;
}
