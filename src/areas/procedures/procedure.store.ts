import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Definition } from "./definition.ts";
import type {
  Audience,
  Level,
  Origin,
  Procedure,
  ProcedureCode,
  ProcedureId,
  ProcedureSummary,
  ProcedureVersionId,
  VersionStatus,
} from "./procedure.ts";
import type { TermUnit } from "./term.ts";

export interface SummaryRow {
  id: number;
  procedure_id: number;
  code: string;
  version: number;
  name: string;
  field: string;
  levels: string[];
  commune_office: boolean;
  term_value: number | null;
  term_unit: string;
  status: string;
  from: string | null;
  until: string | null;
  has_detail: boolean;
  origin: string;
  verified: boolean;
}

export interface FullRow extends SummaryRow {
  audiences: string[];
  source: string;
  definition: unknown;
}

export const SUMMARY = sql`v.id, v.procedure_id, p.code, v.version, v.name, v.field, v.levels, v.commune_office, v.term_value, v.term_unit,
  v.status, lower(v.during)::text as "from", upper(v.during)::text as until, v.has_detail, v.origin, v.verified`;
export const FULL = sql`${SUMMARY}, v.audiences, v.source, v.definition`;
export const FROM_VERSION = sql`procedure_version v join procedure p on p.id = v.procedure_id`;

export const toSummary = (row: SummaryRow): ProcedureSummary => ({
  versionId: row.id as ProcedureVersionId,
  procedureId: row.procedure_id as ProcedureId,
  code: row.code as ProcedureCode,
  version: row.version,
  name: row.name,
  field: row.field,
  levels: row.levels as Level[],
  communeOffice: row.commune_office,
  term: { value: row.term_value, unit: row.term_unit as TermUnit },
  status: row.status as VersionStatus,
  from: row.from,
  until: row.until,
  hasDetail: row.has_detail,
  origin: row.origin as Origin,
  verified: row.verified,
});

export const toProcedure = (row: FullRow): Procedure => ({
  ...toSummary(row),
  audiences: row.audiences as Audience[],
  source: row.source,
  definition: row.definition as Definition,
});

/** The version with this id, whatever its status. */
export async function readVersion(tx: Tx, versionId: number): Promise<Procedure | undefined> {
  const found = await sql<FullRow>`select ${FULL} from ${FROM_VERSION} where v.id = ${versionId}`.execute(tx);
  return found.rows.map(toProcedure)[0];
}

/** The published version of a code on a day (yyyy-MM-dd). */
export async function findProcedureByCode(tx: Tx, code: string, on: string): Promise<Procedure | undefined> {
  const found = await sql<FullRow>`select ${FULL} from ${FROM_VERSION}
    where p.code = ${code} and v.status = 'published' and v.during @> ${on}::date`.execute(tx);
  return found.rows.map(toProcedure)[0];
}

/** The published versions of many codes on a day, in one statement; codes without one are absent. */
export async function findProceduresByCodes(tx: Tx, codes: readonly string[], on: string): Promise<readonly Procedure[]> {
  const found = await sql<FullRow>`select ${FULL} from ${FROM_VERSION}
    where p.code = any(${codes}::text[]) and v.status = 'published' and v.during @> ${on}::date order by p.code`.execute(tx);
  return found.rows.map(toProcedure);
}

/** What the public sees of a code: the version in force, else the one that was last in force; drafts never. */
export async function findPublicVersion(tx: Tx, code: string, on: string): Promise<Procedure | undefined> {
  const found = await sql<FullRow>`select ${FULL} from ${FROM_VERSION} where p.code = ${code} and v.status <> 'draft'
    order by (v.status = 'published' and v.during @> ${on}::date) desc, (v.status = 'published') desc, v.version desc limit 1`.execute(
    tx,
  );
  return found.rows.map(toProcedure)[0];
}

/** Every version of a code, newest first. */
export async function listVersions(tx: Tx, code: string, withDrafts: boolean): Promise<readonly ProcedureSummary[]> {
  const found = await sql<SummaryRow>`select ${SUMMARY} from ${FROM_VERSION}
    where p.code = ${code} and (${withDrafts} or v.status <> 'draft') order by v.version desc`.execute(tx);
  return found.rows.map(toSummary);
}

export interface FieldCount {
  readonly field: string;
  readonly procedures: number;
}

/** The fields that have a procedure in force on a day, in Vietnamese order, with how many each has. */
export async function listFields(tx: Tx, on: string, commune = false): Promise<readonly FieldCount[]> {
  const found = await sql<FieldCount>`select v.field, count(*)::int as procedures from procedure_version v
    where v.status = 'published' and v.during @> ${on}::date and (not ${commune}::boolean or v.commune_office)
    group by v.field`.execute(tx);
  return found.rows.toSorted((a, b) => a.field.localeCompare(b.field, "vi"));
}
