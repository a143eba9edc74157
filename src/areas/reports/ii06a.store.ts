import { type RawBuilder, sql } from "kysely";
import { CLASSIFICATION_POLICIES } from "#core/deadline/classify.ts";
import type { Tx } from "#platform/db/tx.ts";
import { type Cell, CELLS, type Cells, cellsOf, type Measure } from "./cells.ts";
import { timelinessOf } from "./classification.store.ts";
import type { Dimension, ReportedDossier, ReportRequest } from "./report.ts";

type Sql = RawBuilder<unknown>;

const END_COLUMNS = "state, outcome, due_at, due_unextended_at, paused_at, ended_at, supplement_count";
const columnsOf = (table: string): Sql =>
  sql.raw(
    END_COLUMNS.split(", ")
      .map((name) => `${table}.${name}`)
      .join(", "),
  );

/**
 * What every dossier had come to by the cut: where its last event lies before, the row of the dossier says so; else
 * its last event until then. An earlier state of knowledge can only be read from the events.
 */
function stateAtCut({ knownAt }: ReportRequest): Sql {
  const last = (more: Sql): Sql => sql`(select ${columnsOf("e")} from dossier_event e
    where e.dossier_id = d.id and e.occurred_at <= c.cut ${more} order by e.seq desc limit 1)`;
  if (knownAt !== null) return last(sql`and e.recorded_at <= ${knownAt}::timestamptz`);
  return sql`(select ${columnsOf("d")} where d.last_event_at <= c.cut union all ${last(sql`and d.last_event_at > c.cut`)})`;
}

const KIND_ON = (on: string): Sql => sql`(select v.kind from unit_version v where v.unit_id = d.agency_id
  order by v.during @> ${on}::date desc, lower(v.during) desc nulls last limit 1)`;

/** What tells the rows of a report apart, as text. */
const keyOf = (by: Dimension, to: string): Sql =>
  ({
    unit: sql`d.agency_id::text`,
    level: KIND_ON(to),
    field: sql`d.field`,
    procedure: sql`d.procedure_code`,
    channel: sql`d.channel`,
    department: sql`coalesce(d.attributes #>> '{source,department}', '')`,
    month: sql`to_char(d.received_at at time zone d.time_zone, 'YYYY-MM')`,
  })[by];

/**
 * The end of a dossier never changes: one that ended two days before the period, wherever its clocks stand, need not be
 * looked at. What was known earlier may have been otherwise.
 */
const maySpeak = ({ from, knownAt }: ReportRequest): Sql =>
  from === null || knownAt !== null
    ? sql`true`
    : sql`(d.ended_at is null or d.ended_at >= ${from}::date - 2 or d.received_at >= ${from}::date - 2)`;

/**
 * Every dossier of the scope with its row, its days and its timeliness at the cut. The cut is the end of the period's
 * last day in the dossier's own time zone, or the as-of instant if that comes first. A case that ended before it began
 * (imported logs) belongs to the period in which it began.
 */
function judged(request: ReportRequest, units: readonly number[]): Sql {
  const { from, to, asOf } = request;
  const timeliness = timelinessOf(CLASSIFICATION_POLICIES[request.policy], {
    endedAt: sql`f.ended_at`,
    pausedAt: sql`f.paused_at`,
    dueAt: sql`f.due_at`,
    dueOriginalAt: sql`d.due_original_at`,
    dueUnextendedAt: sql`f.due_unextended_at`,
    termUnit: sql`d.term_unit`,
    timeZone: sql`d.time_zone`,
    supplementRequests: sql`f.supplement_count`,
    hasApology: sql`f.due_at > f.due_unextended_at`,
    asOf: sql`c.cut`,
  });
  // A dossier that was received here and is decided elsewhere may be seen here, and is counted there alone.
  return sql`select d.id, d.code, d.owner_name, d.procedure_name, d.procedure_code, d.channel, d.received_at, d.time_zone,
      f.state, f.due_at, f.ended_at, d.way @> '{"accepted": true}'::jsonb as accepted, ${keyOf(request.by, to)} as key,
      ${from === null ? sql`true` : sql`(d.received_at at time zone d.time_zone)::date >= ${from}::date`} as came_in_period,
      case when f.ended_at is not null then (greatest(f.ended_at, d.received_at) at time zone d.time_zone)::date end as ended_on,
      f.state = 'SUBMITTED' and coalesce((select to_timestamp((e.payload ->> 'intakeDueAt')::bigint / 1000.0) from dossier_event e
        where e.dossier_id = d.id and e.type = 'submitted' and e.occurred_at <= c.cut order by e.seq desc limit 1), d.intake_due_at) < c.cut as unanswered,
      ${timeliness} as timeliness
    from dossier d
    cross join lateral (select least((${to}::date + 1)::timestamp at time zone d.time_zone - interval '1 millisecond', ${asOf}::timestamptz) as cut) c
    cross join lateral ${stateAtCut(request)} f
    where d.agency_id = any((select app_agencies())::int[])
      and (d.agency_id = any(${[...units]}::int[]) or d.unit_id = any(${[...units]}::int[])) and d.received_at <= c.cut and ${maySpeak(request)}`;
}

