import { ok, err, type Result } from "../result.ts";
import { type Answers, type Eform, type Meaning, type Place, placesOf, type Section, sectionsOf } from "./eform.ts";
import { type Fault, readAnswer, type Reading, type Value } from "./read-answer.ts";

/** Everything that is wrong on one page, in the order of its fields. */
export const faultsOf = (section: Section, answers: Answers, reading: Reading): readonly Fault[] =>
  placesOf(section, answers).flatMap((place) => {
    const read = readAnswer(place, answers, reading);
    return read.ok ? [] : [read.error];
  });

export interface FormFault extends Fault {
  readonly section: string;
}

/** The values by path of everything that is asked, or all that is wrong, each with the section where it is put right. */
export function readForm(
  form: Eform,
  answers: Answers,
  reading: Reading,
): Result<Readonly<Record<string, Value>>, readonly FormFault[]> {
  const values: Record<string, Value> = {};
  const faults: FormFault[] = [];
  for (const section of sectionsOf(form, answers)) {
    for (const place of placesOf(section, answers)) {
      const read = readAnswer(place, answers, reading);
      if (!read.ok) faults.push({ ...read.error, section: section.code });
      else if (read.value !== undefined) values[place.path] = read.value;
    }
  }
  return faults.length > 0 ? err(faults) : ok(values);
}

/** The first field that carries a meaning and has a value: what the dossier takes over. */
export function meaningsOf(
  form: Eform,
  answers: Answers,
  values: Readonly<Record<string, Value>>,
): Readonly<Partial<Record<Meaning, Value>>> {
  const found: Partial<Record<Meaning, Value>> = {};
  const places: readonly Place[] = sectionsOf(form, answers).flatMap((section) => placesOf(section, answers));
  for (const { field, path } of places) {
    const value = values[path];
    if (field.means !== undefined && value !== undefined) found[field.means] ??= value;
  }
  return found;
}
