import { END, findStep, type ProcessDefinition } from "#core/process/definition.ts";
import type { Finding } from "#core/process/soundness.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { text, type TextKey } from "./texts.ts";

export interface FindingText {
  /** The step or action it is about, by its name; empty for the whole process. */
  readonly where: string;
  readonly what: string;
  /** How to mend it. */
  readonly mend: string;
  readonly whole: string;
}

/** `need:fee_paid`, `effect:form:receipt` … in words. */
export function wordsOf(locale: Locale, code: string): string {
  const [group, kind, value] = code.split(":");
  if (group !== "effect") return text(locale, code.replace(":", ".") as TextKey);
  return kind === "child" ? text(locale, "effect.child") : text(locale, `effect.${kind}.${value}` as TextKey);
}

const stepName = (locale: Locale, it: ProcessDefinition, code: string): string =>
  code === END ? text(locale, "step.end") : (findStep(it, code)?.name[locale] ?? code);

function valuesOf(locale: Locale, it: ProcessDefinition, finding: Finding): Record<string, string | number> {
  const values: Record<string, string | number> = { ...finding.values };
  const said = finding.values ?? {};
  if (typeof said["to"] === "string") values["to"] = stepName(locale, it, said["to"]);
  if (typeof said["what"] === "string") values["what"] = wordsOf(locale, said["what"]);
  if (typeof said["act"] === "string") values["act"] = text(locale, `act.${said["act"]}` as TextKey);
  if (typeof said["role"] === "string") values["role"] = text(locale, `role.${said["role"]}` as TextKey);
  if (typeof said["facts"] === "string") {
    values["facts"] = said["facts"]
      .split(",")
      .filter((fact) => fact !== "")
      .map((fact) => text(locale, `need.${fact}` as TextKey))
      .join("; ");
  }
  if (finding.code === "clock_contradicts") {
    values["said"] = text(locale, `effect.clock.${said["said"]}` as TextKey);
    values["does"] =
      said["does"] === "none" ? text(locale, "effect.clock.none") : text(locale, `effect.clock.${said["does"]}` as TextKey);
  }
  if (finding.step !== undefined)
    values["role"] ??= text(locale, `role.${findStep(it, finding.step)?.role ?? "specialist"}` as TextKey);
  return values;
}

/** A finding in words: where, what, and how to mend it. */
export function findingText(locale: Locale, it: ProcessDefinition, finding: Finding): FindingText {
  const values = valuesOf(locale, it, finding);
  const action = it.actions.find((other) => other.code === finding.action);
  const step = finding.step === undefined ? "" : stepName(locale, it, finding.step);
  const where = [step, action === undefined ? "" : `“${action.label[locale]}”`].filter((part) => part !== "").join(" – ");
  const what = text(locale, `finding.${finding.code}` as TextKey, values);
  const mend = text(locale, `mend.${finding.code}` as TextKey, values);
  return { where, what, mend, whole: `${where === "" ? "" : `${where}: `}${what} ${mend}` };
}
