import type { Calendar, CompileError, HourInterval, Weekday } from "../calendar/index.ts";
import { formatInstant, vietnamYearOf } from "../instant.ts";
import type { PlainDate } from "../plain-date.ts";
import { err, ok, type Result } from "../result.ts";
import { CLASSIFICATION_POLICIES, classify, factsOf, type Timeliness } from "./classify.ts";
import { computeDeadline, type Deadline, type DeadlineInput } from "./deadline.ts";
import type { DerivationLine } from "./derivation.ts";
import { explainDeadline } from "./explain.ts";
import { readEvents } from "./line-events.ts";
import {
  checkFields,
  isObject,
  type JsonObject,
  lineError,
  type LineError,
  readChoice,
  readDate,
  readInstant,
} from "./line-fields.ts";
import { errorMessage, type Locale } from "./messages.ts";
import { REGIME_IDS } from "./regimes.ts";
import { type Convention, type Term, TERM_UNITS } from "./term.ts";
import { citizenSentence } from "./wording.ts";

/** What a line asks of the calendars: an id, a weekly pattern, hours and a date of knowledge, all as written. */
export type CalendarRequest = {
  readonly id: string;
  readonly week: unknown;
  readonly hours: unknown;
  readonly knownAt: PlainDate | undefined;
};

/** Finds the compiled calendar of a request; the door that calls brings it, since core reads no files. */
export type CalendarLookup = (request: CalendarRequest) => Result<Calendar, LineError>;

export const DEFAULT_CALENDAR = "vn";

const FIELDS = new Set([
  "id",
  "calendar",
  "hours",
  "week",
  "term",
  "convention",
  "regime",
  "events",
  "as_of",
  "known_at",
  "explain",
]);
const TERM_FIELDS = new Set(["value", "unit"]);
const CONVENTIONS: readonly Convention[] = ["date", "hours"];
const REGIMES = ["auto", "none", ...REGIME_IDS] as const;
/** A regime may be named by the number of its act alone. */
const REGIME_NUMBERS: ReadonlyMap<unknown, string> = new Map(REGIME_IDS.map((id) => [id.slice(0, id.indexOf("/")), id]));

/** A calendar error in the form of a line's. */
export const calendarLineError = (error: CompileError): LineError => ({
  code: error.code,
  field: error.field,
  article: null,
  params: { value: error.value },
});

const isPairOfTexts = (value: unknown): value is HourInterval =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === "string" && typeof value[1] === "string";

/** The weekly pattern and hours of a request with their types checked; their sense is checked by the compilation. */
export function readPattern(
  request: CalendarRequest,
): Result<{ readonly week?: readonly Weekday[]; readonly hours?: readonly HourInterval[] }, LineError> {
  const { week, hours } = request;
  if (week !== undefined && !(Array.isArray(week) && week.every((day) => typeof day === "string"))) {
    return lineError("field_type", "week", { expected: '["mon", …]' });
  }
  if (hours !== undefined && !(Array.isArray(hours) && hours.every(isPairOfTexts))) {
    return lineError("field_type", "hours", { expected: '[["07:30","11:30"], …]' });
  }
  return ok({ ...(week === undefined ? {} : { week: week as Weekday[] }), ...(hours === undefined ? {} : { hours }) });
}

function readTerm(value: unknown): Result<Term, LineError> {
  if (value === undefined) return lineError("field_missing", "term");
  if (!isObject(value)) return lineError("field_type", "term", { expected: "object" });
  const known = checkFields(value, TERM_FIELDS, "term.");
  if (!known.ok) return known;
  const unit = readChoice(value["unit"], TERM_UNITS, "term.unit", "term_unit_unknown");
  if (!unit.ok) return unit;
  if (unit.value === undefined) return lineError("field_missing", "term.unit");
  const amount = value["value"];
  if (amount !== undefined && amount !== null && typeof amount !== "number") {
    return lineError("field_type", "term.value", { expected: "number" });
  }
  if (amount === undefined && unit.value !== "same_day" && unit.value !== "none") return lineError("field_missing", "term.value");
  return ok({ value: amount, unit: unit.value });
}

