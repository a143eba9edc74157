import { sql } from "kysely";
import { OPEN_STATES } from "#core/workflow/dossier-state.ts";
import type { Tx } from "#platform/db/tx.ts";

export const BREACH_CAUSES = [
  "holder_left",
  "unit_empty",
  "unit_merged",
  "no_clock",
  "notice_failed",
  "signature_refused",
  "not_handed_over",
  "papers_not_returned",
] as const;
export type BreachCause = (typeof BREACH_CAUSES)[number];

/** What was found elsewhere than in this statement; one that is not open any more is left out, unless its papers are what waits. */
export type FoundBreach = { readonly dossierId: number } & (
  | { readonly cause: Extract<BreachCause, "notice_failed" | "signature_refused" | "not_handed_over"> }
  /** `agencyId`: whose turn it is, which need not be the dossier's agency. */
  | { readonly cause: Extract<BreachCause, "papers_not_returned">; readonly agencyId: number }
);

/** A dossier that cannot go on, and why. */
export interface Breach {
  readonly dossierId: number;
  readonly code: string;
  readonly procedureName: string;
  readonly cause: BreachCause;
  readonly receivedAt: Date;
  readonly foundAt: Date;
}

/** What was received and is at the counter still, but for what waits there to be paid. */
export async function listAtCounter(
  tx: Tx,
  agencies: readonly number[],
): Promise<readonly { readonly dossierId: number; readonly unitId: number; readonly receivedAt: Date }[]> {
  const { rows } = await sql<{ dossierId: number; unitId: number; receivedAt: Date }>`
    select id as "dossierId", unit_id as "unitId", received_at as "receivedAt" from dossier
    where agency_id = any(${[...agencies]}::int[]) and state = 'ACCEPTED' and origin in ('local', 'synthetic')
      and coalesce((facts #>> '{payment,owedBefore}')::numeric, 0) = 0`.execute(tx);
  return rows;
}

/**
 * Compares every open dossier of the agencies with the invariant (an owner with an active person, and a clock that runs
 * or is lawfully stopped) and with what other areas found, records new breaches and closes mended ones, in one statement.
 */
export async function recordBreaches(
  tx: Tx,
  agencies: readonly number[],
  on: string,
  now: Date,
  contributed: readonly FoundBreach[] = [],
): Promise<{ found: number; mended: number }> {
  const { rows } = await sql<{ found: number; mended: number }>`
    with open_dossier as (
      select d.id, d.agency_id, d.holder_person_id, d.holder_unit_id, d.state, d.due_at, d.term_unit, d.proposal,
        d.holder_unit_id is not null
          and not exists (select from unit_version v where v.unit_id = d.holder_unit_id and v.during @> ${on}::date) as merged
      from dossier d
      where d.agency_id = any(${[...agencies]}::int[]) and d.state = any(${[...OPEN_STATES, "DECIDED"]}::text[]) and d.origin not in ('imported', 'external')
    ), active as (
      select a.person_id, o.unit_id, o.agency_id from assignment a join post o on o.id = a.post_id
      where a.during @> ${on}::date and o.during @> ${on}::date
    ), signer as (
      select a.person_id, o.agency_id from assignment a join post o on o.id = a.post_id
      where o.role = 'leader' and a.during @> ${on}::date and o.during @> ${on}::date
      union
      select g.to_person_id, o.agency_id from delegation g join assignment a on a.id = g.from_assignment_id join post o on o.id = a.post_id
      where o.role = 'leader' and g.during @> ${on}::date and g.revoked_at is null and a.during @> ${on}::date and o.during @> ${on}::date
    ), stuck as (
      select d.id, d.agency_id, 'unit_merged' as cause from open_dossier d where d.merged
      union all
      select d.id, d.agency_id, 'holder_left' from open_dossier d
      where not d.merged and d.holder_person_id is not null
        and (not exists (select from active a where a.person_id = d.holder_person_id and a.agency_id = d.agency_id)
          -- What waits for a signature waits for somebody who may sign: a delegation that ended leaves it with nobody.
          or d.state = 'PROCESSING' and d.proposal is not null
            and not exists (select from signer s where s.person_id = d.holder_person_id and s.agency_id = d.agency_id))
      union all
      select d.id, d.agency_id, 'unit_empty' from open_dossier d
      where not d.merged and d.holder_person_id is null and not exists (select from active a where a.unit_id = d.holder_unit_id)
      union all
      select d.id, d.agency_id, 'no_clock' from open_dossier d
      where d.state in ('ACCEPTED', 'PROCESSING') and d.due_at is null and d.term_unit not in ('none', 'unknown')
      union all
      select distinct c."dossierId", coalesce(c."agencyId", d.agency_id), c.cause
      from jsonb_to_recordset(${JSON.stringify(contributed)}::jsonb) c ("dossierId" bigint, cause text, "agencyId" int)
      left join open_dossier d on d.id = c."dossierId" where d.id is not null or c.cause = 'papers_not_returned'
    ), added as (
      insert into breach (agency_id, dossier_id, cause, found_at) select agency_id, id, cause, ${now} from stuck
      on conflict (dossier_id, cause) where mended_at is null do nothing returning 1
    ), mended as (
      update breach b set mended_at = ${now} where b.mended_at is null and b.agency_id = any(${[...agencies]}::int[])
        and not exists (select from stuck s where s.id = b.dossier_id and s.cause = b.cause) returning 1
    )
    select (select count(*)::int from added) as found, (select count(*)::int from mended) as mended`.execute(tx);
  return rows[0] ?? { found: 0, mended: 0 };
}

/** The dossiers of the agencies that cannot go on, oldest first. */
export async function listBreaches(tx: Tx, agencies: readonly number[]): Promise<readonly Breach[]> {
  const rows = await tx
    .selectFrom("breach")
    .innerJoin("dossier", "dossier.id", "breach.dossier_id")
    .select([
      "breach.dossier_id",
      "dossier.code",
      "dossier.procedure_name",
      "dossier.received_at",
      "breach.cause",
      "breach.found_at",
    ])
    .where("breach.mended_at", "is", null)
    .where("breach.agency_id", "=", sql<number>`any(${[...agencies]}::int[])`)
    .orderBy("breach.found_at")
    .limit(500)
    .execute();
  return rows.map((row) => ({
    dossierId: row.dossier_id,
    code: row.code,
    procedureName: row.procedure_name,
    cause: row.cause as BreachCause,
    receivedAt: row.received_at,
    foundAt: row.found_at,
  }));
}
