import { ACTION_ROLES, type ActionName } from "../workflow/dossier-action.ts";
import { isImmediate } from "../deadline/immediate.ts";
import { HOURS_OF_WORKING_DAY } from "../deadline/term.ts";
import type { Role } from "../roles.ts";
import { criticalPath, finishingSteps, hoursOf, reachableSteps } from "./graph.ts";
import { actOf, CLOCK_OF_ACT, NATIONAL_OF_ACT, RECEIVER_ROLES } from "./moves.ts";
import {
  actionsFrom,
  END,
  effectCode,
  findStep,
  type Precondition,
  type ProcessAction,
  type ProcessDefinition,
  type ProcessStep,
} from "./definition.ts";

/** What is wrong with a process; each has a text that says what and one that says how to mend it. */
export const FINDING_CODES = [
  "no_steps",
  "no_start",
  "several_starts",
  "no_end",
  "duplicate_code",
  "unknown_step",
  "leads_nowhere",
  "unreachable_step",
  "dead_end",
  "stuck_when",
  "not_lawful",
  "not_immediate",
  "role_cannot_act",
  "role_cannot_take",
  "role_not_filled",
  "person_missing",
  "person_without_role",
  "unit_missing",
  "time_missing",
  "time_over_term",
  "status_missing",
  "no_executor",
  "child_unknown",
  "clock_contradicts",
  "national_contradicts",
  "decision_missing",
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

export interface Finding {
  readonly code: FindingCode;
  /** The step that it is about, where it is about one. */
  readonly step?: string;
  readonly action?: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** One unit that works by the process, and who could do a step there. */
export interface UnitFacts {
  readonly name: string;
  /** Persons who hold the role in the unit that the step looks in. */
  readonly personsFor: (step: ProcessStep) => readonly number[];
}

/** What a process is held against, from outside of it. */
export interface SoundnessFacts {
  /** The term of the procedure; `unknown` and `none` bound nothing. */
  readonly term: { readonly value: number | null; readonly unit: string };
  readonly units: readonly UnitFacts[];
  /** `need:…`, `require:…`, `effect:kind:value` and `act:…` that the product carries out. */
  readonly executors: ReadonlySet<string>;
  /** Whether a procedure of this code is in force, so that a child dossier of it can be opened. */
  readonly isProcedure: (code: string) => boolean;
  readonly decisionNo: string | null;
  /** Why it may be published without the decision (Circular 01/2018 article 8 asks for it). */
  readonly overrideReason: string | null;
}

/**
 * The working hours that a term holds at least, holidays aside: weeks of five days of eight hours, the rest of a week
 * taken as if it held the weekend; a month is four weeks. Null where the law sets no term or the source gives none.
 */
export function hoursWithin(term: SoundnessFacts["term"]): number | null {
  const value = term.value ?? 0;
  switch (term.unit) {
    case "working_hour":
      return value;
    case "working_day":
      return value * HOURS_OF_WORKING_DAY;
    case "day":
      return (Math.floor(value / 7) * 5 + Math.max(0, (value % 7) - 2)) * HOURS_OF_WORKING_DAY;
    case "month":
      return value * 20 * HOURS_OF_WORKING_DAY;
    case "same_day":
      return HOURS_OF_WORKING_DAY;
    default:
      return null;
  }
}

/**
 * Everything that keeps a process from running to its end in every unit that uses it, within the procedure's term and
 * with nothing that is written down but never done. Empty means that it may be published.
 */
export function findFaults(it: ProcessDefinition, facts: SoundnessFacts): readonly Finding[] {
  if (it.steps.length === 0) return [{ code: "no_steps" }, ...decisionFaults(facts)];
  return [
    ...codeFaults(it),
    ...wayFaults(it),
    ...it.steps.flatMap((step) => stepFaults(it, step, facts)),
    ...it.actions.flatMap((action) => actionFaults(it, action, facts)),
    ...timeFaults(it, facts),
    ...decisionFaults(facts),
  ];
}

const decisionFaults = ({ decisionNo, overrideReason }: SoundnessFacts): readonly Finding[] =>
  decisionNo === null && overrideReason === null ? [{ code: "decision_missing" }] : [];

function codeFaults(it: ProcessDefinition): readonly Finding[] {
  const twice = (codes: readonly string[]) => [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))];
  return [
    ...twice(it.steps.map((step) => step.code)).map((step): Finding => ({ code: "duplicate_code", step })),
    ...twice(it.actions.map((action) => action.code)).map((action): Finding => ({ code: "duplicate_code", action })),
  ];
}

