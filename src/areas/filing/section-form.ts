import { type Field, FIELD_TYPES, isGroup, MEANINGS, PREFILLS, type Section } from "#core/eform/index.ts";
import { z } from "zod";
import { choice, requiredText } from "#platform/input/fields.ts";
import { agesOf } from "./age-lines.ts";
import { conditionsOf } from "./condition-text.ts";

/** Empty rows below the questions of a section, to add some. */
export const SPARE_ROWS = 2;

const Row = z.object({
  code: z.string().trim().max(40).default(""),
  order: z.string().trim().max(4).default(""),
  label: z.string().trim().max(500).default(""),
  hint: z.string().trim().max(1000).default(""),
  type: choice(FIELD_TYPES).default("text"),
  required: z.string().optional(),
  options: z.string().max(10_000).default(""),
  showIf: z.string().trim().max(500).default(""),
  ages: z.string().trim().max(4000).default(""),
  /** Absent where the page does not ask for it: then it stays what it was. */
  means: z.union([z.literal(""), z.enum(MEANINGS)]).optional(),
  prefill: z.union([z.literal(""), z.enum(PREFILLS)]).optional(),
});
type Row = z.output<typeof Row>;

/** The questions of a page, whether of a section or of a repeated group. */
export const QuestionRows = z.array(Row).max(80).default([]);

export const SectionBody = z.object({
  code: z.string().trim().max(40).default(""),
  title: requiredText(500),
  lead: z.string().trim().max(2000).default(""),
  rows: QuestionRows,
});
export type SectionBody = z.output<typeof SectionBody>;

/** One option a line: `value | what people read`; without a bar the line is both. */
export const optionsOf = (typed: string): NonNullable<Field["options"]> =>
  typed
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [value = "", ...rest] = line.split("|").map((part) => part.trim());
      return { value: value.slice(0, 60), label: rest.join("|") || value };
    });

export const optionLines = (field: Field): string =>
  (field.options ?? []).map(({ value, label }) => `${value} | ${label}`).join("\n");

/** A code from a label: its letters without marks, such as `hoTenCon`; a number where that one is taken. */
export function codeFrom(label: string, taken: ReadonlySet<string>): string {
  const words = label
    .replace(/đ/gi, "d")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const joined = words.map((word, at) => (at === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join("");
  const base = (/^[a-z]/.test(joined) ? joined : `q${joined}`).slice(0, 36);
  for (let n = 1; ; n += 1) {
    const code = n === 1 ? base : `${base}${n}`;
    if (!taken.has(code)) return code;
  }
}

function fieldOf(row: Row, before: Field | undefined, code: string): Field {
  const {
    hint: _hint,
    options: _options,
    showIf: _showIf,
    required: _required,
    ages: _ages,
    means,
    prefill,
    ...kept
  } = before ?? {};
  const stands = <T extends string>(chosen: T | "" | undefined, was: T | undefined) =>
    chosen === "" ? undefined : (chosen ?? was);
  const [nextMeans, nextPrefill] = [stands(row.means, means), stands(row.prefill, prefill)];
  const showIf = conditionsOf(row.showIf);
  const ages = row.type === "date" ? agesOf(row.ages) : [];
  const options = row.type === "choice" || row.type === "choices" ? optionsOf(row.options) : [];
  return {
    ...(kept as Partial<Field>),
    code,
    type: row.type,
    label: row.label,
    ...(row.hint === "" ? {} : { hint: row.hint }),
    ...(row.required === undefined ? {} : { required: true }),
    ...(options.length === 0 ? {} : { options }),
    ...(showIf.length === 0 ? {} : { showIf }),
    ...(typeof ages === "string" || ages.length === 0 ? {} : { ages }),
    ...(nextMeans === undefined ? {} : { means: nextMeans }),
    ...(nextPrefill === undefined ? {} : { prefill: nextPrefill }),
  };
}

/** The first row whose rules about age cannot be read, with the line that cannot; asked before anything is kept. */
export function findUnreadAge(rows: readonly Row[]): { readonly at: number; readonly line: string } | undefined {
  for (const [at, row] of rows.entries()) {
    const line = row.type === "date" ? agesOf(row.ages) : [];
    if (typeof line === "string") return { at, line };
  }
  return undefined;
}

interface Placed<T> {
  readonly order: number;
  readonly item: T;
}

function placedFields(rows: readonly Row[], before: readonly Field[], used: Set<string>): Placed<Field>[] {
  return rows
    .filter(({ label }) => label !== "")
    .map((row) => {
      const known = row.code === "" ? undefined : before.find(({ code }) => code === row.code);
      const code = known?.code ?? codeFrom(row.label, used);
      used.add(code);
      return { order: Number(row.order) || Number.MAX_SAFE_INTEGER - 1, item: fieldOf(row, known, code) };
    });
}

const inOrder = <T>(placed: readonly Placed<T>[]): T[] =>
  placed.toSorted((one, other) => one.order - other.order).map(({ item }) => item);

/** Rows as questions in the order of their numbers; those without a label are taken out. */
export const fieldsOf = (rows: readonly Row[], before: readonly Field[], taken: ReadonlySet<string>): readonly Field[] =>
  inOrder(placedFields(rows, before, new Set(taken)));

/**
 * The section as its page sent it: rows in the order of their numbers, those without a label taken out. What the page does
 * not show (bounds, what is filled in, what an answer means) stays with its question; repeated groups have pages of their own and come last.
 */
export function sectionOf(body: SectionBody, before: Section | undefined, taken: ReadonlySet<string>): Section {
  const used = new Set(taken);
  const groups = (before?.items ?? []).filter(isGroup);
  for (const { code } of groups) used.add(code);
  const fields = (before?.items ?? []).filter((item): item is Field => !isGroup(item));
  const items: Placed<Section["items"][number]>[] = [
    ...placedFields(body.rows, fields, used),
    ...groups.map((item) => ({ order: Number.MAX_SAFE_INTEGER, item })),
  ];
  return {
    code: before?.code ?? codeFrom(body.title, used),
    title: body.title,
    ...(body.lead === "" ? {} : { lead: body.lead }),
    ...(before?.showIf === undefined ? {} : { showIf: before.showIf }),
    items: inOrder(items),
  };
}
