import { replayHistory, type HistoryInput } from "#dossiers";
import type { ProcessDefinition } from "#core/process/definition.ts";
import type { WayEvent } from "#core/workflow/dossier-event.ts";
import { type ExternalDestination, readProcedure, readTold, sourceActing } from "../build-external.ts";
import { type BuiltHistory, type Flag, flagsOf, readCase } from "../build-history.ts";
import type { ExternalMapping } from "../mapping.ts";
import { lookUp, readRequired, readText, Rejection } from "../read-fields.ts";
import { eventsSince, type Told } from "../told.rules.ts";
import { isOpenThere, type Place, placeDossier, type Placing } from "./place-dossier.ts";

type Values = ReadonlyMap<string, string>;

/** Where an office's open dossiers of another system go on. */
export interface TakeOverDestination extends ExternalDestination {
  readonly placing: Placing;
  /** The process in force of each version of a procedure that has one. */
  readonly processes: ReadonlyMap<number, { readonly versionId: number; readonly definition: ProcessDefinition }>;
}

export interface BuiltTakeOver extends BuiltHistory {
  readonly told: Told;
  /** Undefined for a dossier that has ended there. */
  readonly place: Place | undefined;
  readonly process: { readonly versionId: number } | undefined;
}

const optionalText = (values: Values, column: string | undefined): string =>
  column === undefined ? "" : readText(values, column);

/** A dossier of which nobody knows when it is due cannot be run: the list must say it, or the procedure here. */
function checkDue(mapping: ExternalMapping, told: Told, term: { readonly unit: string }): readonly Flag[] {
  if (term.unit !== "unknown") return [];
  if (told.dueAt === null) throw new Rejection(mapping.cases.columns.dueAt ?? "", "no_due_date", "");
  return ["term_unknown"];
}

function placeOf(mapping: ExternalMapping, to: TakeOverDestination, values: Values, told: Told, versionId: number) {
  if (!isOpenThere(told.state)) return { place: undefined, process: undefined };
  const { holder, step } = mapping.external.optional;
  const named = optionalText(values, step);
  const process = to.processes.get(versionId);
  const said = { state: told.state, holder: optionalText(values, holder), step: lookUp(mapping.external.steps, named) ?? named };
  return { place: placeDossier(to.placing, process?.definition, said), process };
}

/** What must have happened for the dossier to stand where it stands, as its source states it. */
function stated(told: Told, place: Place | undefined, counterUnitId: number): readonly WayEvent[] {
  const at = told.stateAt ?? told.receivedAt;
  const counter = { personId: null, unitId: counterUnitId };
  const handed: readonly WayEvent[] = place?.desk === undefined ? [] : [{ type: "handed_over", at, holder: place.desk }];
  if (told.state === "processing") return handed;
  if (told.state === "supplement") return [...handed, { type: "supplement_requested", at, holder: counter }];
  return eventsSince("ACCEPTED", told, at, place?.holder ?? counter);
}

/**
 * The running dossier that a line of another system's list becomes here: with an owner, a step of the process in force and
 * the due date that the source gives. Throws a Rejection for what cannot be placed.
 */
export function buildTakenOver(mapping: ExternalMapping, to: TakeOverDestination, values: Values): BuiltTakeOver {
  const { external } = mapping;
  const told = readTold(mapping, values);
  const procedure = readProcedure(mapping, to, values);
  const it = readCase(mapping, values);
  const open = isOpenThere(told.state) && told.endedAt === null;
  const due = open ? checkDue(mapping, told, procedure.term) : [];
  const { place, process } = placeOf(mapping, to, values, told, procedure.versionId);
  const flags = [...flagsOf({ ...it, endedAt: told.endedAt }, []), ...due, ...(place?.flags ?? [])];
  const { counterUnitId } = to.placing;
  const by = sourceActing(mapping, counterUnitId);
  const receivedBy = told.state === "accepted" && place !== undefined ? place.holder : { personId: null, unitId: counterUnitId };
  const desk = told.state === "supplement" ? place?.desk : undefined;
  const subject = optionalText(values, external.optional.subject);
  const input: HistoryInput = {
    desk: { ...to.desk, unitId: counterUnitId },
    procedure,
    caseCode: "default",
    term: procedure.term,
    parties: { owner: { name: readRequired(values, external.columns.owner) } },
    channel: told.channel,
    origin: "taken_over",
    sourceId: told.code,
    code: told.code,
    subject: subject === "" ? undefined : subject,
    components: [],
    attributes: { source: it.source, takenOver: { system: external.system, title: external.title } },
    flags,
    ...(told.dueAt === null ? {} : { given: { dueAt: told.dueAt, dueSource: external.title } }),
    anyOrder: true,
    steps: [
      { action: { name: "receive", at: told.receivedAt, holder: receivedBy }, by },
      ...stated(told, place, counterUnitId).map((event) => ({
        action: { name: "external" as const, at: event.at, event },
        by,
        ...(event.type === "supplement_requested" && desk !== undefined ? { payload: { desk } } : {}),
      })),
    ],
  };
  const replayed = replayHistory(input);
  if (!replayed.ok) throw new Rejection(mapping.cases.columns.receivedAt, "clock_refused", replayed.error.code);
  return { sourceId: told.code, flags, draft: replayed.value, told, place, process };
}
