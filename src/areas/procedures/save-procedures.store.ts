import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Definition } from "./definition.ts";
import { indexVersions } from "./search/index.store.ts";
import type { Origin, ProcedureCode, ProcedureEntry, ProcedureVersionId } from "./procedure.ts";
import type { Term } from "./term.ts";

/**
 * taken: the code was new; changed: a new version now stands; unchanged: nothing to do; waiting: the version that
 * stands was written or checked by the office, so the new one waits as a draft.
 */
export type SaveOutcome = "taken" | "changed" | "unchanged" | "waiting";

export interface SavedProcedure {
  readonly code: ProcedureCode;
  readonly outcome: SaveOutcome;
  readonly versionId: ProcedureVersionId;
}

interface Standing {
  code: string;
  procedure_id: number;
  last_version: number;
  same_origin_id: number | null;
  same_origin_hash: string | null;
  current_id: number | null;
  current_origin: string | null;
  current_verified: boolean | null;
}

/** The fingerprint of everything that a version says; the entry's keys always come in the same order. */
export function contentHash(entry: ProcedureEntry): string {
  const {
    code,
    name,
    field,
    levels,
    communeOffice,
    audiences,
    term,
    hasDetail,
    definition,
    source,
    verified,
    withdrawn = false,
  } = entry;
  const content = [
    code,
    name,
    field,
    levels,
    communeOffice,
    audiences,
    term.value,
    term.unit,
    hasDetail,
    definition,
    source,
    verified,
    withdrawn,
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url");
}

const authority = (origin: string | null, verified: boolean | null): number => {
  if (origin === null) return -1;
  if (origin === "office") return 3;
  if (origin === "starter") return verified === true ? 2 : 0;
  return 1;
};

/** Serialises writers of the catalogue: version numbers and periods are derived from what stands. */
export const lockCatalogue = (tx: Tx) => sql`select pg_advisory_xact_lock(hashtext('procedure catalogue'))`.execute(tx);

export interface SaveAbout {
  readonly origin: Origin;
  /** The day (yyyy-MM-dd) from which changed content stands. */
  readonly on: string;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Saves entries set-based: a code that is new gets its first version, of unknown start; content that differs from the
 * last version of the same origin becomes a new version from `on` and ends the one that stood; equal content changes
 * nothing. Codes must be unique within `entries`.
 */
export async function saveProcedures(
  tx: Tx,
  entries: readonly ProcedureEntry[],
  about: SaveAbout,
): Promise<readonly SavedProcedure[]> {
  await lockCatalogue(tx);
  const plans = await plan(tx, entries, about);
  const writes = plans.filter((p) => p.outcome !== "unchanged");
  const inserted = await insertVersions(tx, writes, about, entries.length);
  if (inserted.size > 0) await indexVersions(tx, [...inserted.values()]);
  return plans.map((p) => ({
    code: p.entry.code,
    outcome: p.outcome,
    versionId: inserted.get(p.entry.code) ?? (p.standingId as ProcedureVersionId),
  }));
}

/** What saving these entries would do, without doing it. */
export async function planSaving(
  tx: Tx,
  entries: readonly ProcedureEntry[],
  about: SaveAbout,
): Promise<readonly Omit<SavedProcedure, "versionId">[]> {
  return (await plan(tx, entries, about)).map((p) => ({ code: p.entry.code, outcome: p.outcome }));
}

async function plan(tx: Tx, entries: readonly ProcedureEntry[], about: SaveAbout): Promise<readonly Write[]> {
  const standing = await findStanding(
    tx,
    entries.map((e) => e.code),
    about,
  );
  return entries.map((entry) => planWrite(entry, contentHash(entry), standing.get(entry.code), about.origin));
}

interface Write {
  readonly entry: ProcedureEntry;
  readonly hash: string;
  readonly version: number;
  readonly outcome: SaveOutcome;
  readonly status: "published" | "draft" | "withdrawn";
  readonly standingId: number | null;
}

function planWrite(entry: ProcedureEntry, hash: string, before: Standing | undefined, origin: Origin): Write {
  const version = (before?.last_version ?? 0) + 1;
  const standingId = before?.same_origin_id ?? null;
  if (before?.same_origin_hash === hash) return { entry, hash, version, outcome: "unchanged", status: "draft", standingId };
  const mayReplace =
    authority(origin, entry.verified) >= authority(before?.current_origin ?? null, before?.current_verified ?? null);
  // What ships with the product fills gaps; it never asks to replace what an office already has.
  if (!mayReplace && origin === "starter")
    return { entry, hash, version, outcome: "unchanged", status: "draft", standingId: before?.current_id ?? null };
  if (!mayReplace) return { entry, hash, version, outcome: "waiting", status: "draft", standingId };
  const status = entry.withdrawn === true ? "withdrawn" : "published";
  return { entry, hash, version, outcome: before === undefined ? "taken" : "changed", status, standingId };
}

async function findStanding(tx: Tx, codes: readonly string[], about: SaveAbout): Promise<ReadonlyMap<string, Standing>> {
  // One pass over the versions by index, in any plan: a first import runs before the tables have statistics.
  const found = await sql<Standing>`
    select p.code, p.id as procedure_id, max(v.version) as last_version,
      (array_agg(v.id order by v.version desc) filter (where v.origin = ${about.origin}))[1] as same_origin_id,
      (array_agg(v.content_hash order by v.version desc) filter (where v.origin = ${about.origin}))[1] as same_origin_hash,
      max(v.id) filter (where v.status = 'published' and v.during @> ${about.on}::date) as current_id,
      max(v.origin) filter (where v.status = 'published' and v.during @> ${about.on}::date) as current_origin,
      bool_or(v.verified) filter (where v.status = 'published' and v.during @> ${about.on}::date) as current_verified
    from unnest(${codes}::text[]) as given (code)
    join procedure p on p.code = given.code
    join procedure_version v on v.procedure_id = p.id
    group by p.id, p.code`.execute(tx);
  return new Map(found.rows.map((row) => [row.code, row]));
}

/** The newest version of each code that came from `origin` with its details, as far as there is one. */
export async function findKnownDetails(
  tx: Tx,
  codes: readonly string[],
  origin: Origin,
): Promise<ReadonlyMap<string, { readonly definition: Definition; readonly term: Term }>> {
  const found = await sql<{ code: string; definition: Definition; term: Term }>`
    select distinct on (p.id) p.code, v.definition, jsonb_build_object('value', v.term_value, 'unit', v.term_unit) as term
    from unnest(${codes}::text[]) as given (code)
    join procedure p on p.code = given.code
    join procedure_version v on v.procedure_id = p.id and v.origin = ${origin} and v.has_detail
    order by p.id, v.version desc`.execute(tx);
  return new Map(found.rows.map(({ code, ...known }) => [code, known]));
}

const CHUNK = 400;

async function insertVersions(
  tx: Tx,
  writes: readonly Write[],
  about: SaveAbout,
  total: number,
): Promise<ReadonlyMap<string, ProcedureVersionId>> {
  const ids = new Map<string, ProcedureVersionId>();
  const unchanged = total - writes.length;
  for (let at = 0; at < writes.length; at += CHUNK) {
    const chunk = writes.slice(at, at + CHUNK);
    const codes = chunk.map((w) => w.entry.code);
    await sql`insert into procedure (code) select unnest(${codes}::text[]) on conflict (code) do nothing`.execute(tx);
    await endStanding(
      tx,
      chunk.filter((w) => w.status !== "draft").map((w) => w.entry.code),
      about.on,
    );
    for (const row of await insertChunk(tx, chunk, about)) ids.set(row.code, row.id as ProcedureVersionId);
    about.onProgress?.(unchanged + Math.min(at + CHUNK, writes.length), total);
  }
  return ids;
}

/**
 * Ends what stands on a day. A version that began that very day has no day of its own left: it is marked withdrawn and
 * keeps its period, so that dossiers received under it still find it.
 */
export async function endStanding(tx: Tx, codes: readonly string[], on: string): Promise<void> {
  await sql`update procedure_version v set
      during = case when lower(v.during) = ${on}::date then v.during else daterange(lower(v.during), ${on}::date) end,
      status = case when lower(v.during) = ${on}::date then 'withdrawn' else v.status end
    from procedure p where p.id = v.procedure_id and p.code = any(${codes}::text[])
      and v.status = 'published' and v.during @> ${on}::date`.execute(tx);
}

async function insertChunk(tx: Tx, chunk: readonly Write[], about: SaveAbout) {
  const rows = chunk.map(({ entry, hash, version, status }) => ({
    code: entry.code,
    version,
    status,
    name: entry.name,
    field: entry.field,
    levels: entry.levels,
    commune_office: entry.communeOffice,
    audiences: entry.audiences,
    term_value: entry.term.value,
    term_unit: entry.term.unit,
    has_detail: entry.hasDetail,
    definition: entry.definition,
    source: entry.source,
    content_hash: hash,
    verified: entry.verified,
  }));
  const inserted = await sql<{ id: number; code: string }>`
    with given as (
      select g.*, p.id as procedure_id from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (code text, version int, status text,
        name text, field text, levels text[], commune_office boolean, audiences text[], term_value int, term_unit text, has_detail boolean,
        definition jsonb, source text, content_hash text, verified boolean)
      join procedure p on p.code = g.code),
    added as (
      insert into procedure_version (procedure_id, version, during, status, name, field, levels, commune_office, audiences, term_value,
        term_unit, has_detail, definition, source, content_hash, origin, verified)
      select g.procedure_id, g.version,
        case when g.status = 'withdrawn' then daterange(null, ${about.on}::date)
          else daterange(case when g.version > 1 then ${about.on}::date end,
            (select min(lower(f.during)) from procedure_version f
              where f.procedure_id = g.procedure_id and f.status = 'published' and lower(f.during) > ${about.on}::date)) end,
        g.status, g.name, g.field, g.levels, g.commune_office, g.audiences, g.term_value, g.term_unit, g.has_detail, g.definition,
        g.source, g.content_hash, ${about.origin}, g.verified
      from given g returning id, procedure_id)
    select a.id, p.code from added a join procedure p on p.id = a.procedure_id`.execute(tx);
  return inserted.rows;
}
