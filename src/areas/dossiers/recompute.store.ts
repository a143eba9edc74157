import { sql } from "kysely";
import type { EpochMs } from "#core/instant.ts";
import type { Tx } from "#platform/db/tx.ts";

/** An open dossier with what its clock was told, in order. */
export interface OpenClock {
  readonly id: number;
  readonly code: string;
  readonly unitId: number;
  readonly termValue: number | null;
  readonly termUnit: string;
  readonly seq: number;
  readonly dueAt: EpochMs;
  readonly facts: readonly (readonly [type: string, at: EpochMs, payload: Readonly<Record<string, unknown>>])[];
}

const CLOCK_EVENTS = ["received", "supplement_requested", "supplement_received", "finance_requested", "finance_settled"];
/** What of an event's payload the clock reads. */
const CLOCK_PAYLOAD = sql`jsonb_strip_nulls(jsonb_build_object('basis', e.payload -> 'basis', 'mode', e.payload -> 'mode',
  'handoverSignedAt', e.payload -> 'handoverSignedAt'))`;
const MS = sql`1000`;

/**
 * Open dossiers of an agency after an id, whose due date this product computed. Left out: due dates given by a source,
 * and those that a letter has moved.
 */
export async function listOpenClocks(tx: Tx, agencyId: number, afterId: number, limit: number): Promise<readonly OpenClock[]> {
  const { rows } = await sql<OpenClock>`
    select d.id::float8 as id, d.code, d.unit_id as "unitId", d.term_value as "termValue", d.term_unit as "termUnit",
      d.last_seq as seq, (extract(epoch from d.due_at) * ${MS})::float8 as "dueAt", f.facts
    from dossier d cross join lateral (
      select json_agg(json_build_array(e.type, (extract(epoch from e.occurred_at) * ${MS})::float8, ${CLOCK_PAYLOAD}) order by e.seq) as facts
      from dossier_event e where e.dossier_id = d.id and e.type = any(${CLOCK_EVENTS}::text[])
    ) f
    where d.agency_id = ${agencyId} and d.id > ${afterId} and d.ended_at is null and d.due_source is null
      and d.due_at is not null and d.due_at is not distinct from d.due_unextended_at
      and coalesce(d.way ->> 'corrections', '0') = '0'
    order by d.id limit ${limit}`.execute(tx);
  return rows;
}

/** A due date that another calendar moves. */
export interface Move {
  readonly id: number;
  readonly code: string;
  readonly seq: number;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly calendarVersion: string;
}

export interface MoveNote {
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

/**
 * Moves due dates and writes an event for each, in one statement. The date first promised stays. A dossier that has
 * gone on since it was read is left alone. Answers how many were moved.
 */
export async function moveDueDates(tx: Tx, agencyId: number, moves: readonly Move[], note: MoveNote): Promise<number> {
  const rows = JSON.stringify(
    moves.map((move) => ({
      id: move.id,
      seq: move.seq,
      due_at: new Date(move.to).toISOString(),
      was: new Date(move.from).toISOString(),
      version: move.calendarVersion,
    })),
  );
  const result = await sql<{ moved: number }>`
    with move as (
      select * from jsonb_to_recordset(${rows}::jsonb) m (id bigint, seq int, due_at timestamptz, was timestamptz, version text)
    ), moved as (
      update dossier d set due_at = m.due_at, due_unextended_at = m.due_at, last_seq = d.last_seq + 1, last_event_at = ${note.at},
        attributes = d.attributes || jsonb_build_object('calendarVersion', m.version)
      from move m where d.id = m.id and d.last_seq = m.seq and d.agency_id = ${agencyId} and d.ended_at is null
      returning d.id, d.province_id, d.agency_id, d.last_seq, d.state, d.outcome, d.due_at, d.paused_at, d.supplement_count, m.was, m.version
    ), written as (
      insert into dossier_event (province_id, agency_id, dossier_id, seq, type, occurred_at, actor_name, reason, payload, state,
        outcome, due_unextended_at, due_at, paused_at, supplement_count)
      select province_id, agency_id, id, last_seq, 'noted', ${note.at}, ${note.by}, ${note.reason},
        jsonb_build_object('dueDateMoved', jsonb_build_object('from', was, 'to', due_at, 'calendarVersion', version)),
        state, outcome, due_at, due_at, paused_at, supplement_count
      from moved returning 1
    )
    select count(*)::int as moved from written`.execute(tx);
  return result.rows[0]?.moved ?? 0;
}
