import { type Field, type Group, isGroup, type Section } from "#core/eform/index.ts";
import { z } from "zod";
import { integer, requiredText } from "#platform/input/fields.ts";
import { conditionsOf } from "./condition-text.ts";
import { codeFrom, fieldsOf, QuestionRows } from "./section-form.ts";

/** The address of a group that is still to be made. */
export const NEW_GROUP = "moi";

export const GroupBody = z.object({
  label: requiredText(500),
  hint: z.string().trim().max(1000).default(""),
  showIf: z.string().trim().max(500).default(""),
  atLeast: integer(0, 50),
  atMost: integer(1, 50),
  rows: QuestionRows,
});
export type GroupBody = z.output<typeof GroupBody>;

/**
 * A repeated group as its page sent it: what is asked of each child, each heir. Undefined where no question is left. Codes of
 * its questions are its own; they need not differ from those outside.
 */
export function groupOf(body: GroupBody, before: Group | undefined, taken: ReadonlySet<string>): Group | undefined {
  const fields: readonly Field[] = fieldsOf(body.rows, before?.fields ?? [], new Set());
  if (fields.length === 0) return undefined;
  const showIf = conditionsOf(body.showIf);
  return {
    kind: "group",
    code: before?.code ?? codeFrom(body.label, taken),
    label: body.label,
    ...(body.hint === "" ? {} : { hint: body.hint }),
    ...(showIf.length === 0 ? {} : { showIf }),
    atLeast: body.atLeast,
    atMost: body.atMost,
    fields,
  };
}

/** The section with the group in the place of the one before, added behind the others, or taken out. */
export function withGroup(section: Section, code: string, group: Group | undefined): Section {
  const known = section.items.some((item) => isGroup(item) && item.code === code);
  const items = section.items.flatMap((item) =>
    isGroup(item) && item.code === code ? (group === undefined ? [] : [group]) : [item],
  );
  return { ...section, items: known || group === undefined ? items : [...items, group] };
}
