import { z } from "zod";
import {
  ASSIGNEE_POLICIES,
  type Effect,
  EFFECT_KINDS,
  EFFECT_VALUES,
  type EffectKind,
  PRECONDITIONS,
  type ProcessAction,
  type ProcessStep,
  REQUIREMENTS,
  STEP_KINDS,
  STEP_TIME_UNITS,
  UNIT_SELECTS,
} from "#core/process/definition.ts";
import { choice, chosenId, integer, many, optional, requiredText } from "#platform/input/fields.ts";
import { STEP_ROLES } from "./process-version.ts";

export const revision = { revision: integer(1, 2_000_000_000) };
const text = (most: number) => optional(z.string().max(most, { error: "@field.too_long" }));
const person = z.preprocess((value) => (value === "" ? undefined : value), chosenId().optional());

export const stepFormSchema = z.object({
  ...revision,
  nameVi: requiredText(200),
  nameEn: text(200),
  kind: choice(STEP_KINDS),
  select: choice(UNIT_SELECTS),
  unitId: person,
  role: choice(STEP_ROLES),
  policy: choice(ASSIGNEE_POLICIES),
  personId: person,
  field: many(z.string().max(400), 100),
  fieldPerson: many(z.string().max(12), 100),
  timeValue: optional(integer(1, 8000)),
  timeUnit: choice(STEP_TIME_UNITS),
  statusVi: text(300),
  statusEn: text(300),
});
export type StepForm = z.output<typeof stepFormSchema>;

/** The step that a form says; what belongs to another choice is left out. */
export const stepOf = (form: StepForm): Omit<ProcessStep, "code"> => ({
  name: { vi: form.nameVi, en: form.nameEn ?? form.nameVi },
  kind: form.kind,
  unit: { select: form.select, unitId: form.select === "named" ? (form.unitId ?? null) : null },
  role: form.role,
  assignee: {
    policy: form.policy,
    personId: form.policy === "fixed" ? (form.personId ?? null) : null,
    fields:
      form.policy === "by_field"
        ? form.field.flatMap((field, index) => {
            const personId = Number(form.fieldPerson[index]);
            return field === "" || !Number.isSafeInteger(personId) || personId < 1 ? [] : [{ field, personId }];
          })
        : [],
  },
  time: form.timeValue === undefined ? null : { value: form.timeValue, unit: form.timeUnit },
  status: { vi: form.statusVi ?? "", en: form.statusEn ?? form.statusVi ?? "" },
});

/** Every effect that can be ticked, as `kind:value`; the child dossier has a field of its own. */
export const EFFECT_OPTIONS: readonly string[] = EFFECT_KINDS.flatMap((kind) =>
  (EFFECT_VALUES[kind] ?? []).map((value) => `${kind}:${value}`),
);

export const actionFormSchema = z.object({
  ...revision,
  labelVi: requiredText(200),
  labelEn: text(200),
  to: many(
    z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: "@field.choice" })
      .max(60),
    20,
  ),
  needs: many(choice(PRECONDITIONS)),
  requires: many(choice(REQUIREMENTS)),
  effects: many(z.string().refine((value) => EFFECT_OPTIONS.includes(value), { error: "@field.choice" })),
  child: optional(z.string().max(40)),
});
export type ActionForm = z.output<typeof actionFormSchema>;

const effectOf = (code: string): Effect => {
  const [kind = "form", value = ""] = code.split(":");
  return { kind: kind as EffectKind, value };
};

/** The action that a form says. */
export const actionOf = (form: ActionForm): Omit<ProcessAction, "code" | "from"> => ({
  label: { vi: form.labelVi, en: form.labelEn ?? form.labelVi },
  to: form.to,
  needs: form.needs,
  requires: form.requires,
  effects: [...form.effects.map(effectOf), ...(form.child === undefined ? [] : [{ kind: "child", value: form.child } as const])],
});

/** What stands in a form: as typed, or as made from what is edited. */
export type Values = Readonly<Record<string, string | readonly string[] | undefined>>;

export const valuesOfStep = (step: ProcessStep): Values => ({
  nameVi: step.name.vi,
  nameEn: step.name.en,
  kind: step.kind,
  select: step.unit.select,
  unitId: step.unit.unitId === null ? "" : String(step.unit.unitId),
  role: step.role,
  policy: step.assignee.policy,
  personId: step.assignee.personId === null ? "" : String(step.assignee.personId),
  field: step.assignee.fields.map(({ field }) => field),
  fieldPerson: step.assignee.fields.map(({ personId }) => String(personId)),
  timeValue: step.time === null ? "" : String(step.time.value),
  timeUnit: step.time?.unit ?? "working_hour",
  statusVi: step.status.vi,
  statusEn: step.status.en,
});

export const valuesOfAction = (action: ProcessAction): Values => ({
  labelVi: action.label.vi,
  labelEn: action.label.en,
  to: action.to,
  needs: action.needs,
  requires: action.requires,
  effects: action.effects.filter(({ kind }) => kind !== "child").map(({ kind, value }) => `${kind}:${value}`),
  child: action.effects.find(({ kind }) => kind === "child")?.value ?? "",
});

export const oneOf = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === "string" ? value : (value?.[0] ?? "");
};
export const listOf = (values: Values, name: string): readonly string[] => {
  const value = values[name];
  return value === undefined || value === "" ? [] : typeof value === "string" ? [value] : value;
};
