import {
  type Effect,
  effectCode,
  type ProcessAction,
  type ProcessDefinition,
  type ProcessStep,
} from "#core/process/definition.ts";
import { searchKey } from "#platform/input/text.ts";

/** One thing that is done to a draft. */
export type Change =
  | { readonly change: "add_step"; readonly step: Omit<ProcessStep, "code"> }
  | { readonly change: "save_step"; readonly code: string; readonly step: Omit<ProcessStep, "code"> }
  | { readonly change: "move_step"; readonly code: string; readonly by: -1 | 1 }
  | { readonly change: "remove_step"; readonly code: string }
  | { readonly change: "add_action"; readonly action: Omit<ProcessAction, "code"> }
  | { readonly change: "save_action"; readonly code: string; readonly action: Omit<ProcessAction, "code" | "from"> }
  | { readonly change: "remove_action"; readonly code: string };

/** A code from a name, unlike all others: "Thẩm định" → tham-dinh, tham-dinh-2 … */
export function codeFrom(name: string, taken: ReadonlySet<string>): string {
  const base = searchKey(name).replaceAll(" ", "-").slice(0, 50).replace(/-$/, "") || "buoc";
  const free = (code: string): boolean => code !== "end" && !taken.has(code);
  if (free(base)) return base;
  for (let number = 2; ; number += 1) if (free(`${base}-${number}`)) return `${base}-${number}`;
}

const codes = (list: readonly { readonly code: string }[]): ReadonlySet<string> => new Set(list.map((item) => item.code));

function withEffectsOnce<T extends { readonly effects: readonly Effect[] }>(action: T): T {
  const seen = new Map(action.effects.map((effect) => [effectCode(effect), effect]));
  return { ...action, effects: [...seen.values()] };
}

/** The draft after a change; the same object where nothing of it has that code. */
export function applyChange(it: ProcessDefinition, change: Change): ProcessDefinition {
  switch (change.change) {
    case "add_step":
      return { ...it, steps: [...it.steps, { code: codeFrom(change.step.name.vi, codes(it.steps)), ...change.step }] };
    case "save_step":
      return { ...it, steps: it.steps.map((step) => (step.code === change.code ? { code: step.code, ...change.step } : step)) };
    case "move_step":
      return moved(it, change.code, change.by);
    case "remove_step":
      return removed(it, change.code);
    case "add_action":
      return {
        ...it,
        actions: [
          ...it.actions,
          withEffectsOnce({
            code: codeFrom(`${change.action.from} ${change.action.label.vi}`, codes(it.actions)),
            ...change.action,
          }),
        ],
      };
    case "save_action":
      return {
        ...it,
        actions: it.actions.map((action) =>
          action.code === change.code ? withEffectsOnce({ code: action.code, from: action.from, ...change.action }) : action,
        ),
      };
    case "remove_action":
      return { ...it, actions: it.actions.filter((action) => action.code !== change.code) };
  }
}

function moved(it: ProcessDefinition, code: string, by: -1 | 1): ProcessDefinition {
  const from = it.steps.findIndex((step) => step.code === code);
  const to = from + by;
  const [step, other] = [it.steps[from], it.steps[to]];
  if (step === undefined || other === undefined) return it;
  return { ...it, steps: it.steps.with(from, other).with(to, step) };
}

/** What led to the step leads there no more; the findings say where something now leads nowhere. */
const removed = (it: ProcessDefinition, code: string): ProcessDefinition => ({
  steps: it.steps.filter((step) => step.code !== code),
  actions: it.actions
    .filter((action) => action.from !== code)
    .map((action) => ({ ...action, to: action.to.filter((to) => to !== code) })),
});
