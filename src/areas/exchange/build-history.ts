import type { EpochMs } from "#core/instant.ts";
import { type Acting, type Channel, type HistoryDraft, type HistoryInput, type HistoryStep, replayHistory } from "#dossiers";
import type { Mapping } from "./mapping.ts";
import type { Told } from "./told.rules.ts";
import { lookUp, readInstant, readRequired, readText, Rejection } from "./read-fields.ts";

export const FLAGS = [
  "ended_before_start",
  "events_after_end",
  "holder_replaced",
  "step_assumed",
  "placed_before_sign",
  "term_unknown",
  "due_kept",
] as const;
export type Flag = (typeof FLAGS)[number];

/** An entry of the event log of a case. */
export interface LogEntry {
  readonly at: EpochMs;
  readonly actor: string;
  readonly payload: Readonly<Record<string, string>>;
}

/** Where an import puts its dossiers. */
export interface Destination {
  readonly desk: HistoryInput["desk"];
  readonly procedure: HistoryInput["procedure"];
}

type Values = ReadonlyMap<string, string>;

export function readEntry(mapping: Mapping, values: Values): { readonly sourceId: string; readonly entry: LogEntry } {
  const { columns, payload } = mapping.events as NonNullable<Mapping["events"]>;
  const kept = Object.entries(payload).map(([name, column]) => [name, readText(values, column)] as const);
  return {
    sourceId: readRequired(values, columns.sourceId),
    entry: {
      at: readInstant(values, columns.at, mapping.timeZone),
      actor: columns.actor === undefined ? "" : readText(values, columns.actor),
      payload: Object.fromEntries(kept.filter(([, value]) => value !== "")),
    },
  };
}

export interface Case {
  readonly sourceId: string;
  readonly channel: Channel;
  readonly receivedAt: EpochMs;
  readonly dueAt: EpochMs | null;
  readonly endedAt: EpochMs | null;
  readonly actor: string;
  readonly source: Readonly<Record<string, string>>;
}

export function readCase(mapping: Pick<Mapping, "cases" | "values" | "timeZone">, values: Values): Case {
  const { columns, attributes } = mapping.cases;
  const optionalInstant = (column: string | undefined): EpochMs | null =>
    column === undefined || readText(values, column) === "" ? null : readInstant(values, column, mapping.timeZone);
  const stated = readRequired(values, columns.channel);
  const channel = lookUp(mapping.values.channel, stated);
  if (channel === undefined) throw new Rejection(columns.channel, "unknown_value", stated);
  const source = Object.entries(attributes).map(([name, column]) => [name, readText(values, column)] as const);
  return {
    sourceId: readRequired(values, columns.sourceId),
    channel,
    receivedAt: readInstant(values, columns.receivedAt, mapping.timeZone),
    dueAt: optionalInstant(columns.dueAt),
    endedAt: optionalInstant(columns.endedAt),
    actor: columns.actor === undefined ? "" : readText(values, columns.actor),
    source: Object.fromEntries([["channel", stated], ...source.filter(([, value]) => value !== "")]),
  };
}

const toSecond = (at: EpochMs): EpochMs => Math.floor(at / 1000) * 1000;

/** What is odd about a case; it is taken as it is and listed. Events carry fractions of a second, ends do not. */
export function flagsOf(it: Case, log: readonly LogEntry[]): readonly Flag[] {
  const { endedAt, receivedAt } = it;
  if (endedAt === null) return [];
  const late = log.some((entry) => toSecond(entry.at) > endedAt);
  return [...(endedAt < receivedAt ? (["ended_before_start"] as const) : []), ...(late ? (["events_after_end"] as const) : [])];
}

/** Received, each entry of the log as a note, and the end as the fact that the source states; in order of time. */
function stepsOf(mapping: Mapping, it: Case, log: readonly LogEntry[], unitId: number): readonly [HistoryStep, ...HistoryStep[]] {
  const holder = { personId: null, unitId };
  const by = (name: string): Acting => ({
    accountId: null,
    personId: null,
    name: name === "" ? mapping.name : name,
    role: "system",
    unitId,
  });
  const notes = log.map(({ at, actor, payload }): HistoryStep => ({ action: { name: "note", at }, by: by(actor), payload }));
  const { endedAt } = it;
  const ends: readonly HistoryStep[] =
    endedAt === null
      ? []
      : [
          {
            action: { name: "external", at: endedAt, event: { type: "decided", at: endedAt, outcome: mapping.outcome, holder } },
            by: by(it.actor),
          },
        ];
  const later = [...ends, ...notes].toSorted((a, b) => a.action.at - b.action.at);
  return [{ action: { name: "receive", at: it.receivedAt, holder }, by: by(it.actor) }, ...later];
}

export interface BuiltHistory {
  /** What the source of an external dossier says of it now. */
  readonly told?: Told;
  readonly sourceId: string;
  readonly flags: readonly Flag[];
  readonly draft: HistoryDraft;
}

/** The dossier that a line of the case file and its log entries become. Throws a Rejection for a line that is no case. */
export function buildHistory(
  mapping: Mapping,
  to: Destination,
  values: Values,
  findLog: (sourceId: string) => readonly LogEntry[],
): BuiltHistory {
  const it = readCase(mapping, values);
  const log = findLog(it.sourceId);
  const flags = flagsOf(it, log);
  const replayed = replayHistory({
    ...to,
    caseCode: "default",
    term: { value: null, unit: "unknown" },
    parties: { owner: { name: mapping.applicant } },
    channel: it.channel,
    origin: "imported",
    sourceId: it.sourceId,
    code: `${to.desk.codePrefix}-${it.sourceId}`,
    components: [],
    attributes: { source: it.source },
    flags,
    regime: mapping.regime,
    given: { dueAt: it.dueAt, dueSource: mapping.dueSource },
    anyOrder: true,
    steps: stepsOf(mapping, it, log, to.desk.unitId),
  });
  if (!replayed.ok) throw replayed.error;
  return { sourceId: it.sourceId, flags, draft: replayed.value };
}
