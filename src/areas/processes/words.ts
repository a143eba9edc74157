import {
  type ProcessAction,
  type ProcessDefinition,
  type ProcessStep,
  END,
  findStep,
  type Words,
} from "#core/process/definition.ts";
import { formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { EVERY_CASE, type ProcessSummary } from "./process-version.ts";
import { text } from "./texts.ts";

export const ADMIN = "/quan-tri/quy-trinh";
export const versionHref = (id: number): string => `${ADMIN}/phien-ban/${id}`;
export const stepHref = (id: number, code: string): string => `${versionHref(id)}/buoc/${code}`;
export const actionHref = (id: number, code: string): string => `${versionHref(id)}/thao-tac/${code}`;

/** "4 giờ làm việc", or that nothing is said yet. */
export const timeText = (locale: Locale, step: ProcessStep): string =>
  step.time === null ? text(locale, "step.time_none") : text(locale, `time.${step.time.unit}`, { value: step.time.value });

export const stepName = (locale: Locale, it: ProcessDefinition, code: string): string =>
  code === END ? text(locale, "step.end") : (findStep(it, code)?.name[locale] ?? code);

/** "Trình ký → Lãnh đạo ký" */
export const actionText = (locale: Locale, it: ProcessDefinition, action: ProcessAction): string =>
  text(locale, "action.leads", {
    label: action.label[locale],
    to: action.to.length === 0 ? "?" : action.to.map((to) => stepName(locale, it, to)).join(" / "),
  });

export const caseText = (locale: Locale, code: string): string =>
  code === EVERY_CASE ? text(locale, "case.every") : text(locale, "case.one", { code });

export function periodText(locale: Locale, it: Pick<ProcessSummary, "from" | "until">): string {
  if (it.from === null) return "";
  const from = formatDay(it.from);
  return it.until === null
    ? text(locale, "period.from", { from })
    : text(locale, "period.between", { from, until: formatDay(it.until) });
}

export const decisionText = (locale: Locale, it: Pick<ProcessSummary, "decisionNo" | "decisionDate">): string =>
  it.decisionNo === null
    ? text(locale, "no_decision")
    : [it.decisionNo, it.decisionDate === null ? "" : formatDay(it.decisionDate)].filter((part) => part !== "").join(", ");

/** The step's name in both languages; its code where the process has it no more. */
export const stepWords = (it: ProcessDefinition, code: string): Words => findStep(it, code)?.name ?? { vi: code, en: code };

/** Parts of a process in words, for whoever shows one: the time of a step, an action with where it leads. */
export const processWords = {
  time: timeText,
  way: (locale: Locale, it: ProcessDefinition, action: ProcessAction, to: string): string =>
    text(locale, "action.leads", { label: action.label[locale], to: stepName(locale, it, to) }),
};
