import {
  addRow,
  type Answers,
  addressPaths,
  type Eform,
  everyPlace,
  isGroup,
  placesOf,
  removeRow,
  type Section,
} from "#core/eform/index.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { DELIVERIES, Paper } from "./filing.ts";
import { filingRefusal } from "./filing.errors.ts";
import { isEditable } from "./filing.rules.ts";
import { updateFiling } from "./filing.store.ts";
import { getFiling, type OpenFiling } from "./get-filing.ts";
import { resolveAddresses } from "./resolve-addresses.ts";

export type RowChange = { readonly add: string } | { readonly remove: string; readonly row: number };

const LONGEST_ANSWER = 10_000;
const MOST_BOXES = 100;

const cut = (value: unknown): string => (typeof value === "string" ? value.slice(0, LONGEST_ANSWER).normalize("NFC") : "");

/** What a page of the form sent, of the paths that it has and no others; ticked boxes that were cleared are gone. */
export function answersOfPage(section: Section, before: Answers, typed: Readonly<Record<string, unknown>>): Answers {
  const answers: Record<string, Answers[string]> = { ...before };
  const shown = new Set(placesOf(section, before).map(({ path }) => path));
  for (const { field, path } of everyPlace(section, before)) {
    if (field.type === "address") {
      for (const part of Object.values(addressPaths(path))) if (part in typed) answers[part] = cut(typed[part]);
    } else if (field.type === "choices") {
      if (!(path in typed) && !shown.has(path)) continue;
      const given = typed[path];
      answers[path] = (Array.isArray(given) ? given : given === undefined ? [] : [given]).slice(0, MOST_BOXES).map(cut);
    } else if (path in typed) answers[path] = cut(Array.isArray(typed[path]) ? typed[path][0] : typed[path]);
  }
  return answers;
}

function changeRows(form: Eform, answers: Answers, change: RowChange | undefined): Answers {
  if (change === undefined) return answers;
  const code = "add" in change ? change.add : change.remove;
  const group = form.sections.flatMap(({ items }) => items.filter(isGroup)).find((each) => each.code === code);
  if (group === undefined) return answers;
  return "add" in change ? addRow(group, answers) : removeRow(group, answers, change.row);
}

/** Refuses a draft that is no longer one, and one that was changed on another device since it was shown. */
async function openToEdit(tx: Tx, id: number, revision: number): Promise<OpenFiling> {
  const open = await getFiling(tx, id, true);
  if (!isEditable(open.filing.state)) throw filingRefusal("filing_not_editable");
  if (open.filing.revision !== revision) throw filingRefusal("filing_changed_elsewhere");
  return open;
}

export type SaveAnswersInput = {
  readonly id: number;
  readonly revision: number;
  readonly section: string;
  readonly typed: Readonly<Record<string, unknown>>;
  readonly rows?: RowChange | undefined;
};

/** Keeps what a page of the form holds, right or wrong; returns the new revision. */
export async function saveAnswers(tx: Tx, unit: UnitOfWork, input: SaveAnswersInput, now: Date): Promise<{ revision: number }> {
  const { filing, eform } = await openToEdit(tx, input.id, input.revision);
  const section = eform.form.sections.find(({ code }) => code === input.section);
  if (section === undefined) throw filingRefusal("section_unknown");
  const answers = answersOfPage(section, filing.answers, input.typed);
  const resolved = resolveAddresses(eform.form, changeRows(eform.form, answers, input.rows));
  unit.subject(`filing:${input.id}`);
  return { revision: await updateFiling(tx, input.id, { answers: resolved }, now) };
}

export type SavePapersInput = {
  readonly id: number;
  readonly revision: number;
  readonly papers: readonly Paper[];
  readonly delivery: (typeof DELIVERIES)[number];
};

/** Keeps how each component is handed over and how the result is to be delivered (R-42: the citizen chooses). */
export async function savePapers(tx: Tx, unit: UnitOfWork, input: SavePapersInput, now: Date): Promise<{ revision: number }> {
  await openToEdit(tx, input.id, input.revision);
  unit.subject(`filing:${input.id}`);
  const { papers, delivery } = input;
  return { revision: await updateFiling(tx, input.id, { papers, delivery }, now) };
}
