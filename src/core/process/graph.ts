import { HOURS_OF_WORKING_DAY } from "../deadline/term.ts";
import { END, type ProcessDefinition, type ProcessStep, type StepTime } from "./definition.ts";

/** From a step to a step (or to END) by an action. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly action: string;
}

/** Every way that leads from an existing step to an existing step or to the end. */
export function edgesOf(it: ProcessDefinition): readonly Edge[] {
  const known = new Set(it.steps.map((step) => step.code));
  return it.actions.flatMap((action) =>
    known.has(action.from)
      ? action.to.filter((to) => to === END || known.has(to)).map((to) => ({ from: action.from, to, action: action.code }))
      : [],
  );
}

function spread(from: readonly string[], edges: readonly { from: string; to: string }[]): ReadonlySet<string> {
  const seen = new Set(from);
  const open = [...from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const edge of edges) {
      if (edge.from !== at || seen.has(edge.to)) continue;
      seen.add(edge.to);
      open.push(edge.to);
    }
  }
  return seen;
}

/** Where a dossier begins: the first step that receives, else the first step. */
export const startOf = (it: ProcessDefinition): ProcessStep | undefined =>
  it.steps.find((step) => step.kind === "receive") ?? it.steps[0];

/** Steps that can be come to from the first one. */
export function reachableSteps(it: ProcessDefinition): ReadonlySet<string> {
  const start = startOf(it);
  return start === undefined ? new Set() : spread([start.code], edgesOf(it));
}

/** Steps from which the end can be come to. */
export const finishingSteps = (it: ProcessDefinition): ReadonlySet<string> =>
  spread(
    [END],
    edgesOf(it).map(({ from, to }) => ({ from: to, to: from })),
  );

/** A length in working hours, a day counted as eight; 0 where none is said. */
export const hoursOf = (time: StepTime | null): number =>
  time === null ? 0 : time.unit === "working_day" ? time.value * HOURS_OF_WORKING_DAY : time.value;

export interface CriticalPath {
  /** Working hours, a day counted as eight. */
  readonly hours: number;
  readonly steps: readonly string[];
}

/**
 * The longest way through the process in working hours. A way to a step that stands earlier in the list, or to the same
 * one, goes back; nobody plans to do work again, so it is not counted.
 */
export function criticalPath(it: ProcessDefinition): CriticalPath {
  const places = new Map(it.steps.map((step, index) => [step.code, index]));
  const start = startOf(it);
  if (start === undefined) return { hours: 0, steps: [] };
  const best = new Map<string, CriticalPath>([[start.code, { hours: hoursOf(start.time), steps: [start.code] }]]);
  const edges = edgesOf(it);
  let longest: CriticalPath = { hours: 0, steps: [] };
  for (const step of it.steps) {
    const here = best.get(step.code);
    if (here === undefined) continue;
    if (here.hours > longest.hours || longest.steps.length === 0) longest = here;
    for (const { from, to } of edges) {
      if (from !== step.code || to === END || (places.get(to) ?? 0) <= (places.get(from) ?? 0)) continue;
      const next = it.steps[places.get(to) ?? 0] as ProcessStep;
      const hours = here.hours + hoursOf(next.time);
      if (hours > (best.get(to)?.hours ?? -1)) best.set(to, { hours, steps: [...here.steps, to] });
    }
  }
  return longest;
}

/** The column of each step in a drawing from left to right: one after the last step that leads forward to it. */
export function layersOf(it: ProcessDefinition): ReadonlyMap<string, number> {
  const places = new Map(it.steps.map((step, index) => [step.code, index]));
  const layers = new Map(it.steps.map((step) => [step.code, 0]));
  const edges = edgesOf(it);
  for (const step of it.steps) {
    for (const { from, to } of edges) {
      if (from !== step.code || to === END || (places.get(to) ?? 0) <= (places.get(from) ?? 0)) continue;
      layers.set(to, Math.max(layers.get(to) ?? 0, (layers.get(from) ?? 0) + 1));
    }
  }
  return layers;
}
