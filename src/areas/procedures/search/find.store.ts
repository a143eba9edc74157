import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { searchKey } from "#platform/input/text.ts";
import type { Audience, Level, ProcedureSummary } from "../procedure.ts";
import { FROM_VERSION, SUMMARY, type SummaryRow, toSummary } from "../procedure.store.ts";
import type { Authority } from "./document.rules.ts";
import type { QuestionTerm } from "./question.rules.ts";

export interface ProcedureFilter {
  /** A question in anyone's words, with or without diacritics; or the beginning of a code. */
  readonly q?: string | undefined;
  readonly field?: string | undefined;
  readonly level?: Level | undefined;
  /** Only procedures of the commune's own office. */
  readonly commune?: boolean | undefined;
  readonly audience?: Audience | undefined;
  /** Words of the name of an agency that handles it. */
  readonly agency?: string | undefined;
  /** Wholly or partly online; or not. */
  readonly online?: boolean | undefined;
  readonly limit: number;
  readonly offset?: number | undefined;
}

export interface Candidate {
  readonly procedure: ProcedureSummary;
  /** The sum over the question's terms of weight, rarity and impact. */
  readonly score: number;
  readonly authority: Authority;
  readonly isForCitizens: boolean;
}

export interface Candidates {
  readonly found: readonly Candidate[];
  readonly total: number;
}

/** No more results than anyone reads; the best ones are ordered with care. */
export const MOST_RESULTS = 100;
/** Of the scored versions so many are looked at when nothing filters them; some of them are no longer in force. */
const MOST_SCORED = 160;
/** A result with less than this share of the best score is noise. */
const LEAST_SHARE = 0.3;
/** A term that such a share of the catalogue has says nothing, and costs the most. */
const COMMON = 0.15;
/** A long story is scored by its most telling terms. */
const MOST_TERMS = 40;

const inForce = (filter: ProcedureFilter, on: string) => sql`v.status = 'published' and v.during @> ${on}::date
  and (${filter.field ?? null}::text is null or v.field = ${filter.field ?? null})
  and (${filter.level ?? null}::text is null or ${filter.level ?? null} = any(v.levels))
  and (${filter.audience ?? null}::text is null or ${filter.audience ?? null} = any(v.audiences))
  and (not ${filter.commune ?? false}::boolean or v.commune_office)`;

const needsDocument = (filter: ProcedureFilter): boolean => filter.agency !== undefined || filter.online !== undefined;

function ofDocument(filter: ProcedureFilter) {
  if (!needsDocument(filter)) return sql`true`;
  const online = filter.online ?? null;
  return sql`exists (select from procedure_search_document d where d.version_id = v.id
    and (${online}::boolean is null or (d.online in ('full', 'part')) = ${online})
    and d.agencies like '%' || ${searchKey(filter.agency ?? "")} || '%')`;
}

const isFiltered = (filter: ProcedureFilter): boolean =>
  needsDocument(filter) || [filter.field, filter.level, filter.audience].some((f) => f !== undefined) || filter.commune === true;

type Row = SummaryRow & { total: number; score: number; authority?: Authority; is_for_citizens?: boolean };
const toCandidates = (rows: readonly Row[]): Candidates => ({
  found: rows.map((row) => ({
    procedure: toSummary(row),
    score: row.score,
    authority: row.authority ?? "national",
    isForCitizens: row.is_for_citizens === true,
  })),
  total: rows[0]?.total ?? 0,
});

/** The versions in force that share the most telling terms with a question, best first; at most MOST_RESULTS. */
export async function scoreProcedures(
  tx: Tx,
  terms: readonly QuestionTerm[],
  filter: ProcedureFilter,
  on: string,
): Promise<Candidates> {
  const { rows } = await sql<Row>`
    with known as materialized (
      select q.weight * ln(1 + (e.documents - cardinality(t.versions) + 0.5::float8) / (cardinality(t.versions) + 0.5::float8)) as weight,
        t.versions, t.impacts, cardinality(t.versions) <= greatest(100, ${COMMON}::float8 * e.documents) as is_telling
      from unnest(${terms.map((t) => t.term)}::text[], ${terms.map((t) => t.weight)}::float8[]) as q (term, weight)
      join procedure_search_term t using (term) cross join (select documents from procedure_catalogue_edition limit 1) e),
    asked as materialized (
      select k.versions, k.impacts, k.weight from known k
      where k.is_telling or not exists (select from known r where r.is_telling) order by k.weight desc limit ${MOST_TERMS}),
    scored as materialized (
      -- Unnested in the select list: as a joined function the planner would keep every array under its own hash.
      select h.version, sum(h.part) as score
      from (select unnest(a.versions) as version, a.weight * unnest(a.impacts) as part from asked a) h
      group by h.version order by score desc limit ${isFiltered(filter) ? null : MOST_SCORED}::int),
    best as materialized (
      select v.id, s.score, (count(*) over ())::int as total
      from scored s
      -- One by one through the primary key: right after an import the planner would rather read the whole catalogue for each.
      cross join lateral (select w.* from procedure_version w where w.id = s.version offset 0) v
      where ${inForce(filter, on)} and ${ofDocument(filter)} and s.score >= ${LEAST_SHARE}::float8 * (select max(score) from scored)
      order by s.score desc, v.commune_office desc, length(v.name), v.id limit ${MOST_RESULTS})
    select ${SUMMARY}, b.score::float8 as score, b.total, d.authority, 'citizen' = any (v.audiences) as is_for_citizens
    from best b
    cross join lateral (select w.* from procedure_version w where w.id = b.id offset 0) v
    cross join lateral (select r.code from procedure r where r.id = v.procedure_id offset 0) p
    cross join lateral (select s.authority from procedure_search_document s where s.version_id = v.id offset 0) d
    order by b.score desc, v.commune_office desc, length(v.name), p.code`.execute(tx);
  return toCandidates(rows);
}

/** The versions in force whose code begins so. */
export async function findByCode(tx: Tx, code: string, filter: ProcedureFilter, on: string): Promise<Candidates> {
  const pattern = `${code.replace(/[%_\\]/g, "\\$&")}%`;
  const { rows } = await sql<Row>`select ${SUMMARY}, 1::float8 as score, (count(*) over ())::int as total from ${FROM_VERSION}
    where p.code like ${pattern} and ${inForce(filter, on)} and ${ofDocument(filter)} order by p.code limit ${MOST_RESULTS}`.execute(
    tx,
  );
  return toCandidates(rows);
}

export interface ListFilter extends Omit<ProcedureFilter, "q"> {
  /** The last code of the page before. */
  readonly after?: string | undefined;
}

/** The whole catalogue in the order of its codes, a page of it. */
export async function listProcedures(tx: Tx, filter: ListFilter, on: string): Promise<Candidates> {
  const { rows } = await sql<Row>`select ${SUMMARY}, 0::float8 as score, (count(*) over ())::int as total from ${FROM_VERSION}
    where ${inForce(filter, on)} and ${ofDocument(filter)} and p.code > ${filter.after ?? ""}
    order by p.code limit ${filter.limit} offset ${filter.offset ?? 0}`.execute(tx);
  return toCandidates(rows);
}

/** Which of these terms some procedure has, and how many have it. */
export async function knownTerms(tx: Tx, terms: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found = await sql<{ term: string; frequency: number }>`select term, cardinality(versions) as frequency
    from procedure_search_term where term = any(${[...terms]}::text[])`.execute(tx);
  return new Map(found.rows.map((row) => [row.term, row.frequency]));
}
