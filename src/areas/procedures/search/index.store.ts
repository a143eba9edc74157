import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { searchKey } from "#platform/input/text.ts";
import { FROM_VERSION, FULL, type FullRow, toProcedure } from "../procedure.store.ts";
import type { Procedure } from "../procedure.ts";
import { authorityOf, impactsOf } from "./document.rules.ts";
import { searchWeights } from "./weights.ts";

/** Grows when the way of cutting texts into terms changes; an index made otherwise is made anew at the next start. */
const ANALYSER = 2;
const CHUNK = 500;
const TERMS = 20_000;

const analyser = (): string =>
  createHash("sha256")
    .update(JSON.stringify([ANALYSER, searchWeights().document]))
    .digest("base64url")
    .slice(0, 16);

/**
 * Adds published versions to the index and opens a new edition of the catalogue; every change of the catalogue ends
 * with it, in the same transaction. A version that ended or was withdrawn stays in the index and is never shown.
 */
export async function indexVersions(tx: Tx, versionIds: readonly number[]): Promise<void> {
  const terms = new Map<string, Postings>();
  for (let at = 0; at < versionIds.length; at += CHUNK) {
    const procedures = await findNotIndexed(tx, versionIds.slice(at, at + CHUNK));
    if (procedures.length > 0) await insertDocuments(tx, procedures);
    collectTerms(terms, procedures);
  }
  const entries = [...terms];
  for (let at = 0; at < entries.length; at += TERMS) await appendTerms(tx, entries.slice(at, at + TERMS));
  await sql`update procedure_catalogue_edition set edition = edition + 1, changed_at = clock_timestamp(),
    analyser = case when documents = 0 then ${analyser()} else analyser end,
    documents = (select count(*) from procedure_search_document)`.execute(tx);
}

async function findNotIndexed(tx: Tx, versionIds: readonly number[]): Promise<readonly Procedure[]> {
  const found =
    await sql<FullRow>`select ${FULL} from ${FROM_VERSION} left join procedure_search_document d on d.version_id = v.id
    where v.id = any(${[...versionIds]}::int[]) and v.status = 'published' and d.version_id is null`.execute(tx);
  return found.rows.map(toProcedure);
}

type Postings = { readonly versions: number[]; readonly impacts: number[] };

function collectTerms(terms: Map<string, Postings>, procedures: readonly Procedure[]): void {
  for (const procedure of procedures) {
    for (const [term, impact] of impactsOf(procedure, searchWeights().document)) {
      let postings = terms.get(term);
      if (postings === undefined) terms.set(term, (postings = { versions: [], impacts: [] }));
      postings.versions.push(procedure.versionId);
      postings.impacts.push(Math.round(impact * 1000) / 1000);
    }
  }
}

const insertDocuments = (tx: Tx, procedures: readonly Procedure[]) =>
  sql`insert into procedure_search_document (version_id, online, agencies, authority)
    select * from unnest(${procedures.map((p) => p.versionId)}::int[], ${procedures.map((p) => p.definition.online)}::text[],
      ${procedures.map((p) => searchKey(p.definition.agencies.join(" | ")))}::text[], ${procedures.map(authorityOf)}::text[])`.execute(
    tx,
  );

/** Array literals, one a term: few statements for a whole catalogue. */
const appendTerms = (tx: Tx, terms: readonly (readonly [string, Postings])[]) =>
  sql`insert into procedure_search_term (term, versions, impacts)
    select t.term, t.versions::int[], t.impacts::real[]
    from unnest(${terms.map(([term]) => term)}::text[], ${terms.map(([, p]) => `{${p.versions.join(",")}}`)}::text[],
      ${terms.map(([, p]) => `{${p.impacts.join(",")}}`)}::text[]) as t (term, versions, impacts)
    on conflict (term) do update set versions = procedure_search_term.versions || excluded.versions,
      impacts = procedure_search_term.impacts || excluded.impacts`.execute(tx);

/** Makes the index anew from the published versions; for a new analyser, or after a restore of doubtful origin. */
export async function rebuildSearchIndex(tx: Tx): Promise<{ readonly documents: number }> {
  await sql`select pg_advisory_xact_lock(hashtext('procedure catalogue'))`.execute(tx);
  await sql`delete from procedure_search_term`.execute(tx);
  await sql`delete from procedure_search_document`.execute(tx);
  await sql`update procedure_catalogue_edition set documents = 0`.execute(tx);
  const live = await sql<{ id: number }>`select id from procedure_version where status = 'published' order by id`.execute(tx);
  await indexVersions(
    tx,
    live.rows.map((row) => row.id),
  );
  return { documents: live.rows.length };
}

/** Whether the index was made by this build's analyser from as many versions as are published. */
export async function isSearchIndexCurrent(tx: Tx): Promise<boolean> {
  const found = await sql<{ current: boolean }>`select e.analyser = ${analyser()} and not exists (
      select from procedure_version v left join procedure_search_document d on d.version_id = v.id
      where v.status = 'published' and d.version_id is null) as current from procedure_catalogue_edition e`.execute(tx);
  return found.rows[0]?.current === true;
}
