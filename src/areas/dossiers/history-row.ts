import { TRAINING_PREFIX } from "#platform/training.ts";
import type { EpochMs } from "#core/instant.ts";
import { isOfTheWay } from "#core/workflow/dossier-event.ts";
import type { DossierFacts } from "#core/workflow/dossier-facts.ts";
import type { Way } from "#core/workflow/dossier-state.ts";
import type { Dossier, EventDraft } from "./dossier.ts";

/** A dossier with its whole history, ready to be written; a single receipt is a history of one event. */
export interface HistoryDraft extends Pick<
  Dossier,
  | "provinceId"
  | "agencyId"
  | "unitId"
  | "procedureVersionId"
  | "procedureCode"
  | "procedureName"
  | "field"
  | "caseCode"
  | "origin"
  | "sourceId"
  | "channel"
  | "regime"
  | "timeZone"
  | "termValue"
  | "termUnit"
  | "proposal"
  | "dueSource"
  | "holderPersonId"
  | "holderUnitId"
  | "subject"
  | "parties"
  | "components"
  | "attributes"
  | "flags"
  | "trackingSecret"
> {
  readonly facts: Partial<DossierFacts>;
  readonly way: Way;
  readonly intakeDueAt: EpochMs | null;
  readonly respondBy: string | null;
  /** The code it comes with, or the prefix under which the next number of its day is taken. */
  readonly code:
    | { readonly given: string }
    | { readonly prefix: string; readonly series: "dossier" | "guidance" | "filing"; readonly day: string };
  readonly receivedAt: EpochMs;
  readonly dueOriginalAt: EpochMs | null;
  readonly returnedAt: EpochMs | null;
  readonly events: readonly [EventDraft, ...EventDraft[]];
}

/** How a dossier and its events become rows: the same columns whether one is written or many. */

export const instant = (at: EpochMs | null): string | null => (at === null ? null : new Date(at).toISOString());

export function dossierJson(draft: HistoryDraft, ord: number) {
  const last = draft.events.at(-1) as EventDraft;
  const { owner } = draft.parties;
  return {
    ord,
    province_id: draft.provinceId,
    agency_id: draft.agencyId,
    unit_id: draft.unitId,
    procedure_version_id: draft.procedureVersionId,
    case_code: draft.caseCode,
    procedure_code: draft.procedureCode,
    procedure_name: draft.procedureName,
    field: draft.field,
    origin: draft.origin,
    source_id: draft.sourceId,
    channel: draft.channel,
    regime: draft.regime,
    time_zone: draft.timeZone,
    term_value: draft.termValue,
    term_unit: draft.termUnit,
    state: last.state,
    outcome: last.outcome,
    proposal: draft.proposal,
    received_at: instant(draft.receivedAt),
    due_original_at: instant(draft.dueOriginalAt),
    due_unextended_at: instant(last.dueUnextendedAt),
    due_at: instant(last.dueAt),
    due_source: draft.dueSource,
    paused_at: instant(last.pausedAt),
    ended_at: instant(last.endedAt),
    returned_at: instant(draft.returnedAt),
    holder_person_id: draft.holderPersonId,
    holder_unit_id: draft.holderUnitId,
    owner_name: owner.name,
    owner_id_number: owner.idNumber ?? null,
    owner_phone: owner.phone ?? draft.parties.submitter?.phone ?? null,
    subject: draft.subject,
    parties: draft.parties,
    components: draft.components,
    attributes: draft.attributes,
    flags: draft.flags,
    facts: draft.facts,
    way: draft.way,
    intake_due_at: instant(draft.intakeDueAt),
    respond_by: draft.respondBy,
    supplement_count: last.supplementCount,
    tracking_secret: draft.trackingSecret,
    last_seq: draft.events.length,
    state_seq: draft.events.findLastIndex((event) => isOfTheWay(event.type)) + 1,
    last_event_at: instant(last.at),
  };
}

