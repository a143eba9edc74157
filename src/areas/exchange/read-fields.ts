import { type EpochMs, localTimeOf, type TimeZone } from "#core/instant.ts";
import { canonicalText } from "#platform/input/text.ts";
import { Refusal } from "#platform/refusal.ts";

/** Why a line is not taken: the column, what is wrong with it, and what stood there. */
export class Rejection extends Error {
  readonly field: string;
  readonly reason: RejectionReason;
  readonly value: string;

  constructor(field: string, reason: RejectionReason, value: string) {
    super(`${field}: ${reason}`);
    this.name = "Rejection";
    this.field = field;
    this.reason = reason;
    this.value = value.slice(0, 100);
  }
}

export type RejectionReason =
  | "required"
  | "unknown_value"
  | "malformed_instant"
  | "duplicate"
  | "malformed_csv"
  | "invalid_characters"
  | "too_long"
  | "unknown_case"
  | "unknown_procedure"
  | "held_elsewhere"
  | "clock_refused"
  | "malformed_day"
  | "not_a_name"
  | "username_malformed"
  | "username_taken"
  | "unknown_role"
  | "role_not_imported"
  | "officer_left"
  | "unknown_unit"
  | "ambiguous_unit"
  | "unit_not_yours"
  | "duplicate_differs"
  | "code_malformed"
  | "level_unknown"
  | "not_in_force"
  | "unknown_officer"
  | "no_officer"
  | "officer_unfit"
  | "unknown_step"
  | "step_unfit"
  | "no_due_date";

const MOST_CHARACTERS = 500;

/** The value of a column in canonical spelling; empty where there is none. */
export function readText(values: ReadonlyMap<string, string>, column: string): string {
  const value = values.get(column) ?? "";
  if (value.length > MOST_CHARACTERS) throw new Rejection(column, "too_long", value);
  try {
    return canonicalText(value);
  } catch (error) {
    if (error instanceof Refusal) throw new Rejection(column, "invalid_characters", value);
    throw error;
  }
}

export function readRequired(values: ReadonlyMap<string, string>, column: string): string {
  const value = readText(values, column);
  if (value === "") throw new Rejection(column, "required", value);
  return value;
}

/** What a table of a mapping has for a value of a line; what every object has, such as "constructor", is none of its own. */
export const lookUp = <T>(table: Readonly<Record<string, T>>, value: string): T | undefined =>
  Object.hasOwn(table, value) ? table[value] : undefined;

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?$/;
const DAY_MS = 86_400_000;

/** The instant at which clocks of a zone show a time; where they show it twice or never, the earlier reading. */
function instantIn(zone: TimeZone, shown: EpochMs): EpochMs {
  const shownAt = (at: EpochMs): EpochMs => {
    const { epochDay, minute, second } = localTimeOf(at, zone);
    return epochDay * DAY_MS + (minute * 60 + second) * 1000 + (((at % 1000) + 1000) % 1000);
  };
  const first = shown - (shownAt(shown) - shown);
  return first - (shownAt(first) - shown);
}

/** An instant with its offset, or one of the given zone. */
export function readInstant(values: ReadonlyMap<string, string>, column: string, zone: TimeZone): EpochMs {
  const value = readRequired(values, column);
  const match = INSTANT.exec(value);
  const [, year, month, day, hour, minute, second = "00", fraction = "", offset] = match ?? [];
  const shown =
    match === null
      ? Number.NaN
      : Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, "0").slice(0, 3)}Z`);
  // Date.parse moves a day such as 31 February to March.
  if (Number.isNaN(shown) || new Date(shown).getUTCDate() !== Number(day))
    throw new Rejection(column, "malformed_instant", value);
  if (offset === undefined) return instantIn(zone, shown);
  if (offset === "Z") return shown;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return shown - (offset.startsWith("-") ? -minutes : minutes) * 60_000;
}