function findCalendar(line: JsonObject, lookup: CalendarLookup): Result<Calendar, LineError> {
  const id = line["calendar"] ?? DEFAULT_CALENDAR;
  if (typeof id !== "string") return lineError("field_type", "calendar", { expected: "text" });
  const knownAt = readDate(line["known_at"], "known_at");
  if (!knownAt.ok) return knownAt;
  return lookup({ id, week: line["week"], hours: line["hours"], knownAt: knownAt.value });
}

/** The input of the clock that a line describes. */
export function readLine(line: JsonObject, lookup: CalendarLookup): Result<DeadlineInput, LineError> {
  const known = checkFields(line, FIELDS, "");
  if (!known.ok) return known;
  const explain = line["explain"];
  if (explain !== undefined && typeof explain !== "boolean")
    return lineError("field_type", "explain", { expected: "true/false" });
  const term = readTerm(line["term"]);
  if (!term.ok) return term;
  const convention = readChoice(line["convention"], CONVENTIONS, "convention", "convention_unknown");
  if (!convention.ok) return convention;
  const regime = readChoice(REGIME_NUMBERS.get(line["regime"]) ?? line["regime"], REGIMES, "regime", "regime_unknown");
  if (!regime.ok) return regime;
  const calendar = findCalendar(line, lookup);
  if (!calendar.ok) return calendar;
  const asOf = readInstant(line["as_of"], "as_of");
  if (!asOf.ok) return asOf;
  const events = readEvents(line["events"]);
  if (!events.ok) return events;
  return ok({
    calendar: calendar.value,
    term: term.value,
    convention: convention.value,
    regime: regime.value,
    events: events.value,
    asOf: asOf.value,
  });
}

const LEGAL_POLICIES = (["II06a", "766.2.1", "BTP07a", "legal61"] as const).map((name) => CLASSIFICATION_POLICIES[name]);

type Classes = Record<string, Timeliness>;

function classesOf(deadline: Deadline, unit: Term["unit"]): Classes {
  const facts = factsOf(deadline, unit);
  const classes: Classes = {};
  for (const policy of LEGAL_POLICIES) classes[policy.name] = classify(policy, facts);
  if (deadline.givenBySource !== null) classes["source_label"] = classify(CLASSIFICATION_POLICIES.source_label, facts);
  return classes;
}

const instantOrNull = (at: number | null): string | null => (at === null ? null : formatInstant(at));

const derivationOf = (line: DerivationLine): JsonObject => ({
  on: line.on,
  counted: line.counted,
  why: line.why,
  name: line.name,
  basis: line.basis,
  verified: line.verified,
  minutes: line.minutes,
  left: line.left,
  due_at: line.dueAt === undefined ? undefined : formatInstant(line.dueAt),
});

/** The law and the calendar that an answer rests on, with what was not verified. */
function groundsOf(input: DeadlineInput, deadline: Deadline): JsonObject {
  const { regime, startedAt, dueAt } = deadline;
  const yearOfDue = dueAt === null ? vietnamYearOf(startedAt) : vietnamYearOf(dueAt);
  const years = input.calendar.years.filter(({ year }) => year >= vietnamYearOf(startedAt) && year <= yearOfDue);
  return {
    regime:
      regime === null ? null : { id: regime.id, name: regime.name, verified: regime.verified, amended_by: regime.amendedBy },
    calendar: { version: deadline.calendarVersion, years },
  };
}

function explanation(input: DeadlineInput, deadline: Deadline): JsonObject {
  const lines = explainDeadline(input, deadline);
  return {
    grounds: groundsOf(input, deadline),
    sentence: { vi: citizenSentence(input, deadline, lines, "vi"), en: citizenSentence(input, deadline, lines, "en") },
    derivation: lines.map(derivationOf),
  };
}

