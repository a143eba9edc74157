import {
  addressPaths,
  type Answers,
  answerText,
  answerTexts,
  type FormFault,
  type Meaning,
  meaningsOf,
  readForm,
  type Value,
} from "#core/eform/index.ts";
import type { Result } from "#core/result.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { findAddressUnit } from "./addresses.ts";
import type { OpenFiling } from "./get-filing.ts";

export interface ReadFiling {
  readonly values: Readonly<Record<string, Value>>;
  readonly meanings: Readonly<Partial<Record<Meaning, Value>>>;
}

export const readingOn = (now: Date) => ({
  today: localDay(now),
  knowsUnit: (code: string) => findAddressUnit(code) !== undefined,
});

/** Every answer in its one form, or everything that is still to be put right, by section. */
export function readFiling({ filing, eform }: OpenFiling, now: Date): Result<ReadFiling, readonly FormFault[]> {
  const read = readForm(eform.form, filing.answers, readingOn(now));
  if (!read.ok) return read;
  return { ok: true, value: { values: read.value, meanings: meaningsOf(eform.form, filing.answers, read.value) } };
}

/** An address as one line; other values as they are. */
export const plainValue = (value: Value | undefined): string => {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  const [unit = "", detail = ""] = value;
  const label = findAddressUnit(unit)?.label;
  return label === undefined ? value.join("; ") : [detail, label].filter((part) => part !== "").join(", ");
};

/** What stands beside a question: its value in plain form, or what was typed where that cannot be read. */
export const shownAnswer =
  (answers: Answers, values: Readonly<Record<string, Value>>) =>
  (path: string): string => {
    if (values[path] !== undefined) return plainValue(values[path]);
    const paths = addressPaths(path);
    const address = [answerText(answers, paths.detail), answerText(answers, paths.unitText)].filter((part) => part !== "");
    return address.length > 0 ? address.join(", ") : answerTexts(answers, path).join("; ");
  };
