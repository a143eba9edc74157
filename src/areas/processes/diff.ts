import type { ProcessAction, ProcessDefinition, ProcessStep } from "#core/process/definition.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { wordsOf } from "./finding-text.ts";
import { text, type TextKey } from "./texts.ts";
import { stepName, timeText } from "./words.ts";

type Said = readonly [what: TextKey, value: string];

const saidOfStep = (locale: Locale, step: ProcessStep): readonly Said[] => [
  ["step.name_vi", step.name[locale]],
  ["step.kind", text(locale, `kind.${step.kind}`)],
  ["step.unit", `${text(locale, `select.${step.unit.select}`)}${step.unit.unitId === null ? "" : ` (${step.unit.unitId})`}`],
  ["step.role", text(locale, `role.${step.role}`)],
  ["step.policy", text(locale, `policy.${step.assignee.policy}`)],
  ["step.person", step.assignee.personId === null ? "" : String(step.assignee.personId)],
  ["step.by_field", step.assignee.fields.map(({ field, personId }) => `${field}: ${personId}`).join("; ")],
  ["step.time", timeText(locale, step)],
  ["step.status_vi", step.status[locale]],
];

const saidOfAction = (locale: Locale, it: ProcessDefinition, action: ProcessAction): readonly Said[] => [
  ["action.label_vi", action.label[locale]],
  ["action.to", action.to.map((to) => stepName(locale, it, to)).join(" / ")],
  ["action.needs", action.needs.map((need) => wordsOf(locale, `need:${need}`)).join("; ")],
  ["action.requires", action.requires.map((one) => wordsOf(locale, `require:${one}`)).join("; ")],
  ["action.effects", action.effects.map(({ kind, value }) => wordsOf(locale, `effect:${kind}:${value}`)).join("; ")],
];

/** What differs, each as what it is called, before and after. */
const changed = (locale: Locale, before: readonly Said[], after: readonly Said[]) =>
  before.flatMap(([key, value], index) => {
    const now = after[index]?.[1] ?? "";
    const shown = (said: string): string => (said === "" ? text(locale, "diff.none") : said);
    return value === now ? [] : [{ what: text(locale, key).toLocaleLowerCase(locale), before: shown(value), after: shown(now) }];
  });

function stepLines(locale: Locale, before: ProcessDefinition, after: ProcessDefinition): readonly string[] {
  const removed = before.steps
    .filter((step) => !after.steps.some((other) => other.code === step.code))
    .map((step) => text(locale, "diff.step_removed", { name: step.name[locale] }));
  // Places are compared among the steps that both versions have: one that was added moves no other.
  const common = (it: ProcessDefinition, other: ProcessDefinition): readonly string[] =>
    it.steps.map((step) => step.code).filter((code) => other.steps.some((step) => step.code === code));
  const [placesBefore, placesAfter] = [common(before, after), common(after, before)];
  const rest = after.steps.flatMap((step) => {
    const old = before.steps.find((other) => other.code === step.code);
    const name = step.name[locale];
    if (old === undefined) return [text(locale, "diff.step_added", { name })];
    const [from, to] = [placesBefore.indexOf(step.code), placesAfter.indexOf(step.code)];
    return [
      ...(from === to ? [] : [text(locale, "diff.step_moved", { name, before: from + 1, after: to + 1 })]),
      ...changed(locale, saidOfStep(locale, old), saidOfStep(locale, step)).map((said) =>
        text(locale, "diff.step_changed", { name: old.name[locale], ...said }),
      ),
    ];
  });
  return [...removed, ...rest];
}

function actionLines(locale: Locale, before: ProcessDefinition, after: ProcessDefinition): readonly string[] {
  const about = (it: ProcessDefinition, action: ProcessAction) => ({
    step: stepName(locale, it, action.from),
    name: action.label[locale],
  });
  const removed = before.actions
    .filter((action) => !after.actions.some((other) => other.code === action.code))
    .map((action) => text(locale, "diff.action_removed", about(before, action)));
  const rest = after.actions.flatMap((action) => {
    const old = before.actions.find((other) => other.code === action.code);
    if (old === undefined) return [text(locale, "diff.action_added", about(after, action))];
    return changed(locale, saidOfAction(locale, before, old), saidOfAction(locale, after, action)).map((said) =>
      text(locale, "diff.action_changed", { ...about(before, old), ...said }),
    );
  });
  return [...removed, ...rest];
}

/** What the second version does differently from the first, a sentence each; empty where nothing does. */
export const diffInWords = (locale: Locale, before: ProcessDefinition, after: ProcessDefinition): readonly string[] => [
  ...stepLines(locale, before, after),
  ...actionLines(locale, before, after),
];
