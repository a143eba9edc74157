import { addressPaths, type Answers, answerText, type Eform, placesOf } from "#core/eform/index.ts";
import { findAddressUnit, resolveAddressUnit } from "./addresses.ts";

/** Brings typed names of communes to their codes, where a name means one commune; what it does not, stays as typed. */
export function resolveAddresses(form: Eform, answers: Answers): Answers {
  const resolved: Record<string, Answers[string]> = { ...answers };
  for (const { field, path } of form.sections.flatMap((section) => placesOf(section, answers))) {
    if (field.type !== "address") continue;
    const paths = addressPaths(path);
    const typed = answerText(answers, paths.unitText);
    const chosen = findAddressUnit(answerText(answers, paths.unit));
    if (chosen !== undefined && (typed === "" || typed === chosen.label)) {
      resolved[paths.unitText] = chosen.label;
      continue;
    }
    const found = typed === "" ? undefined : resolveAddressUnit(typed);
    resolved[paths.unit] = found?.code ?? "";
    if (found !== undefined) resolved[paths.unitText] = found.label;
  }
  return resolved;
}
