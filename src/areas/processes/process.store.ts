import { sql } from "kysely";
import type { ProcessDefinition } from "#core/process/definition.ts";
import { remembered } from "#platform/db/remembered.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { ProcessSummary, ProcessVersion, Stage } from "./process-version.ts";

/** A version with its names as of a day; the procedure's name is that of its version in force, else of its newest. */
const columns = (on: string) => sql`v.id, v.process_id as "processId", v.version, v.revision,
  case when v.status in ('draft', 'withdrawn') then v.status when v.during @> ${on}::date then 'published'
    when lower(v.during) > ${on}::date then 'planned' else 'retired' end as stage,
  p.owner_unit_id as "ownerUnitId", u.province_id as "ownerProvinceId", p.case_code as "caseCode",
  coalesce((select n.full_name from unit_version n where n.unit_id = p.owner_unit_id
    order by n.during @> ${on}::date desc, lower(n.during) desc nulls last limit 1), '') as "ownerName",
  p.procedure_id as "procedureId", c.code as "procedureCode",
  coalesce((select n.name from procedure_version n where n.procedure_id = p.procedure_id
    order by (n.status = 'published' and n.during @> ${on}::date) desc, n.version desc limit 1), '') as "procedureName",
  lower(v.during)::text as "from", upper(v.during)::text as until, v.decision_no as "decisionNo", v.decision_date::text as "decisionDate",
  v.override_reason as "overrideReason", jsonb_array_length(v.definition -> 'steps') as steps`;
const FROM = sql`process_version v join process p on p.id = v.process_id join procedure c on c.id = p.procedure_id
  join unit u on u.id = p.owner_unit_id`;

type Row = ProcessSummary & { readonly definition: unknown };
const toVersion = (row: Row): ProcessVersion => ({ ...row, definition: row.definition as ProcessDefinition });

/** A version, whatever its stage on the day. `lock` keeps others from changing it until the commit. */
export async function findProcessVersion(tx: Tx, id: number, on: string, lock = false): Promise<ProcessVersion | undefined> {
  const locking = lock ? sql`for update of v` : sql``;
  const found = await sql<Row>`select ${columns(on)}, v.definition from ${FROM} where v.id = ${id} ${locking}`.execute(tx);
  return found.rows.map(toVersion)[0];
}

/** Every version of a process, newest first. */
export async function listProcessVersions(tx: Tx, processId: number, on: string): Promise<readonly ProcessSummary[]> {
  const found = await sql<ProcessSummary>`select ${columns(on)} from ${FROM} where v.process_id = ${processId}
    order by v.version desc`.execute(tx);
  return found.rows;
}

export interface ProcessFilter {
  readonly on: string;
  /** Only what belongs to this province or to an agency in it; undefined for all. */
  readonly provinceId?: number | undefined;
  readonly q?: string | undefined;
  readonly stage?: Stage | undefined;
  readonly ownerUnitId?: number | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** The versions that a filter lets through, by procedure and owner, the newest first, and how many there are. */
export async function searchProcesses(
  tx: Tx,
  filter: ProcessFilter,
): Promise<{ readonly rows: readonly ProcessSummary[]; readonly total: number }> {
  const { on, q = "", provinceId = null, ownerUnitId = null, stage = null } = filter;
  const found = await sql<ProcessSummary & { total: number }>`
    with listed as materialized (select ${columns(on)} from ${FROM}
      where (${provinceId}::int is null or p.owner_unit_id = ${provinceId}::int or u.province_id = ${provinceId}::int)
        and (${ownerUnitId}::int is null or p.owner_unit_id = ${ownerUnitId}::int))
    select l.*, count(*) over ()::int as total from listed l
    where (${stage}::text is null or l.stage = ${stage}::text)
      and (${q} = '' or l."procedureCode" like ${q} || '%' or search_key(l."procedureName") like '%' || search_key(${q}) || '%')
    order by l."procedureCode", l."ownerName", l."caseCode", l.version desc limit ${filter.limit} offset ${filter.offset}`.execute(
    tx,
  );
  return { rows: found.rows.map(({ total: _, ...row }) => row), total: found.rows[0]?.total ?? 0 };
}

export interface RunsFor {
  readonly agencyId: number;
  readonly procedureVersionId: number;
  readonly caseCode: string;
  readonly on: string;
}

/**
 * The version that a dossier received on the day runs by: the agency's before the province's, the case's before all
 * cases'. It is shared between transactions and must not be changed.
 */
export function findProcessFor(tx: Tx, about: RunsFor): Promise<ProcessVersion | undefined> {
  const { agencyId, procedureVersionId, caseCode, on } = about;
  return remembered(tx, `process ${agencyId} ${procedureVersionId} ${on} ${caseCode}`, () => readProcessFor(tx, about));
}

async function readProcessFor(tx: Tx, about: RunsFor): Promise<ProcessVersion | undefined> {
  const { on } = about;
  const found = await sql<Row>`select ${columns(on)}, v.definition from ${FROM}
    join procedure_version w on w.procedure_id = p.procedure_id and w.id = ${about.procedureVersionId}
    join unit a on a.id = ${about.agencyId}
    where v.status = 'published' and v.during @> ${on}::date
      and p.owner_unit_id in (a.id, a.province_id) and p.case_code in (${about.caseCode}, '*')
    order by p.owner_unit_id = a.id desc, p.case_code <> '*' desc limit 1`.execute(tx);
  return found.rows.map(toVersion)[0];
}
