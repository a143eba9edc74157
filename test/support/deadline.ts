import type { StartEvent } from "#core/deadline/clock-event.ts";
import { computeDeadline, type Deadline, type DeadlineInput } from "#core/deadline/deadline.ts";
import type { Term } from "#core/deadline/term.ts";
import { type EpochMs, formatInstant, parseInstant } from "#core/instant.ts";
import { getCalendar } from "#platform/reference/calendars.ts";

/** The calendar that ships, Monday to Friday, 7:30–11:30 and 13:00–17:00. */
export const VN = getCalendar("vn");

/** The instant of a text that must be one. */
export function at(text: string): EpochMs {
  const parsed = parseInstant(text);
  if (!parsed.ok) throw new Error(`${parsed.error.code}: ${text}`);
  return parsed.value;
}

export const start = (text: string, more: Partial<StartEvent> = {}): StartEvent => ({ type: "start", at: at(text), ...more });

/** The deadline of an input that must be lawful. */
export function getDeadline(input: DeadlineInput): Deadline {
  const result = computeDeadline(input);
  if (!result.ok) throw new Error(`${result.error.code} at ${result.error.field}`);
  return result.value;
}

/** The due instant of a term that starts at an instant, as text. */
export function dueOf(term: Term, startText: string, more: Partial<StartEvent> = {}): string {
  const { dueAt } = getDeadline({ calendar: VN, term, events: [start(startText, more)] });
  return dueAt === null ? "none" : formatInstant(dueAt);
}

/** The code and field with which an input is refused; "accepted" when it is not. */
export function refusalOf(input: DeadlineInput): string {
  const result = computeDeadline(input);
  return result.ok ? "accepted" : `${result.error.code} ${result.error.field}`;
}
