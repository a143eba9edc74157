import { sql } from "kysely";
import type { EpochMs } from "#core/instant.ts";
import { changedFacts, type DossierFacts } from "#core/workflow/dossier-facts.ts";
import type { LegalState, Outcome, Proposal, Way } from "#core/workflow/dossier-state.ts";
import { runQuery, type Tx } from "#platform/db/tx.ts";
import type { DossierId, EventDraft, ReceivedComponent } from "./dossier.ts";
import {
  codeOf,
  codesJson,
  DOSSIER,
  DOSSIER_COLUMNS,
  DOSSIER_NAMES,
  dossierJson,
  EVENT,
  EVENT_COLUMNS,
  EVENT_NAMES,
  eventJson,
  type HistoryDraft,
  instant,
  parameters,
  SIDE,
  valuesOf,
} from "./history-row.ts";

const OWN = 6;
const INSERT_ONE = `
  with n as (
    insert into dossier_counter (agency_id, series, day, last_number) values ($1::int, $2::text, $3::date, 1)
    on conflict (agency_id, series, day) do update set last_number = dossier_counter.last_number + 1
    returning last_number as number
  ), d as (
    insert into dossier (code, ${DOSSIER_NAMES})
    select ${codeOf("$4::text", "$3::date", "$2::text", "n.number")}, ${parameters(DOSSIER, OWN)} from n returning id, code
  ), e as (
    insert into dossier_event (province_id, agency_id, dossier_id, ${EVENT_NAMES})
    select $5::int, $6::int, d.id, ${parameters(EVENT, OWN + DOSSIER.length)} from d
  )
  select id, code from d`;

/** A receipt at the counter: the same rows as below, by parameters instead of sets of rows, at half the database's work. */
async function insertReceipt(tx: Tx, draft: HistoryDraft): Promise<readonly { id: DossierId; code: string }[] | undefined> {
  const { code, events, agencyId, provinceId } = draft;
  if ("given" in code || events.length > 1) return undefined;
  const rows = await runQuery<{ id: number; code: string }>(tx, INSERT_ONE, [
    agencyId,
    code.series,
    code.day,
    code.prefix,
    provinceId,
    agencyId,
    ...valuesOf(DOSSIER, dossierJson(draft, 0)),
    ...valuesOf(EVENT, eventJson(events[0], 0, 1)),
  ]);
  return rows.map((row) => ({ id: row.id as DossierId, code: row.code }));
}

/**
 * Writes dossiers with their events in one statement and gives each without a code the next number of its agency and
 * day (Decree 61/2018 article 26): the counter's row is locked until the commit, so numbers are unique and a voided one
 * stays consumed. Returns ids and codes in the order given.
 */
export async function insertHistories(
  tx: Tx,
  drafts: readonly HistoryDraft[],
): Promise<readonly { id: DossierId; code: string }[]> {
  const [first] = drafts;
  const receipt = first === undefined || drafts.length > 1 ? undefined : await insertReceipt(tx, first);
  if (receipt !== undefined) return receipt;
  const dossiers = JSON.stringify(drafts.map(dossierJson));
  const events = JSON.stringify(
    drafts.flatMap((draft, ord) => draft.events.map((event, index) => eventJson(event, ord, index + 1))),
  );
  const codes = JSON.stringify(codesJson(drafts));
  const { rows } = await sql<{ id: number; code: string }>`
    with wanted as (
      select * from jsonb_to_recordset(${codes}::jsonb) as c (ord int, given text, prefix text, agency_id int, series text, day date, rank int, total int)
    ), numbers as (
      insert into dossier_counter (agency_id, series, day, last_number)
      select agency_id, series, day, total from wanted where rank = 1 order by agency_id, series, day
      on conflict (agency_id, series, day) do update set last_number = dossier_counter.last_number + excluded.last_number
      returning agency_id, series, day, last_number
    ), numbered as (
      select w.*, n.last_number - w.total + w.rank as number
      from wanted w left join numbers n on n.agency_id = w.agency_id and n.series = w.series and n.day = w.day
    ), coded as (
      select ord, coalesce(given, ${sql.raw(codeOf("prefix", "day", "series", "number"))}) as code
      from numbered
    ), written as (
      insert into dossier (code, ${sql.raw(DOSSIER_NAMES)})
      select c.code, ${sql.raw(DOSSIER_NAMES)} from coded c
      join jsonb_to_recordset(${dossiers}::jsonb) as d (ord int, ${sql.raw(DOSSIER_COLUMNS)}) on d.ord = c.ord order by c.ord
      returning id, code, province_id, agency_id
    ), history as (
      insert into dossier_event (province_id, agency_id, dossier_id, ${sql.raw(EVENT_NAMES)})
      select w.province_id, w.agency_id, w.id, ${sql.raw(EVENT.map(({ name }) => `e.${name}`).join(", "))}
      from coded c join written w on w.code = c.code
      join jsonb_to_recordset(${events}::jsonb) as e (ord int, ${sql.raw(EVENT_COLUMNS)}) on e.ord = c.ord
      order by e.ord, e.seq
    )
    select w.id, w.code from written w join coded c on c.code = w.code order by c.ord`.execute(tx);
  return rows.map((row) => ({ id: row.id as DossierId, code: row.code }));
}

