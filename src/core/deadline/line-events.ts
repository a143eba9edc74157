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
  resume: new Set(["type", "at", "mode"]),
  extend: new Set(["type", "at", "due_at", "letter"]),
  extend_revoked: new Set(["type", "at"]),
  stop: new Set(["type", "at", "outcome"]),
} as const;

export const EVENT_TYPES = Object.keys(FIELDS) as readonly (keyof typeof FIELDS)[];

type Read = Result<ClockEvent, LineError>;

function readStart(event: JsonObject, at: number, path: string): Read {
  const basis = readChoice(event["basis"], START_BASES, `${path}.basis`, "start_basis_unknown");
  if (!basis.ok) return basis;
  const dueAt = readInstant(event["due_at"], `${path}.due_at`);
  if (!dueAt.ok) return dueAt;
  const dueSource = readText(event["due_source"], `${path}.due_source`);
  if (!dueSource.ok) return dueSource;
  return ok({ type: "start", at, basis: basis.value, dueAt: dueAt.value, dueSource: dueSource.value });
}

function readPause(event: JsonObject, at: number, path: string): Read {
  const reason = readChoice(event["reason"], PAUSE_REASONS, `${path}.reason`, "pause_reason_unknown");
  if (!reason.ok) return reason;
  if (reason.value === undefined) return lineError("field_missing", `${path}.reason`);
  const basis = readText(event["basis"], `${path}.basis`);
  return basis.ok ? ok({ type: "pause", at, reason: reason.value, basis: basis.value }) : basis;
}

function readResume(event: JsonObject, at: number, path: string): Read {
  const mode = readChoice(event["mode"], RESUME_MODES, `${path}.mode`, "resume_mode_unknown");
  return mode.ok ? ok({ type: "resume", at, mode: mode.value }) : mode;
}

function readExtend(event: JsonObject, at: number, path: string): Read {
  const dueAt = getInstant(event["due_at"], `${path}.due_at`);
  if (!dueAt.ok) return dueAt;
  const letter = readText(event["letter"], `${path}.letter`);
  return letter.ok ? ok({ type: "extend", at, dueAt: dueAt.value, letter: letter.value }) : letter;
}

function readStop(event: JsonObject, at: number, path: string): Read {
  const outcome = readText(event["outcome"], `${path}.outcome`);
  return outcome.ok ? ok({ type: "stop", at, outcome: outcome.value }) : outcome;
}

function readEvent(event: unknown, path: string): Read {
  if (!isObject(event)) return lineError("field_type", path, { expected: "object" });
  const type = readChoice(event["type"], EVENT_TYPES, `${path}.type`, "event_type_unknown");
  if (!type.ok) return type;
  if (type.value === undefined) return lineError("field_missing", `${path}.type`);
  const known = checkFields(event, FIELDS[type.value], `${path}.`);
  if (!known.ok) return known;
  const at = getInstant(event["at"], `${path}.at`);
  if (!at.ok) return at;
  switch (type.value) {
    case "start":
      return readStart(event, at.value, path);
    case "pause":
      return readPause(event, at.value, path);
    case "resume":
      return readResume(event, at.value, path);
    case "extend":
      return readExtend(event, at.value, path);
    case "extend_revoked":
      return ok({ type: "extend_revoked", at: at.value });
    case "stop":
      return readStop(event, at.value, path);
  }
}

/** The clock events of a line. */
export function readEvents(value: unknown): Result<readonly ClockEvent[], LineError> {
  if (value === undefined) return lineError("field_missing", "events");
  if (!Array.isArray(value)) return lineError("field_type", "events", { expected: "list" });
  const events: ClockEvent[] = [];
  for (let index = 0; index < value.length; index += 1) {
    const event = readEvent(value[index], `events[${index}]`);
    if (!event.ok) return err(event.error);
    events.push(event.value);
  }
  return ok(events);
}
