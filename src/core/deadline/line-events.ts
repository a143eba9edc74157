import { err, ok, type Result } from "../result.ts";
import { type ClockEvent, PAUSE_REASONS, RESUME_MODES, START_BASES } from "./clock-event.ts";
import {
  checkFields,
  getInstant,
  isObject,
  type JsonObject,
  lineError,
  type LineError,
  readChoice,
  readInstant,
  readText,
} from "./line-fields.ts";

const FIELDS = {
  start: new Set(["type", "at", "basis", "due_at", "due_source"]),
  pause: new Set(["type", "at", "reason", "basis"]),
  resume: new Set(["type", "at", "mode", "basis"]),
  extend: new Set(["type", "at", "due_at", "letter", "letter_id", "approved_by", "basis"]),
  extend_revoked: new Set(["type", "at", "basis"]),
  stop: new Set(["type", "at", "outcome", "basis"]),
} as const;

export const EVENT_TYPES = Object.keys(FIELDS) as readonly (keyof typeof FIELDS)[];

/** Shorter words that other systems use for the reasons of a pause. */
const REASON_ALIASES: ReadonlyMap<unknown, string> = new Map([
  ["finance", "financial_duty"],
  ["sector", "sector_rule"],
  ["sector_pause", "sector_rule"],
]);

type Read = Result<ClockEvent, LineError>;

/** The path of a field of an event; made only when there is something to say about it. */
const pathOf = (index: number, name: string): string => `events[${index}].${name}`;

/** Sends an error on with the index of its event before the name of its field. */
const within = (error: LineError, index: number) =>
  err<LineError>({ ...error, field: pathOf(index, error.field), params: { ...error.params, field: pathOf(index, error.field) } });

function readStart(event: JsonObject, at: number): Read {
  const basis = readChoice(event["basis"], START_BASES, "basis", "start_basis_unknown");
  if (!basis.ok) return basis;
  const dueAt = readInstant(event["due_at"], "due_at");
  if (!dueAt.ok) return dueAt;
  const dueSource = readText(event["due_source"], "due_source");
  if (!dueSource.ok) return dueSource;
  return ok({ type: "start", at, basis: basis.value, dueAt: dueAt.value, dueSource: dueSource.value });
}

function readPause(event: JsonObject, at: number): Read {
  const written = event["reason"];
  const reason = readChoice(REASON_ALIASES.get(written) ?? written, PAUSE_REASONS, "reason", "pause_reason_unknown");
  if (!reason.ok) return reason;
  if (reason.value === undefined) return lineError("field_missing", "reason");
  const basis = readText(event["basis"], "basis");
  return basis.ok ? ok({ type: "pause", at, reason: reason.value, basis: basis.value }) : basis;
}

function readResume(event: JsonObject, at: number): Read {
  const mode = readChoice(event["mode"], RESUME_MODES, "mode", "resume_mode_unknown");
  return mode.ok ? ok({ type: "resume", at, mode: mode.value }) : mode;
}

function readExtend(event: JsonObject, at: number): Read {
  const dueAt = getInstant(event["due_at"], "due_at");
  if (!dueAt.ok) return dueAt;
  const letter = readText(event["letter"] ?? event["letter_id"], "letter");
  return letter.ok ? ok({ type: "extend", at, dueAt: dueAt.value, letter: letter.value }) : letter;
}

function readStop(event: JsonObject, at: number): Read {
  const outcome = readText(event["outcome"], "outcome");
  return outcome.ok ? ok({ type: "stop", at, outcome: outcome.value }) : outcome;
}

function readOptions(type: keyof typeof FIELDS, event: JsonObject, at: number): Read {
  switch (type) {
    case "start":
      return readStart(event, at);
    case "pause":
      return readPause(event, at);
    case "resume":
      return readResume(event, at);
    case "extend":
      return readExtend(event, at);
    case "extend_revoked":
      return ok({ type: "extend_revoked", at });
    case "stop":
      return readStop(event, at);
  }
}

function readEvent(event: JsonObject): Read {
  const type = readChoice(event["type"], EVENT_TYPES, "type", "event_type_unknown");
  if (!type.ok) return type;
  if (type.value === undefined) return lineError("field_missing", "type");
  const known = checkFields(event, FIELDS[type.value], "");
  if (!known.ok) return known;
  const at = getInstant(event["at"], "at");
  return at.ok ? readOptions(type.value, event, at.value) : at;
}

/** The clock events of a line. */
export function readEvents(value: unknown): Result<readonly ClockEvent[], LineError> {
  if (value === undefined) return lineError("field_missing", "events");
  if (!Array.isArray(value)) return lineError("field_type", "events", { expected: "list" });
  const events: ClockEvent[] = [];
  for (let index = 0; index < value.length; index += 1) {
    const item: unknown = value[index];
    if (!isObject(item)) return lineError("field_type", `events[${index}]`, { expected: "object" });
    const event = readEvent(item);
    if (!event.ok) return within(event.error, index);
    events.push(event.value);
  }
  return ok(events);
}
