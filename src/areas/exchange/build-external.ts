import { type Acting, type HistoryInput, replayHistory } from "#dossiers";
import type { Procedure } from "#procedures";
import { type BuiltHistory, flagsOf, readCase } from "./build-history.ts";
import type { ExternalMapping, SourceState } from "./mapping.ts";
import { lookUp, readInstant, readRequired, readText, Rejection } from "./read-fields.ts";
import { eventsSince, type Told } from "./told.rules.ts";

type Values = ReadonlyMap<string, string>;

/** Where external dossiers go, and the procedures that the file names. */
export interface ExternalDestination {
  readonly desk: HistoryInput["desk"];
  readonly procedures: ReadonlyMap<string, Procedure>;
}

const ENDED: ReadonlySet<SourceState> = new Set<SourceState>(["decided", "refused", "returned", "withdrawn", "stopped"]);

/** Who tells: the system itself, in the office that the dossiers belong to. */
export const sourceActing = ({ external }: ExternalMapping, unitId: number): Acting => ({
  accountId: null,
  personId: null,
  name: external.title,
  role: "system",
  unitId,
});

/** What a line says of its dossier. Throws a Rejection for one that says no state, or an end without its time. */
export function readTold(mapping: ExternalMapping, values: Values): Told & { readonly channel: HistoryInput["channel"] } {
  const { columns, states } = mapping.external;
  const it = readCase(mapping, values);
  const stated = readRequired(values, columns.state);
  const state = lookUp(states, stated);
  if (state === undefined) throw new Rejection(columns.state, "unknown_value", stated);
  const instant = (column: string | undefined) =>
    column === undefined || readText(values, column) === "" ? null : readInstant(values, column, mapping.timeZone);
  const stateAt = instant(columns.stateAt);
  if (state === "supplement" && stateAt === null) throw new Rejection(columns.stateAt ?? columns.state, "required", "");
  if (ENDED.has(state) && it.endedAt === null) throw new Rejection(mapping.cases.columns.endedAt, "required", "");
  const { sourceId, receivedAt, dueAt, channel } = it;
  const endedAt = ENDED.has(state) ? it.endedAt : null;
  return { code: sourceId, state, stateAt, receivedAt, dueAt, endedAt, returnedAt: instant(columns.returnedAt), channel };
}

/** The procedure that a line names, of those that stand here. */
export function readProcedure(mapping: ExternalMapping, to: Pick<ExternalDestination, "procedures">, values: Values): Procedure {
  const column = mapping.external.columns.procedureCode;
  const code = readRequired(values, column);
  const procedure = to.procedures.get(code);
  if (procedure === undefined) throw new Rejection(column, "unknown_procedure", code);
  return procedure;
}

/**
 * The dossier that a line of another system's list becomes here: under its national code, read-only, with the due date
 * that the source gives or else the one that our clock counts from the procedure's term. Throws a Rejection.
 */
export function buildExternal(mapping: ExternalMapping, to: ExternalDestination, values: Values): BuiltHistory {
  const { external } = mapping;
  const told = readTold(mapping, values);
  const procedure = readProcedure(mapping, to, values);
  const it = readCase(mapping, values);
  const flags = flagsOf({ ...it, endedAt: told.endedAt }, []);
  const by = sourceActing(mapping, to.desk.unitId);
  const holder = { personId: null, unitId: to.desk.unitId };
  const since = eventsSince("ACCEPTED", told, told.stateAt ?? told.receivedAt, holder);
  const url = external.url?.replaceAll("{code}", encodeURIComponent(told.code));
  const replayed = replayHistory({
    desk: to.desk,
    procedure,
    caseCode: "default",
    term: procedure.term,
    parties: { owner: { name: readRequired(values, external.columns.owner) } },
    channel: told.channel,
    origin: "external",
    sourceId: told.code,
    code: told.code,
    components: [],
    attributes: {
      source: it.source,
      external: { system: external.system, title: external.title, ...(url === undefined ? {} : { url }) },
    },
    flags,
    ...(told.dueAt === null ? {} : { given: { dueAt: told.dueAt, dueSource: external.title } }),
    anyOrder: true,
    steps: [
      { action: { name: "receive", at: told.receivedAt, holder }, by },
      ...since.map((event) => ({ action: { name: "external" as const, at: event.at, event }, by })),
    ],
  });
  if (!replayed.ok) throw new Rejection(mapping.cases.columns.receivedAt, "clock_refused", replayed.error.code);
  return { sourceId: told.code, flags, draft: replayed.value, told };
}
