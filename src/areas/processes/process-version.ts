import { z } from "zod";
import {
  ASSIGNEE_POLICIES,
  EFFECT_KINDS,
  EFFECT_VALUES,
  PRECONDITIONS,
  type ProcessDefinition,
  REQUIREMENTS,
  STEP_KINDS,
  STEP_TIME_UNITS,
  UNIT_SELECTS,
} from "#core/process/definition.ts";
import { ROLES } from "#core/roles.ts";

/** Which cases a process is for, where it is for all of them. */
export const EVERY_CASE = "*";
export const MOST_STEPS = 40;
export const MOST_ACTIONS = 160;

/** Roles that a step may ask for: those that act on dossiers. */
export const STEP_ROLES = ["receiving_officer", "one_stop_head", "specialist", "division_head", "leader"] as const;

const code = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);
const words = (most: number) => z.object({ vi: z.string().max(most), en: z.string().max(most) });

const effect = z
  .object({ kind: z.enum(EFFECT_KINDS), value: z.string().min(1).max(60) })
  .refine(({ kind, value }) => (EFFECT_VALUES[kind] as readonly string[] | null)?.includes(value) ?? true, {
    error: "@field.choice",
    path: ["value"],
  });

const step = z.object({
  code,
  name: words(200),
  kind: z.enum(STEP_KINDS),
  unit: z.object({ select: z.enum(UNIT_SELECTS), unitId: z.int().positive().nullable() }),
  role: z.enum(ROLES),
  assignee: z.object({
    policy: z.enum(ASSIGNEE_POLICIES),
    personId: z.int().positive().nullable(),
    fields: z.array(z.object({ field: z.string().min(1).max(400), personId: z.int().positive() })).max(100),
  }),
  time: z.object({ value: z.int().min(1).max(8000), unit: z.enum(STEP_TIME_UNITS) }).nullable(),
  status: words(300),
});

const action = z.object({
  code,
  label: words(200),
  from: code,
  to: z.array(code).max(20),
  needs: z.array(z.enum(PRECONDITIONS)).max(PRECONDITIONS.length),
  requires: z.array(z.enum(REQUIREMENTS)).max(REQUIREMENTS.length),
  effects: z.array(effect).max(20),
});

/** A definition as it is stored and as programs hand it over; whether it is sound is another question. */
export const definitionSchema: z.ZodType<ProcessDefinition> = z.object({
  steps: z.array(step).max(MOST_STEPS),
  actions: z.array(action).max(MOST_ACTIONS),
});

export const STAGES = ["draft", "published", "planned", "retired", "withdrawn"] as const;
/** Draft, in force, in force from a later day, or ended, as of a day; withdrawn before it began. */
export type Stage = (typeof STAGES)[number];

export interface ProcessSummary {
  readonly id: number;
  readonly processId: number;
  readonly version: number;
  readonly stage: Stage;
  readonly ownerUnitId: number;
  readonly ownerName: string;
  readonly ownerProvinceId: number | null;
  readonly procedureId: number;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly caseCode: string;
  /** Plain dates; `until` is the first day on which it no longer holds. Both null while it is a draft. */
  readonly from: string | null;
  readonly until: string | null;
  readonly decisionNo: string | null;
  readonly decisionDate: string | null;
  readonly overrideReason: string | null;
  readonly steps: number;
  readonly revision: number;
}

/** A version with its steps and actions. */
export interface ProcessVersion extends ProcessSummary {
  readonly definition: ProcessDefinition;
}
