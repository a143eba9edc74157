import { formatVietnamese, toEpochDay, weekdayOf } from "../plain-date.ts";
import type { Deadline, DeadlineInput } from "./deadline.ts";
import type { DerivationLine } from "./derivation.ts";
import { instantInWords, type Locale, messageOf } from "./messages.ts";
import { countTerm } from "./term.ts";

/** A table for the officer: a header and one row a line of the derivation. */
export type OfficerTable = { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] };

const nameIn = (line: DerivationLine, locale: Locale): string => (locale === "en" ? (line.nameEn ?? line.name) : line.name) ?? "";

const LEFT_UNITS = {
  working_days: "left.working_days",
  same_day: "left.working_days",
  working_minutes: "left.working_minutes",
  days: "left.days",
  months: "left.days",
  none: "left.days",
} as const;

/** What a line of the derivation says in words. */
export function describeLine(line: DerivationLine, input: DeadlineInput, locale: Locale): string {
  const isPause = line.why === "pause" || line.why === "pause_after_due";
  const term = countTerm(input.term, input.convention);
  const leftKey = LEFT_UNITS[term.ok ? term.value.count : "none"];
  return messageOf(locale, `reason.${line.why}`, {
    name: isPause ? messageOf(locale, `pause.${line.name}`) : nameIn(line, locale),
    due: line.dueAt === undefined ? "" : instantInWords(line.dueAt, locale),
    left: line.left === undefined ? "" : messageOf(locale, leftKey, { value: line.left }),
  });
}

/** The derivation as a table: date, day of the week, counted or not, reason, basis (marked where not verified). */
export function officerTable(lines: readonly DerivationLine[], input: DeadlineInput, locale: Locale): OfficerTable {
  const text = (key: string): string => messageOf(locale, key);
  const rows = lines.map((line) => {
    const counted = line.minutes === undefined ? text("table.yes") : messageOf(locale, "table.minutes", { value: line.minutes });
    const basis = line.basis ?? "";
    return [
      formatVietnamese(line.on),
      text(`weekday.${weekdayOf(toEpochDay(line.on))}`),
      line.counted ? counted : text("table.no"),
      describeLine(line, input, locale),
      basis !== "" && line.verified === false ? `${basis} (${text("table.unverified")})` : basis,
    ];
  });
  const header = ["table.on", "table.weekday", "table.counted", "table.why", "table.basis"].map(text);
  return { header, rows };
}

const SKIPPED_BY_NAME = new Set(["holiday", "compensatory", "swap_off"]);

/** The days that were skipped, the weekly rest as a number, the rest by name: "4 ngày nghỉ hằng tuần và 24/11/2026 (…)". */
function skippedDays(lines: readonly DerivationLine[], locale: Locale): string {
  const weekly = lines.filter((line) => line.why === "weekly_rest").length;
  const named = lines
    .filter((line) => SKIPPED_BY_NAME.has(line.why))
    .map((line) => `${formatVietnamese(line.on)} (${nameIn(line, locale)})`);
  const parts = weekly === 0 ? named : [messageOf(locale, "sentence.weekly", { count: weekly }), ...named];
  const and = ` ${messageOf(locale, "sentence.and")} `;
  return parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")}${and}${parts.at(-1)}`;
}

/** The term in words: "10 ngày làm việc". */
export function termInWords(term: DeadlineInput["term"], locale: Locale): string {
  return messageOf(locale, `unit.${term.unit}`, { value: term.value ?? "" });
}

function opening(input: DeadlineInput, deadline: Deadline, locale: Locale): string {
  const start = instantInWords(deadline.startedAt, locale);
  if (deadline.dueAt === null) return messageOf(locale, "sentence.none", { start });
  const due = instantInWords(deadline.dueAt, locale);
  if (deadline.givenBySource !== null) return messageOf(locale, "sentence.given", { due, source: deadline.givenBySource });
  return messageOf(locale, "sentence.due", { term: termInWords(input.term, locale), start, due });
}

/** The deadline in one breath for the citizen, with what was not counted, in Vietnamese or English. */
export function citizenSentence(
  input: DeadlineInput,
  deadline: Deadline,
  lines: readonly DerivationLine[],
  locale: Locale,
): string {
  const parts = [opening(input, deadline, locale)];
  const say = (key: string, params: Readonly<Record<string, string>> = {}): void => {
    parts.push(messageOf(locale, key, params));
  };
  const skipped = skippedDays(lines, locale);
  if (skipped !== "") say("sentence.skipped", { days: skipped });
  if (deadline.dueOriginalAt !== null && deadline.dueOriginalAt !== deadline.dueAt) {
    say("sentence.was", { due: instantInWords(deadline.dueOriginalAt, locale) });
  }
  if (deadline.pausedAt !== null) say("sentence.paused", { at: instantInWords(deadline.pausedAt, locale) });
  if (deadline.endedAt !== null) say("sentence.stopped", { at: instantInWords(deadline.endedAt, locale) });
  if (deadline.provisional) say("sentence.provisional");
  return parts.join("");
}