/** What an event changes in the row of its dossier. */
export interface DossierChange {
  readonly state: LegalState;
  readonly outcome: Outcome | null;
  readonly proposal: Proposal | null;
  readonly holderPersonId: number | null;
  readonly holderUnitId: number | null;
  readonly dueOriginalAt: EpochMs | null;
  readonly receivedAt: EpochMs;
  readonly returnedAt: EpochMs | null;
  readonly stateSeq: number;
  readonly facts: DossierFacts;
  readonly way: Way;
  readonly intakeDueAt: EpochMs | null;
  readonly respondBy: string | null;
  readonly components?: readonly ReceivedComponent[];
}

/**
 * Appends one event and moves the row of the dossier with it, in one statement, if nobody was faster: false when the
 * dossier has meanwhile another last event than `expectedSeq`.
 */
export async function appendEvent(
  tx: Tx,
  id: DossierId,
  expectedSeq: number,
  event: EventDraft,
  change: DossierChange,
): Promise<boolean> {
  const row = JSON.stringify([eventJson(event, 0, expectedSeq + 1)]);
  const components = change.components === undefined ? null : JSON.stringify(change.components);
  const { rows } = await sql<{ id: number }>`
    with moved as (
      update dossier set state = ${change.state}, outcome = ${change.outcome}, proposal = ${change.proposal},
        holder_person_id = ${change.holderPersonId}, holder_unit_id = ${change.holderUnitId},
        received_at = ${instant(change.receivedAt)}::timestamptz, due_original_at = ${instant(change.dueOriginalAt)}::timestamptz,
        due_unextended_at = ${instant(event.dueUnextendedAt)}::timestamptz, due_at = ${instant(event.dueAt)}::timestamptz,
        paused_at = ${instant(event.pausedAt)}::timestamptz, ended_at = ${instant(event.endedAt)}::timestamptz,
        returned_at = ${instant(change.returnedAt)}::timestamptz, supplement_count = ${event.supplementCount},
        facts = ${JSON.stringify(changedFacts(change.facts))}::jsonb, way = ${JSON.stringify(change.way)}::jsonb,
        intake_due_at = ${instant(change.intakeDueAt)}::timestamptz, respond_by = ${change.respondBy}::date,
        components = coalesce(${components}::jsonb, components),
        last_seq = ${expectedSeq + 1}, state_seq = ${change.stateSeq}, last_event_at = ${instant(event.at)}::timestamptz
      where id = ${id} and last_seq = ${expectedSeq}
      returning id, province_id, agency_id
    )
    insert into dossier_event (province_id, agency_id, dossier_id, ${sql.raw(EVENT_NAMES)})
    select m.province_id, m.agency_id, m.id, ${sql.raw(
      EVENT_NAMES.split(", ")
        .map((name) => `e.${name}`)
        .join(", "),
    )}
    from moved m, jsonb_to_recordset(${row}::jsonb) as e (${sql.raw(EVENT_COLUMNS)})
    returning id`.execute(tx);
  return rows.length === 1;
}

/** Takes the next number of an agency's day for a dossier that is accepted after a supplement at intake. */
export async function assignCode(tx: Tx, id: DossierId, agencyId: number, prefix: string, day: string): Promise<string> {
  const { rows } = await sql<{ code: string }>`
    with number as (
      insert into dossier_counter (agency_id, series, day, last_number) values (${agencyId}, 'dossier', ${day}::date, 1)
      on conflict (agency_id, series, day) do update set last_number = dossier_counter.last_number + 1 returning last_number
    )
    update dossier set code = ${sql.raw(SIDE)} || ${prefix} || to_char(${day}::date, '-YYMMDD-')
      || case when n.last_number > 9999 then n.last_number::text else lpad(n.last_number::text, 4, '0') end
    from number n where dossier.id = ${id} returning dossier.code`.execute(tx);
  const code = rows[0]?.code;
  if (code === undefined) throw new Error(`dossier ${id} has vanished`);
  return code;
}
