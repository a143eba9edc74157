import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { searchKey } from "#platform/input/text.ts";
import type { Level, ProcedureSummary } from "./procedure.ts";
import { FROM_VERSION, SUMMARY, type SummaryRow, toSummary } from "./procedure.store.ts";

export interface ProcedureFilter {
  /** Words of the name or field, with or without diacritics; or the beginning of a code. */
  readonly q?: string | undefined;
  readonly field?: string | undefined;
  readonly level?: Level | undefined;
  /** Only procedures of the commune's own office. */
  readonly commune?: boolean | undefined;
  readonly limit: number;
  readonly offset?: number | undefined;
}

export interface FoundProcedures {
  readonly procedures: readonly ProcedureSummary[];
  /** How many there are in all, beyond this page. */
  readonly total: number;
}

/** Longer questions are cut: the words that matter come early, and each one costs. */
const MOST_WORDS = 16;

interface Question {
  readonly phrase: string;
  /** Patterns that a word of the search key must begin with. */
  readonly patterns: readonly string[];
  /** The same words as typed, to prefer names that have their diacritics too. */
  readonly spelled: readonly string[];
  /** Pattern of the code, or one that no code has. */
  readonly code: string;
}

function ask(q: string): Question {
  const typed = q
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => searchKey(word) !== "")
    .slice(0, MOST_WORDS);
  return {
    phrase: searchKey(typed.join(" ")),
    patterns: typed.map((word) => `% ${searchKey(word).replaceAll(" ", "%")}%`),
    spelled: typed.map((word) => `%${word}%`),
    code: /^\d\.\d{1,6}/.test(q) ? `${q.replace(/[%_\\]/g, "\\$&")}%` : "",
  };
}

const inForce = (filter: ProcedureFilter, on: string) => sql`v.status = 'published' and v.during @> ${on}::date
  and (${filter.field ?? null}::text is null or v.field = ${filter.field ?? null})
  and (${filter.level ?? null}::text is null or ${filter.level ?? null} = any(v.levels))
  and (not ${filter.commune ?? false}::boolean or v.commune_office)`;

/**
 * Procedures in force on a day (yyyy-MM-dd). All words must occur; where no procedure has them all, those that share
 * the rarest words. Best first: the name itself, then the phrase, then the shorter name.
 */
export const searchProcedures = async (tx: Tx, filter: ProcedureFilter, on: string): Promise<readonly ProcedureSummary[]> =>
  (await searchCatalogue(tx, filter, on)).procedures;

/** A page of the catalogue and how many procedures there are in all; see searchProcedures for the order. */
export async function searchCatalogue(tx: Tx, filter: ProcedureFilter, on: string): Promise<FoundProcedures> {
  const q = filter.q?.trim() ?? "";
  if (q === "") return listAll(tx, filter, on);
  const question = ask(q);
  if (question.patterns.length === 0) return { procedures: [], total: 0 };
  const strict = await searchAllWords(tx, filter, on, question);
  const isPastEnd = strict.total === 0 && (filter.offset ?? 0) > 0;
  if (strict.total > 0) return strict;
  if (isPastEnd && (await searchAllWords(tx, { ...filter, offset: 0, limit: 1 }, on, question)).total > 0) return strict;
  return searchRareWords(tx, filter, on, question);
}

type Row = SummaryRow & { total: number };
const found = (rows: readonly Row[]): FoundProcedures => ({ procedures: rows.map(toSummary), total: rows[0]?.total ?? 0 });

async function listAll(tx: Tx, filter: ProcedureFilter, on: string): Promise<FoundProcedures> {
  const { rows } = await sql<Row>`select ${SUMMARY}, (count(*) over ())::int as total from ${FROM_VERSION}
    where ${inForce(filter, on)} order by p.code limit ${filter.limit} offset ${filter.offset ?? 0}`.execute(tx);
  return found(rows);
}

async function searchAllWords(tx: Tx, filter: ProcedureFilter, on: string, question: Question): Promise<FoundProcedures> {
  const { phrase, patterns, spelled, code } = question;
  const { rows } = await sql<Row>`select ${SUMMARY}, (count(*) over ())::int as total from ${FROM_VERSION}
    where ${inForce(filter, on)} and (' ' || v.search_key like all(${patterns}::text[]) or p.code like ${code})
    order by p.code like ${code} desc, v.name_key in (${phrase}, ${`thu tuc ${phrase}`}) desc,
      position(${phrase} in v.name_key) > 0 desc, lower(v.name) like all(${spelled}::text[]) desc, v.commune_office desc,
      length(v.name), p.code
    limit ${filter.limit} offset ${filter.offset ?? 0}`.execute(tx);
  return found(rows);
}

/** Each word weighs by its rarity, and half as much again where the diacritics agree; weak matches are left out. */
async function searchRareWords(tx: Tx, filter: ProcedureFilter, on: string, question: Question): Promise<FoundProcedures> {
  // A single letter begins half of all words: it says nothing on its own.
  const telling = question.spelled.flatMap((spelled, index) =>
    spelled.length > "%a%".length ? [[question.patterns[index], spelled] as const] : [],
  );
  const { rows } = await sql<Row>`
    with live as materialized (
      select v.id, ' ' || v.search_key as key, lower(v.name) as spelled from procedure_version v where ${inForce(filter, on)}),
    word as (select * from unnest(${telling.map(([pattern]) => pattern)}::text[], ${telling.map(([, spelled]) => spelled)}::text[]) as w (pattern, spelled)),
    hit as materialized (
      select l.id, w.pattern, bool_or(l.spelled like w.spelled) as is_spelled from word w join live l on l.key like w.pattern group by l.id, w.pattern),
    weight as materialized (select pattern, ln((select count(*) + 1 from live)::float / count(*)) as weight from hit group by pattern),
    scored as materialized (
      select h.id, sum(w.weight * case when h.is_spelled then 1.5 else 1 end) as score from weight w join hit h using (pattern) group by h.id)
    select ${SUMMARY}, (count(*) over ())::int as total from ${FROM_VERSION} join scored s on s.id = v.id
    where s.score >= 0.6 * (select max(score) from scored)
    order by s.score desc, v.commune_office desc, length(v.name), p.code
    limit ${filter.limit} offset ${filter.offset ?? 0}`.execute(tx);
  return found(rows);
}
