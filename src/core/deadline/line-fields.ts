import { type EpochMs, parseInstant } from "../instant.ts";
import { parsePlainDate, type PlainDate } from "../plain-date.ts";
import { err, ok, type Result } from "../result.ts";

/** Why a line of JSON is refused: the code, the field, values for the message, and the article where a law forbids it. */
export type LineError = {
  readonly code: string;
  readonly field: string;
  readonly article: string | null;
  readonly params: Readonly<Record<string, string | number>>;
};

export type JsonObject = Readonly<Record<string, unknown>>;

const NOT_GIVEN = ok(undefined);
const FIELDS_KNOWN: Result<true, LineError> = ok(true);

export const lineError = (code: string, field: string, params: LineError["params"] = {}) =>
  err<LineError>({ code, field, article: null, params: { field, ...params } });

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Refuses the first field that is not among the known ones: a slip of the pen must not be passed over. */
export function checkFields(object: JsonObject, known: ReadonlySet<string>, prefix: string): Result<true, LineError> {
  for (const name in object) {
    if (!known.has(name)) return lineError("field_unknown", `${prefix}${name}`);
  }
  return FIELDS_KNOWN;
}

/** One of a closed set of words; undefined when the field is absent. */
export function readChoice<T extends string>(
  value: unknown,
  choices: readonly T[],
  field: string,
  code: string,
): Result<T | undefined, LineError> {
  if (value === undefined) return NOT_GIVEN;
  for (const choice of choices) if (choice === value) return ok(choice);
  return lineError(code, field, { value: shown(value), unit: shown(value) });
}

/** An instant at +07:00; undefined when the field is absent. */
export function readInstant(value: unknown, field: string): Result<EpochMs | undefined, LineError> {
  if (value === undefined) return NOT_GIVEN;
  if (typeof value !== "string") return lineError("instant_malformed", field, { value: shown(value) });
  const parsed = parseInstant(value);
  return parsed.ok ? parsed : lineError(parsed.error.code, field, { value });
}

/** An instant that must be there. */
export function getInstant(value: unknown, field: string): Result<EpochMs, LineError> {
  const read = readInstant(value, field);
  if (!read.ok) return read;
  return read.value === undefined ? lineError("field_missing", field) : ok(read.value);
}

/** A text; undefined when the field is absent. */
export function readText(value: unknown, field: string): Result<string | undefined, LineError> {
  if (value === undefined) return NOT_GIVEN;
  if (typeof value === "string") return ok(value);
  return lineError("field_type", field, { expected: "text" });
}

/** A date, or the local date of an instant; undefined when the field is absent. */
export function readDate(value: unknown, field: string): Result<PlainDate | undefined, LineError> {
  if (value === undefined) return NOT_GIVEN;
  if (typeof value !== "string") return lineError("date_malformed", field, { value: shown(value) });
  if (value.length > 10) {
    const instant = parseInstant(value);
    return instant.ok ? ok(value.slice(0, 10) as PlainDate) : lineError(instant.error.code, field, { value });
  }
  const parsed = parsePlainDate(value);
  return parsed.ok ? parsed : lineError(parsed.error.code, field, { value });
}
