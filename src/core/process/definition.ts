import type { Role } from "../roles.ts";

/** What a step is for. Its kind says where the dossier stands in law while it is there (see moves.ts). */
export const STEP_KINDS = ["receive", "process", "consult", "sign", "return"] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** Where the one who does a step is looked for: relative to the dossier, so that one process serves many agencies. */
export const UNIT_SELECTS = ["one_stop", "agency", "previous", "named"] as const;
export type UnitSelect = (typeof UNIT_SELECTS)[number];

/** How the one who does a step is found among those who may (one-stop.md §6.3). */
export const ASSIGNEE_POLICIES = ["least_load", "pool", "head_assigns", "by_field", "fixed"] as const;
export type AssigneePolicy = (typeof ASSIGNEE_POLICIES)[number];

export const STEP_TIME_UNITS = ["working_hour", "working_day"] as const;
export type StepTimeUnit = (typeof STEP_TIME_UNITS)[number];

/** What must hold before an action is offered. A closed list: nobody writes conditions as text. */
export const PRECONDITIONS = [
  "components_complete",
  "proposal_approve",
  "proposal_refuse",
  "outcome_approved",
  "outcome_refused",
  "channel_counter",
  "channel_online",
  "channel_post",
  "fee_paid",
  "result_attached",
] as const;
export type Precondition = (typeof PRECONDITIONS)[number];

/** What whoever takes the action must hand in with it. */
export const REQUIREMENTS = ["note", "next_assignee", "document_number", "files", "fee", "signature"] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

/** What an action brings about beside moving the dossier: a kind and its value, such as `form` and `receipt`. */
export const EFFECT_VALUES = {
  form: ["receipt", "supplement_request", "refusal", "control"],
  clock: ["start", "pause", "resume", "stop"],
  notice: ["received", "in_process", "result_ready", "returned"],
  national: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
  child: null,
} as const;
export type EffectKind = keyof typeof EFFECT_VALUES;
export const EFFECT_KINDS = Object.keys(EFFECT_VALUES) as readonly EffectKind[];

export interface Effect {
  readonly kind: EffectKind;
  /** One of the kind's values; for `child` the code of the procedure that is opened. */
  readonly value: string;
}

export interface Words {
  readonly vi: string;
  readonly en: string;
}

export interface StepUnit {
  readonly select: UnitSelect;
  /** The unit, where it is named. */
  readonly unitId: number | null;
}

export interface Assignee {
  readonly policy: AssigneePolicy;
  /** The person of `fixed`. */
  readonly personId: number | null;
  /** The persons of `by_field`: whoever has the dossier's field. */
  readonly fields: readonly { readonly field: string; readonly personId: number }[];
}

export interface StepTime {
  readonly value: number;
  readonly unit: StepTimeUnit;
}

export interface ProcessStep {
  readonly code: string;
  readonly name: Words;
  readonly kind: StepKind;
  readonly unit: StepUnit;
  readonly role: Role;
  readonly assignee: Assignee;
  /** Null where nobody has said it yet: a finding. */
  readonly time: StepTime | null;
  /** What the citizen reads while the dossier is here. */
  readonly status: Words;
}

/** Where an action leads when nothing is left to do. */
export const END = "end";

export interface ProcessAction {
  readonly code: string;
  readonly label: Words;
  readonly from: string;
  /** Codes of steps, or END; more than one lets the officer choose. */
  readonly to: readonly string[];
  readonly needs: readonly Precondition[];
  readonly requires: readonly Requirement[];
  readonly effects: readonly Effect[];
}

/** How one procedure runs: its steps in the order in which they are read, and what leads from one to the next. */
export interface ProcessDefinition {
  readonly steps: readonly ProcessStep[];
  readonly actions: readonly ProcessAction[];
}

export const EMPTY_PROCESS: ProcessDefinition = { steps: [], actions: [] };

export const findStep = (it: ProcessDefinition, code: string): ProcessStep | undefined =>
  it.steps.find((step) => step.code === code);

/** What may be done in a step, in the order of the definition. */
export const actionsFrom = (it: ProcessDefinition, code: string): readonly ProcessAction[] =>
  it.actions.filter((action) => action.from === code);

/** The effect as one word, such as `form:receipt`: what forms send and executors are listed by. */
export const effectCode = (effect: Effect): string => `${effect.kind}:${effect.value}`;

/** The codes of the procedures of which an action opens a child dossier. */
export const childrenOf = ({ effects }: ProcessAction): readonly string[] =>
  effects.filter(({ kind }) => kind === "child").map(({ value }) => value);
