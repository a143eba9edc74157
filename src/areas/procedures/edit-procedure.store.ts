import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Origin, ProcedureEntry, ProcedureSummary, ProcedureVersionId, VersionStatus } from "./procedure.ts";
import { FROM_VERSION, SUMMARY, type SummaryRow, toSummary } from "./procedure.store.ts";
import { contentHash } from "./save-procedures.store.ts";

const columnsOf = (
  entry: ProcedureEntry,
) => sql`${entry.name}, ${entry.field}, ${[...entry.levels]}::text[], ${entry.communeOffice},
  ${[...entry.audiences]}::text[], ${entry.term.value}, ${entry.term.unit}, ${entry.hasDetail}, ${JSON.stringify(entry.definition)}::jsonb,
  ${entry.source}, ${contentHash(entry)}, ${entry.verified}`;

/** Adds a draft of the office as the next version of its code; `on` (yyyy-MM-dd) is only a placeholder for its start. */
export async function insertDraft(tx: Tx, entry: ProcedureEntry, on: string): Promise<ProcedureVersionId> {
  await sql`insert into procedure (code) values (${entry.code}) on conflict (code) do nothing`.execute(tx);
  const inserted = await sql<{ id: number }>`
    insert into procedure_version (procedure_id, version, during, status, origin, name, field, levels, commune_office, audiences,
      term_value, term_unit, has_detail, definition, source, content_hash, verified)
    select p.id, coalesce((select max(version) from procedure_version where procedure_id = p.id), 0) + 1,
      daterange(${on}::date, null), 'draft', 'office', ${columnsOf(entry)}
    from procedure p where p.code = ${entry.code} returning id`.execute(tx);
  return inserted.rows[0]?.id as ProcedureVersionId;
}

/** Writes a draft of the office anew. */
export async function updateDraft(tx: Tx, versionId: number, entry: ProcedureEntry): Promise<void> {
  await sql`update procedure_version set (name, field, levels, commune_office, audiences, term_value, term_unit, has_detail, definition,
      source, content_hash, verified) = row(${columnsOf(entry)})
    where id = ${versionId} and status = 'draft' and origin = 'office'`.execute(tx);
}

/** Puts a draft into force from a day; call endStanding first. It ends where a later published version begins. */
export async function putInForce(tx: Tx, versionId: number, from: string): Promise<void> {
  await sql`update procedure_version v set status = 'published', during = daterange(${from}::date,
      (select min(lower(f.during)) from procedure_version f
        where f.procedure_id = v.procedure_id and f.status = 'published' and lower(f.during) > ${from}::date))
    where v.id = ${versionId}`.execute(tx);
}

/** Ends a published version before a day within its period. */
export async function endBefore(tx: Tx, versionId: number, day: string): Promise<void> {
  await sql`update procedure_version set during = daterange(lower(during), ${day}::date) where id = ${versionId}`.execute(tx);
}

export async function markWithdrawn(tx: Tx, versionId: number): Promise<void> {
  await sql`update procedure_version set status = 'withdrawn' where id = ${versionId}`.execute(tx);
}

export interface VersionFilter {
  readonly q?: string | undefined;
  readonly status?: VersionStatus | undefined;
  readonly origin?: Origin | undefined;
  readonly detail?: boolean | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** All versions that a filter lets through, by code, the newest first, and how many there are. */
export async function searchVersions(
  tx: Tx,
  filter: VersionFilter,
): Promise<{ readonly versions: readonly ProcedureSummary[]; readonly total: number }> {
  const q = filter.q?.trim() ?? "";
  const found = await sql<SummaryRow & { total: number }>`
    with asked as (select string_to_array(nullif(search_key(${q}), ''), ' ') as words)
    select ${SUMMARY}, (count(*) over ())::int as total from ${FROM_VERSION}, asked a
    where (${filter.status ?? null}::text is null or v.status = ${filter.status ?? null})
      and (${filter.origin ?? null}::text is null or v.origin = ${filter.origin ?? null})
      and (${filter.detail ?? null}::boolean is null or v.has_detail = ${filter.detail ?? null})
      and (${q} = '' or starts_with(p.code, ${q})
        or (a.words is not null and not exists (select from unnest(a.words) w where ' ' || v.search_key not like '% ' || w || '%')))
    order by p.code, v.version desc limit ${filter.limit} offset ${filter.offset}`.execute(tx);
  return { versions: found.rows.map(toSummary), total: found.rows[0]?.total ?? 0 };
}
