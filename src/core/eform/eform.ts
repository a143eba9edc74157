/**
 * Electronic forms as data: what is asked, of what kind, when, and how often. One form is a list of sections, each shown
 * on a page of its own; a section holds fields and groups of fields that may be repeated. Answers are kept flat and as
 * typed, by path (`childName`, `members.2.name`, `home.unit`), so that nothing typed is ever lost for being wrong.
 */
export const FIELD_TYPES = [
  "text",
  "long_text",
  "person_name",
  "id_number",
  "date",
  "number",
  "money",
  "phone",
  "email",
  "choice",
  "choices",
  "yes_no",
  "address",
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** What the system may know already, and whose it is: a field that names one of these is filled in and marked. */
export const PREFILLS = [
  "me.name",
  "me.idNumber",
  "me.dateOfBirth",
  "me.gender",
  "me.phone",
  "me.email",
  "me.address",
  "for.name",
  "for.idNumber",
  "for.dateOfBirth",
] as const;
export type Prefill = (typeof PREFILLS)[number];

/** Which fact of the dossier an answer becomes when the one-stop shop accepts it. */
export const MEANINGS = [
  "owner.name",
  "owner.idNumber",
  "owner.dateOfBirth",
  "owner.phone",
  "owner.email",
  "owner.address",
  "subject",
] as const;
export type Meaning = (typeof MEANINGS)[number];

/** True where the named answer is one of `is`, or is given at all where `is` is missing; `not` turns it round. */
export interface Condition {
  readonly field: string;
  readonly is?: readonly string[] | undefined;
  readonly not?: boolean | undefined;
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** How old whoever was born on a date may be on the day on which the form is sent, while the law says so. */
export interface AgeRule {
  /** In full years: at least `least`, and younger than `under`. */
  readonly least?: number | undefined;
  readonly under?: number | undefined;
  /** Of whom it holds, as people read it. */
  readonly who?: string | undefined;
  /** All must hold, as for a question; any question of the form may be named. */
  readonly when?: readonly Condition[] | undefined;
  /** Act and article. */
  readonly basis: string;
  /** yyyy-MM-dd, both included; open where the law has no such end. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface Field {
  readonly kind?: "field" | undefined;
  readonly code: string;
  readonly type: FieldType;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly required?: boolean | undefined;
  /** All must hold; a field that is not shown is not asked and its answer is not sent. */
  readonly showIf?: readonly Condition[] | undefined;
  readonly options?: readonly Option[] | undefined;
  /** Longest text in characters, or the bounds of a number. */
  readonly maxLength?: number | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** A date may not lie after the day on which the form is sent. */
  readonly past?: boolean | undefined;
  /** Of a date of birth: how old one may be. */
  readonly ages?: readonly AgeRule[] | undefined;
  readonly prefill?: Prefill | undefined;
  readonly means?: Meaning | undefined;
}

export interface Group {
  readonly kind: "group";
  readonly code: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly showIf?: readonly Condition[] | undefined;
  readonly atLeast: number;
  readonly atMost: number;
  readonly fields: readonly Field[];
}

export interface Section {
  readonly code: string;
  readonly title: string;
  readonly lead?: string | undefined;
  readonly showIf?: readonly Condition[] | undefined;
  readonly items: readonly (Field | Group)[];
}

export interface Eform {
  readonly title: string;
  readonly sections: readonly Section[];
}

/** A path and what was typed there; several texts where boxes were ticked. */
export type Answers = Readonly<Record<string, string | readonly string[] | undefined>>;

export const isGroup = (item: Field | Group): item is Group => item.kind === "group";

/** The single text of an answer, without the spaces around it; "" where nothing was given. */
export const answerText = (answers: Answers, path: string): string => {
  const value = answers[path];
  return (typeof value === "string" ? value : (value?.[0] ?? "")).trim();
};

/** All texts of an answer that are not empty. */
export const answerTexts = (answers: Answers, path: string): readonly string[] => {
  const value = answers[path];
  const all = value === undefined ? [] : typeof value === "string" ? [value] : value;
  return all.map((each) => each.trim()).filter((each) => each !== "");
};

function holds(condition: Condition, answers: Answers, within: string): boolean {
  const inRow = `${within}${condition.field}`;
  const path = within !== "" && answers[inRow] !== undefined ? inRow : condition.field;
  const given = answerTexts(answers, path);
  const wanted = condition.is;
  const found = wanted === undefined ? given.length > 0 : given.some((each) => wanted.includes(each));
  return condition.not === true ? !found : found;
}

/** Whether all conditions hold; inside a repeated group the row's own answer goes before one of the form. */
export const isShown = (showIf: readonly Condition[] | undefined, answers: Answers, within = ""): boolean =>
  (showIf ?? []).every((condition) => holds(condition, answers, within));

/** The key under which the number of rows of a group is kept. */
export const countKey = (group: string): string => `${group}#`;

/** How many rows a group has now: as many as were asked for, within its bounds. */
export function rowCount(group: Group, answers: Answers): number {
  const kept = Number(answerText(answers, countKey(group.code)));
  const wanted = Number.isInteger(kept) && kept > 0 ? kept : group.atLeast;
  return Math.min(Math.max(wanted, group.atLeast), group.atMost);
}

const withoutUndefined = (entries: readonly (readonly [string, Answers[string]])[]): Answers =>
  Object.fromEntries(entries.filter(([, value]) => value !== undefined));

/** One more, empty row; the same answers where the group is full. */
export const addRow = (group: Group, answers: Answers): Answers => ({
  ...answers,
  [countKey(group.code)]: String(Math.min(rowCount(group, answers) + 1, group.atMost)),
});

/** Takes a row out; those behind it move up. The same answers where no more may go. */
export function removeRow(group: Group, answers: Answers, index: number): Answers {
  const count = rowCount(group, answers);
  if (count <= group.atLeast || index < 0 || index >= count) return answers;
  const prefix = `${group.code}.`;
  const moved = Object.entries(answers).flatMap(([path, value]): (readonly [string, Answers[string]])[] => {
    const [row = "", ...rest] = path.startsWith(prefix) ? path.slice(prefix.length).split(".") : [];
    if (!/^\d+$/.test(row)) return [[path, value]];
    const at = Number(row);
    if (at === index) return [];
    return [[`${prefix}${at > index ? at - 1 : at}.${rest.join(".")}`, value]];
  });
  return { ...withoutUndefined(moved), [countKey(group.code)]: String(count - 1) };
}

/** A field where it stands: its path, and the row's prefix in which its conditions are read. */
export interface Place {
  readonly field: Field;
  readonly path: string;
  readonly within: string;
}

/** The fields of a section that are asked under these answers, in order, each row of each group included. */
export function placesOf(section: Section, answers: Answers): readonly Place[] {
  return section.items.flatMap((item) => {
    if (!isShown(item.showIf, answers)) return [];
    if (!isGroup(item)) return [{ field: item, path: item.code, within: "" }];
    return Array.from({ length: rowCount(item, answers) }, (_, row) => `${item.code}.${row}.`).flatMap((within) =>
      item.fields
        .filter((field) => isShown(field.showIf, answers, within))
        .map((field) => ({ field, path: `${within}${field.code}`, within })),
    );
  });
}

/** Every field of a section in every row, whether it is asked under these answers or not. */
export const everyPlace = (section: Section, answers: Answers): readonly Place[] =>
  section.items.flatMap((item): Place[] => {
    if (!isGroup(item)) return [{ field: item, path: item.code, within: "" }];
    return Array.from({ length: rowCount(item, answers) }, (_, row) => `${item.code}.${row}.`).flatMap((within) =>
      item.fields.map((field) => ({ field, path: `${within}${field.code}`, within })),
    );
  });

/** The sections that are asked under these answers, in order. */
export const sectionsOf = (form: Eform, answers: Answers): readonly Section[] =>
  form.sections.filter((section) => isShown(section.showIf, answers));

/** The paths of an address: code of the commune or ward, its name as typed, and what stands before it. */
export const addressPaths = (path: string) => ({
  unit: `${path}.unit`,
  unitText: `${path}.unitText`,
  detail: `${path}.detail`,
});