/** The answer to a line whose deadline was computed, ready for JSON. */
export function answerOf(id: unknown, input: DeadlineInput, deadline: Deadline, explain: boolean): JsonObject {
  return {
    id,
    due_at: instantOrNull(deadline.dueAt),
    due_original_at: instantOrNull(deadline.dueOriginalAt),
    state: deadline.state,
    class: classesOf(deadline, input.term.unit),
    remaining_working_minutes: deadline.remainingWorkingMinutes,
    calendar_version: deadline.calendarVersion,
    regime: deadline.regime?.id ?? "none",
    ...(deadline.provisional ? { provisional: true } : {}),
    ...(deadline.warnings.length > 0 ? { warnings: deadline.warnings } : {}),
    ...(explain ? explanation(input, deadline) : {}),
  };
}

const quoted = (at: number | null): string => (at === null ? "null" : `"${formatInstant(at)}"`);

/** The same answer without explanation as JSON text, put together by hand: whole files are answered this way. */
function answerTextOf(id: unknown, input: DeadlineInput, deadline: Deadline): string {
  const facts = factsOf(deadline, input.term.unit);
  let classes = "";
  for (const policy of LEGAL_POLICIES) classes += `${classes === "" ? "" : ","}"${policy.name}":"${classify(policy, facts)}"`;
  const due = quoted(deadline.dueAt);
  const original = deadline.dueOriginalAt === deadline.dueAt ? due : quoted(deadline.dueOriginalAt);
  return `{"id":${JSON.stringify(id)},"due_at":${due},"due_original_at":${original},"state":"${deadline.state}","class":{${classes}},"remaining_working_minutes":${deadline.remainingWorkingMinutes},"calendar_version":"${deadline.calendarVersion}","regime":"${deadline.regime?.id ?? "none"}"}`;
}

/** Whether an answer has parts beyond the plain ones, so that it must be written in full. */
const isPlain = (deadline: Deadline): boolean =>
  !deadline.provisional && deadline.warnings.length === 0 && deadline.givenBySource === null;

/** The answer to a line that is refused. */
export const refusalAnswer = (id: unknown, error: LineError, locale: Locale): JsonObject => ({
  id,
  error: {
    code: error.code,
    field: error.field,
    message: errorMessage(error, locale),
    ...(error.article === null ? {} : { article: error.article }),
  },
});

type Computed = { readonly id: unknown; readonly input: DeadlineInput; readonly deadline: Deadline; readonly explain: boolean };

function compute(value: unknown, lookup: CalendarLookup, locale: Locale): Result<Computed, JsonObject> {
  if (!isObject(value)) {
    return err(refusalAnswer(null, { code: "line_not_object", field: "", article: null, params: {} }, locale));
  }
  const id = value["id"] ?? null;
  const input = readLine(value, lookup);
  if (!input.ok) return err(refusalAnswer(id, input.error, locale));
  const deadline = computeDeadline(input.value);
  if (!deadline.ok) return err(refusalAnswer(id, deadline.error, locale));
  return ok({ id, input: input.value, deadline: deadline.value, explain: value["explain"] === true });
}

/** Answers one value of the JSON interface: a deadline, or a refusal with its code, field and message. */
export function answerValue(value: unknown, lookup: CalendarLookup, locale: Locale): Result<JsonObject, JsonObject> {
  const computed = compute(value, lookup, locale);
  if (!computed.ok) return computed;
  const { id, input, deadline, explain } = computed.value;
  return ok(answerOf(id, input, deadline, explain));
}

/** The same answer as JSON text, and whether it is a refusal. */
export function answerLine(
  value: unknown,
  lookup: CalendarLookup,
  locale: Locale,
): { readonly text: string; readonly isRefusal: boolean } {
  const computed = compute(value, lookup, locale);
  if (!computed.ok) return { text: JSON.stringify(computed.error), isRefusal: true };
  const { id, input, deadline, explain } = computed.value;
  const text =
    explain || !isPlain(deadline) ? JSON.stringify(answerOf(id, input, deadline, explain)) : answerTextOf(id, input, deadline);
  return { text, isRefusal: false };
}
