import { type Answers, countKey, type Eform, type Field, isGroup } from "./eform.ts";

/** What a draft loses and gains when its form is replaced by a newer version. */
export interface Migration {
  readonly answers: Answers;
  /** Labels of answered questions that the new form does not ask, or asks in another kind. */
  readonly dropped: readonly string[];
  /** Labels of required questions that the old form did not ask. */
  readonly asked: readonly string[];
}

const fieldsOf = (form: Eform): ReadonlyMap<string, Field> =>
  new Map(
    form.sections.flatMap(({ items }) =>
      items.flatMap((item): [string, Field][] =>
        isGroup(item) ? item.fields.map((field) => [`${item.code}.*.${field.code}`, field]) : [[item.code, item]],
      ),
    ),
  );

const shapeOf = (path: string, groups: ReadonlySet<string>): string => {
  const parts = path.split(".");
  const [head = "", row, field] = parts;
  if (groups.has(head) && row !== undefined && field !== undefined) return `${head}.*.${field}`;
  return head;
};

const fits = (before: Field, after: Field | undefined): boolean =>
  after !== undefined && (before.type === after.type || (before.type === "text" && after.type === "long_text"));

/**
 * Carries the answers of a draft over to a newer version of its form: an answer stays where the new form asks the same
 * field in the same kind. Values are not judged here; reading the new form tells what no longer holds.
 */
export function migrateAnswers(from: Eform, to: Eform, answers: Answers): Migration {
  const [before, after] = [fieldsOf(from), fieldsOf(to)];
  const groups = new Set(from.sections.flatMap(({ items }) => items.filter(isGroup).map(({ code }) => code)));
  const counts = new Set([...groups].map(countKey));
  const kept: Record<string, Answers[string]> = {};
  const dropped = new Set<string>();
  for (const [path, value] of Object.entries(answers)) {
    if (counts.has(path)) {
      kept[path] = value;
      continue;
    }
    const shape = shapeOf(path, groups);
    const field = before.get(shape);
    if (field === undefined) continue;
    if (fits(field, after.get(shape))) kept[path] = value;
    else if (value !== undefined && value.length > 0) dropped.add(field.label);
  }
  const asked = [...after]
    .filter(([shape, field]) => field.required === true && !before.has(shape))
    .map(([, { label }]) => label);
  return { answers: kept, dropped: [...dropped], asked };
}