function wayFaults(it: ProcessDefinition): readonly Finding[] {
  const starts = it.steps.filter((step) => step.kind === "receive");
  const [reachable, finishing] = [reachableSteps(it), finishingSteps(it)];
  const endless = !it.steps.some((step) => reachable.has(step.code) && finishing.has(step.code));
  return [
    ...(starts.length === 0 ? [{ code: "no_start" } as const] : []),
    ...starts.slice(1).map((step): Finding => ({ code: "several_starts", step: step.code })),
    ...(endless ? [{ code: "no_end" } as const] : []),
    ...it.steps.flatMap((step): Finding[] => {
      if (!reachable.has(step.code)) return [{ code: "unreachable_step", step: step.code }];
      if (!finishing.has(step.code)) return [{ code: "dead_end", step: step.code }];
      return [];
    }),
  ];
}

function stepFaults(it: ProcessDefinition, step: ProcessStep, facts: SoundnessFacts): readonly Finding[] {
  const about = { step: step.code };
  return [
    ...(step.time === null ? [{ code: "time_missing", ...about } as const] : []),
    ...(step.status.vi === "" ? [{ code: "status_missing", ...about } as const] : []),
    ...(step.unit.select === "named" && step.unit.unitId === null ? [{ code: "unit_missing", ...about } as const] : []),
    ...staffFaults(step, facts),
    ...stuckFaults(it, step),
  ];
}

function staffFaults(step: ProcessStep, { units }: SoundnessFacts): readonly Finding[] {
  const { policy, personId, fields } = step.assignee;
  if (policy === "fixed" && personId === null) return [{ code: "person_missing", step: step.code }];
  if (policy === "by_field" && fields.length === 0) return [{ code: "person_missing", step: step.code }];
  const named = policy === "fixed" && personId !== null ? [personId] : policy === "by_field" ? fields.map((f) => f.personId) : [];
  const faults: Finding[] = [];
  const empty = units.filter((unit) => unit.personsFor(step).length === 0);
  if (empty.length > 0) {
    faults.push({
      code: "role_not_filled",
      step: step.code,
      values: { units: empty.map((unit) => unit.name).join(", "), count: empty.length },
    });
  }
  const staffed = units.filter((unit) => !empty.includes(unit));
  const strangers = named.filter((person) => !staffed.some((unit) => unit.personsFor(step).includes(person)));
  if (strangers.length > 0 && staffed.length > 0) faults.push({ code: "person_without_role", step: step.code });
  return faults;
}

/** Facts of a dossier that no officer can change: an action that waits for another of them will never be offered. */
const WORLDS: readonly ReadonlySet<Precondition>[] = (["channel_counter", "channel_online", "channel_post"] as const).flatMap(
  (channel) =>
    (["approve", "refuse"] as const).map(
      (answer) =>
        new Set<Precondition>([channel, `proposal_${answer}`, answer === "approve" ? "outcome_approved" : "outcome_refused"]),
    ),
);
const FIXED: ReadonlySet<Precondition> = new Set(WORLDS.flatMap((world) => [...world]));

/** Whether an action can come to be offered for a dossier with these facts. */
export const isOpenIn = (action: ProcessAction, world: ReadonlySet<Precondition>): boolean =>
  action.needs.every((need) => !FIXED.has(need) || world.has(need));

function stuckFaults(it: ProcessDefinition, step: ProcessStep): readonly Finding[] {
  const actions = actionsFrom(it, step.code).filter((action) => action.to.length > 0);
  if (actions.length === 0) return [];
  const stuck = WORLDS.find((world) => !actions.some((action) => isOpenIn(action, world)));
  if (stuck === undefined) return [];
  const missing = [...stuck].filter((fact) => actions.some((a) => a.needs.some((need) => need !== fact && FIXED.has(need))));
  return [{ code: "stuck_when", step: step.code, values: { facts: missing.join(",") } }];
}