/** Which dossiers a cell counts. Withdrawn and stopped stand in the bridge if they were ever accepted; refused at intake and voids outside. */
const PREDICATES: Readonly<Record<Cell, Sql>> = (() => {
  const counted = sql`(j.state not in ('DRAFT', 'SUBMITTED', 'INTAKE_SUPPLEMENT', 'INTAKE_REFUSED', 'WITHDRAWN', 'STOPPED', 'VOIDED')
    or (j.state in ('WITHDRAWN', 'STOPPED') and j.accepted))`;
  const resolved = sql`j.state in ('DECIDED', 'RETURNED')`;
  const open = sql`j.state in ('ACCEPTED', 'PROCESSING', 'SUPPLEMENT_WAIT', 'FINANCE_WAIT')`;
  const late = sql`j.timeliness in ('late', 'late_with_apology', 'late_without_apology')`;
  const inTime = sql`j.timeliness in ('early', 'on_time')`;
  return {
    receivedOnline: sql`${counted} and j.came_in_period and j.channel = 'online'`,
    receivedDirect: sql`${counted} and j.came_in_period and j.channel <> 'online'`,
    carriedOver: sql`${counted} and not j.came_in_period`,
    resolvedEarly: sql`${resolved} and j.timeliness = 'early'`,
    resolvedOnTime: sql`${resolved} and j.timeliness = 'on_time'`,
    resolvedLate: sql`${resolved} and ${late}`,
    resolvedUnjudged: sql`${resolved} and j.timeliness = 'not_due'`,
    openInTime: sql`${open} and not ${late}`,
    openLate: sql`${open} and ${late}`,
    withdrawn: sql`j.state = 'WITHDRAWN' and j.accepted`,
    stopped: sql`j.state = 'STOPPED' and j.accepted`,
    waiting: sql`j.state in ('SUPPLEMENT_WAIT', 'FINANCE_WAIT')`,
    returned: sql`j.state = 'RETURNED'`,
    returnedInTime: sql`j.state = 'RETURNED' and ${inTime}`,
    voided: sql`j.state = 'VOIDED'`,
    refusedAtIntake: sql`j.state = 'INTAKE_REFUSED'`,
    incompleteAtIntake: sql`j.state = 'INTAKE_SUPPLEMENT'`,
    awaitingAcceptance: sql`j.state = 'SUBMITTED'`,
    awaitingAcceptanceLate: sql`j.unanswered`,
  };
})();

/** What ended before the period is none of its business. */
const inPeriod = (from: string | null): Sql =>
  from === null ? sql`true` : sql`(j.ended_on is null or j.ended_on >= ${from}::date)`;

export interface CountedRow {
  readonly key: string;
  readonly procedureName: string;
  readonly cells: Cells;
}

/**
 * The cells of every row, by its key. Dossiers are first put together by what the predicates look at: a handful of
 * groups, so that each predicate is asked once a group and not once a dossier.
 */
export async function countRows(tx: Tx, request: ReportRequest, units: readonly number[]): Promise<readonly CountedRow[]> {
  const counts = CELLS.map(
    (cell) => sql`coalesce(sum(j.dossiers) filter (where ${PREDICATES[cell]}), 0)::int as ${sql.ref(cell)}`,
  );
  const { rows } = await sql<Record<Cell, number> & { key: string; procedure_name: string }>`
    with d as (${judged(request, units)}), j as (
      select j.key, j.state, j.timeliness, j.channel, j.came_in_period, j.accepted, coalesce(j.unanswered, false) as unanswered, max(j.procedure_name) as procedure_name, count(*) as dossiers
      from d j where ${inPeriod(request.from)} group by 1, 2, 3, 4, 5, 6, 7
    )
    select j.key, max(j.procedure_name) as procedure_name, ${sql.join(counts)} from j group by j.key order by j.key`.execute(tx);
  return rows.map(({ key, procedure_name: procedureName, ...cells }) => ({ key, procedureName, cells }));
}

export interface CellRequest {
  readonly measure: Measure;
  /** Null: of every row. */
  readonly key: string | null;
  readonly limit: number;
  readonly offset: number;
}

const cellCondition = (request: ReportRequest, { measure, key }: Pick<CellRequest, "measure" | "key">): Sql => {
  const anyOf = sql.join(
    cellsOf(measure).map((cell) => sql`(${PREDICATES[cell]})`),
    sql` or `,
  );
  return sql`${inPeriod(request.from)} and (${anyOf}) ${key === null ? sql`` : sql`and j.key = ${key}`}`;
};

/** The dossiers that a cell counts, in order of receipt: by the same expressions that count them. */
export async function listCell(
  tx: Tx,
  request: ReportRequest,
  units: readonly number[],
  cell: CellRequest,
): Promise<readonly ReportedDossier[]> {
  const { rows } = await sql<ReportedDossier>`
    with j as (${judged(request, units)})
    select j.id, j.code, j.owner_name as "ownerName", j.procedure_name as "procedureName", j.received_at as "receivedAt", j.due_at as "dueAt",
      j.ended_at as "endedAt", j.state, j.timeliness, j.time_zone as "timeZone"
    from j where ${cellCondition(request, cell)} order by j.received_at, j.id limit ${cell.limit} offset ${cell.offset}`.execute(
    tx,
  );
  return rows;
}
