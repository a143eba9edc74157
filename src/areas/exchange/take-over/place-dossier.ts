import type { Role } from "#core/roles.ts";
import type { Holder } from "#core/workflow/dossier-state.ts";
import { findStep, type ProcessDefinition, type ProcessStep, type StepKind } from "#core/process/definition.ts";
import { startOf } from "#core/process/graph.ts";
import { searchKey } from "#platform/input/text.ts";
import type { Flag } from "../build-history.ts";
import type { SourceState } from "../mapping.ts";
import { Rejection } from "../read-fields.ts";

/** A post of someone who can be given a dossier. */
export interface StaffPost {
  readonly personId: number;
  readonly unitId: number;
  readonly role: Role;
}

/** What an open dossier of another system is placed by. */
export interface Stated {
  readonly state: SourceState;
  /** What the source calls the officer and the step; empty where it says none. */
  readonly holder: string;
  readonly step: string;
}

export interface Placing {
  readonly counterUnitId: number;
  readonly staff: readonly StaffPost[];
  /** The persons behind the names that the list gives its officers. */
  readonly officers: ReadonlyMap<string, number>;
  /** Who gets what the list gives nobody, or nobody here. */
  readonly standIn: number | undefined;
  readonly columns: { readonly holder: string; readonly step: string };
}

export interface Place {
  /** Who has the dossier now. */
  readonly holder: Holder;
  /** Who works on it: the holder, or whoever gets it back when the applicant has answered. */
  readonly desk: Holder | undefined;
  readonly step: string | undefined;
  readonly flags: readonly Flag[];
}

const AT_COUNTER: ReadonlySet<SourceState> = new Set<SourceState>(["accepted", "decided", "refused"]);
const AT_DESK: ReadonlySet<SourceState> = new Set<SourceState>(["processing", "supplement"]);
const COUNTER_ROLES: readonly Role[] = ["receiving_officer", "one_stop_head"];
const DESK_ROLES: readonly Role[] = ["specialist", "division_head"];

/** Whether a dossier in this state of its source is still to be worked on. */
export const isOpenThere = (state: SourceState): boolean => AT_COUNTER.has(state) || AT_DESK.has(state);

const kindsFor = (state: SourceState): readonly StepKind[] =>
  state === "accepted" ? ["receive"] : AT_DESK.has(state) ? ["process", "consult"] : ["return"];

function statedStep(process: ProcessDefinition, stated: string): ProcessStep | undefined {
  const key = searchKey(stated);
  return process.steps.find(({ code, name }) => code === stated || searchKey(name.vi) === key || searchKey(name.en) === key);
}

/** The step of work that leads to one of signing: a proposal and a signature of another system are not invented here. */
const stepBefore = (process: ProcessDefinition, signing: ProcessStep): ProcessStep | undefined => {
  const from = process.actions.filter(({ to }) => to.includes(signing.code)).map((action) => findStep(process, action.from));
  return from.find((step) => step !== undefined && (step.kind === "process" || step.kind === "consult"));
};

function findPlace(process: ProcessDefinition, { state, step }: Stated, column: string): readonly [ProcessStep, readonly Flag[]] {
  const kinds = kindsFor(state);
  if (step === "") {
    const assumed = state === "accepted" ? startOf(process) : process.steps.find(({ kind }) => kinds.includes(kind));
    if (assumed === undefined) throw new Rejection(column, "unknown_step", step);
    return [assumed, process.steps.filter(({ kind }) => kinds.includes(kind)).length > 1 ? ["step_assumed"] : []];
  }
  const named = statedStep(process, step);
  if (named === undefined) throw new Rejection(column, "unknown_step", step);
  if (kinds.includes(named.kind)) return [named, []];
  const before = named.kind === "sign" && state === "processing" ? stepBefore(process, named) : undefined;
  if (before === undefined) throw new Rejection(column, "step_unfit", step);
  return [before, ["placed_before_sign"]];
}

const postOf = ({ staff }: Placing, personId: number, roles: readonly Role[]): Holder | undefined => {
  const post = staff.find((it) => it.personId === personId && roles.includes(it.role));
  return post === undefined ? undefined : { personId, unitId: post.unitId };
};

/** Whoever the source names, else the stand-in; a dossier at the counter may wait for anyone of the counter. */
function findHolder(placing: Placing, { state, holder }: Stated): readonly [Holder, readonly Flag[]] {
  const column = placing.columns.holder;
  const roles = AT_COUNTER.has(state) ? COUNTER_ROLES : DESK_ROLES;
  const named = holder === "" ? undefined : placing.officers.get(holder);
  const own = named === undefined ? undefined : postOf(placing, named, roles);
  if (own !== undefined) return [own, []];
  const replaced: readonly Flag[] = holder === "" ? [] : ["holder_replaced"];
  const standIn = placing.standIn === undefined ? undefined : postOf(placing, placing.standIn, roles);
  if (standIn !== undefined) return [standIn, replaced];
  if (AT_COUNTER.has(state)) return [{ personId: null, unitId: placing.counterUnitId }, replaced];
  if (placing.standIn !== undefined) throw new Rejection(column, "officer_unfit", holder);
  if (holder === "") throw new Rejection(column, "no_officer", "");
  throw new Rejection(column, named === undefined ? "unknown_officer" : "officer_unfit", holder);
}

/**
 * Where an open dossier of another system goes on here: who has it, and in which step of the process that it runs by from
 * now on. Throws a Rejection for one that cannot be placed.
 */
export function placeDossier(placing: Placing, process: ProcessDefinition | undefined, stated: Stated): Place {
  const [found, flags] = findHolder(placing, stated);
  const counter: Holder = { personId: null, unitId: placing.counterUnitId };
  const waits = stated.state === "supplement";
  const at = process === undefined ? undefined : findPlace(process, stated, placing.columns.step);
  return {
    holder: waits ? counter : found,
    desk: AT_DESK.has(stated.state) ? found : undefined,
    step: at?.[0].code,
    flags: [...flags, ...(at?.[1] ?? [])],
  };
}