/** The code that each dossier brings, or its place among those of the call that take a number of the same agency's day. */
export function codesJson(drafts: readonly HistoryDraft[]) {
  const totals = new Map<string, number>();
  const ranked = drafts.map(({ code, agencyId }, ord) => {
    if ("given" in code) return { ord, given: code.given };
    const day = `${agencyId} ${code.series} ${code.day}`;
    const rank = (totals.get(day) ?? 0) + 1;
    totals.set(day, rank);
    return { ord, agency_id: agencyId, prefix: code.prefix, series: code.series, day: code.day, rank, of: day };
  });
  return ranked.map((entry) => ("of" in entry ? { ...entry, total: totals.get(entry.of) } : entry));
}

export function eventJson(event: EventDraft, ord: number, seq: number) {
  return {
    ord,
    seq,
    type: event.type,
    occurred_at: instant(event.at),
    account_id: event.by.accountId,
    person_id: event.by.personId,
    actor_name: event.by.name,
    actor_role: event.by.role,
    // A citizen acts in no unit.
    actor_unit_id: event.by.role === "citizen" ? null : event.by.unitId,
    on_behalf_of_person_id: event.by.onBehalfOfPersonId ?? null,
    reason: event.reason ?? null,
    payload: event.payload ?? {},
    state: event.state,
    outcome: event.outcome,
    due_unextended_at: instant(event.dueUnextendedAt),
    due_at: instant(event.dueAt),
    paused_at: instant(event.pausedAt),
    ended_at: instant(event.endedAt),
    supplement_count: event.supplementCount,
  };
}

export const DOSSIER_COLUMNS = `province_id int, agency_id int, unit_id int, procedure_version_id int, case_code text,
  procedure_code text, procedure_name text, field text, origin text, source_id text, channel text, regime text, time_zone text,
  term_value int, term_unit text, state text, outcome text, proposal text, received_at timestamptz, due_original_at timestamptz,
  due_unextended_at timestamptz, due_at timestamptz, due_source text, paused_at timestamptz, ended_at timestamptz,
  returned_at timestamptz, holder_person_id bigint, holder_unit_id int, owner_name text, owner_id_number text, owner_phone text,
  subject text, parties jsonb, components jsonb, attributes jsonb, flags text[], facts jsonb, way jsonb, intake_due_at timestamptz, respond_by date, supplement_count int, tracking_secret text,
  last_seq int, state_seq int, last_event_at timestamptz`;
export const EVENT_COLUMNS = `seq int, type text, occurred_at timestamptz, account_id bigint, person_id bigint, actor_name text, actor_role text,
  actor_unit_id int, on_behalf_of_person_id bigint, reason text, payload jsonb, state text, outcome text,
  due_unextended_at timestamptz, due_at timestamptz, paused_at timestamptz, ended_at timestamptz, supplement_count int`;

interface Column {
  readonly name: string;
  readonly type: string;
}

const columnsOf = (text: string): readonly Column[] =>
  text.split(",").map((column) => {
    const [name = "", type = ""] = column.trim().split(" ");
    return { name, type };
  });
const namesOf = (columns: readonly Column[]): string => columns.map(({ name }) => name).join(", ");

export const DOSSIER = columnsOf(DOSSIER_COLUMNS);
export const EVENT = columnsOf(EVENT_COLUMNS);
export const DOSSIER_NAMES = namesOf(DOSSIER);
export const EVENT_NAMES = namesOf(EVENT);

/** What a code begins with where the database is for training, whoever takes the number (docs/adr/0041). */
export const SIDE = `case when is_training() then '${TRAINING_PREFIX}' else '' end`;

/** The code of a number of the day (Decree 61/2018 article 26), as an expression over these four. */
export const codeOf = (prefix: string, day: string, series: string, number: string): string =>
  `${SIDE} || ${prefix} || to_char(${day}, '-YYMMDD-') || case ${series} when 'guidance' then 'HD' when 'filing' then 'NT' else '' end
    || case when ${number} > 9999 then ${number}::text else lpad(${number}::text, 4, '0') end`;

export const parameters = (columns: readonly Column[], before: number): string =>
  columns.map(({ type }, index) => `$${before + index + 1}::${type}`).join(", ");

export const valuesOf = (columns: readonly Column[], row: Readonly<Record<string, unknown>>): readonly unknown[] =>
  columns.map(({ name, type }) => (type === "jsonb" ? JSON.stringify(row[name]) : row[name]));