function actionFaults(it: ProcessDefinition, action: ProcessAction, facts: SoundnessFacts): readonly Finding[] {
  const about = { step: action.from, action: action.code };
  if (findStep(it, action.from) === undefined) return [{ code: "unknown_step", ...about, values: { to: action.from } }];
  if (action.to.length === 0) return [{ code: "leads_nowhere", ...about }];
  const words = [
    ...action.needs.map((need) => `need:${need}`),
    ...action.requires.map((requirement) => `require:${requirement}`),
    ...action.effects.map((effect) => `effect:${effectCode(effect)}`),
  ];
  const unheard = words.filter((word) => !facts.executors.has(word.startsWith("effect:child:") ? "effect:child" : word));
  return [
    ...action.effects.flatMap(({ kind, value }): Finding[] =>
      kind === "child" && !facts.isProcedure(value) ? [{ code: "child_unknown", ...about, values: { code: value } }] : [],
    ),
    ...unheard.map((word): Finding => ({ code: "no_executor", ...about, values: { what: word } })),
    ...action.to.flatMap((to) => moveFaults(it, action, to, facts)),
  ];
}

function moveFaults(it: ProcessDefinition, action: ProcessAction, to: string, facts: SoundnessFacts): readonly Finding[] {
  const about = { step: action.from, action: action.code };
  if (to !== END && findStep(it, to) === undefined) return [{ code: "unknown_step", ...about, values: { to } }];
  const act = actOf(it, action.from, to);
  if (act === undefined) return [{ code: "not_lawful", ...about, values: { to } }];
  const role = findStep(it, action.from)?.role as Role;
  const faults: Finding[] = [];
  if (!facts.executors.has(`act:${act}`)) faults.push({ code: "no_executor", ...about, values: { what: `act:${act}` } });
  if (!(ACTION_ROLES[act] as readonly Role[]).includes(role))
    faults.push({ code: "role_cannot_act", ...about, values: { act, role } });
  if (act === "complete_at_once" && !isImmediate({ termValue: facts.term.value, termUnit: facts.term.unit })) {
    faults.push({ code: "not_immediate", ...about });
  }
  const target = findStep(it, to);
  const takers = RECEIVER_ROLES[act];
  if (target !== undefined && takers !== undefined && !takers.includes(target.role)) {
    faults.push({ code: "role_cannot_take", ...about, values: { act, role: target.role } });
  }
  // These acts give a dossier to a person: a whole unit can only have it at the counter.
  if (target?.assignee.policy === "pool" && takers !== undefined) {
    faults.push({ code: "no_executor", step: target.code, values: { what: "policy:pool_here" } });
  }
  return [...faults, ...contradictions(action, act)];
}

function contradictions(action: ProcessAction, act: ActionName): readonly Finding[] {
  const about = { step: action.from, action: action.code };
  return action.effects.flatMap((effect): Finding[] => {
    if (effect.kind === "clock" && effect.value !== CLOCK_OF_ACT[act]) {
      return [{ code: "clock_contradicts", ...about, values: { said: effect.value, does: CLOCK_OF_ACT[act] ?? "none" } }];
    }
    if (effect.kind === "national" && effect.value !== NATIONAL_OF_ACT[act]) {
      return [{ code: "national_contradicts", ...about, values: { said: effect.value, does: NATIONAL_OF_ACT[act] ?? "–" } }];
    }
    return [];
  });
}

function timeFaults(it: ProcessDefinition, { term }: SoundnessFacts): readonly Finding[] {
  const most = hoursWithin(term);
  const { hours, steps } = criticalPath(it);
  if (most === null || hours <= most) return [];
  const longest = it.steps.filter((step) => steps.includes(step.code)).toSorted((a, b) => hoursOf(b.time) - hoursOf(a.time))[0];
  return [
    {
      code: "time_over_term",
      ...(longest === undefined ? {} : { step: longest.code }),
      values: { hours, most, path: steps.map((code) => findStep(it, code)?.name.vi ?? code).join(" → ") },
    },
  ];
}
