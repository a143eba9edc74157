import { randomBytes } from "node:crypto";
import { type EpochMs, localDateOf } from "#core/instant.ts";
import { regimeOn } from "#core/deadline/regimes.ts";
import type { Term } from "#core/deadline/term.ts";
import { toEpochDay } from "#core/plain-date.ts";
import { err, ok, type Result } from "#core/result.ts";
import { ACTION_ROLES } from "#core/workflow/dossier-action.ts";
import { applyEvent, type DossierEvent } from "#core/workflow/dossier-event.ts";
import { changedFacts, type FactEvent } from "#core/workflow/dossier-facts.ts";
import type { DossierState } from "#core/workflow/dossier-state.ts";
import { type DossierAction, decideTransition } from "#core/workflow/transition.ts";
import type { Role } from "#core/roles.ts";
import type { Refusal } from "#platform/refusal.ts";
import type { Acting, Channel, DossierAttributes, EventDraft, Parties, ReceivedComponent } from "./dossier.ts";
import {
  type ClockColumns,
  clockColumns,
  type ClockFact,
  clockTerm,
  dossierDeadline,
  intakeDue,
  MOVES_CLOCK,
  NO_CLOCK,
  type WorkingTime,
} from "./dossier.clock.ts";
import { dossierRefusal, refusalOfClock, refusalOfTransition } from "./dossier.errors.ts";
import { intakeHoursOn } from "./intake-term.ts";
import type { HistoryDraft } from "./history-row.ts";

/**
 * One step of a history: an action as people take it, a note or a fact that moves nothing, or, in an imported history alone, an
 * event that the other system only states, without the actions that led to it.
 */
export interface HistoryStep {
  readonly action:
    | DossierAction
    | { readonly name: "note"; readonly at: EpochMs }
    | { readonly name: "fact"; readonly at: EpochMs; readonly event: FactEvent }
    | { readonly name: "external"; readonly at: EpochMs; readonly event: DossierEvent };
  readonly by: Acting;
  readonly reason?: string | undefined;
  readonly payload?: Readonly<Record<string, unknown>> | undefined;
}

export interface HistoryInput {
  readonly desk: WorkingTime & {
    readonly provinceId: number;
    readonly agencyId: number;
    readonly unitId: number;
    readonly codePrefix: string;
  };
  readonly procedure: { readonly versionId: number; readonly code: string; readonly name: string; readonly field: string };
  readonly caseCode: string;
  readonly term: { readonly value: number | null; readonly unit: string };
  readonly parties: Parties;
  readonly channel: Channel;
  readonly origin: HistoryDraft["origin"];
  readonly sourceId?: string | undefined;
  /** The code that the dossier brings with it; otherwise it gets the next number of its day. */
  readonly code?: string | undefined;
  readonly subject?: string | undefined;
  readonly components: readonly ReceivedComponent[];
  readonly attributes: DossierAttributes;
  readonly flags?: readonly string[] | undefined;
  /** A due date that comes with the dossier is kept as given and never recomputed. */
  readonly given?: { readonly dueAt: EpochMs | null; readonly dueSource: string } | undefined;
  /** Where another body of law applies than that of the day of receipt in Việt Nam. */
  readonly regime?: string | undefined;
  /** Log entries of another system may be out of order: they are taken as they are and flagged by the importer. */
  readonly anyOrder?: boolean | undefined;
  readonly steps: readonly [HistoryStep, ...HistoryStep[]];
}

const STATED_BY_SOURCE: ReadonlySet<HistoryDraft["origin"]> = new Set(["imported", "external", "taken_over"]);

/** 128 random bits for the QR code of the receipt. */
const newTrackingSecret = (): string => randomBytes(16).toString("base64url");

function decideStep(state: DossierState | null, step: HistoryStep, lastAt: EpochMs | null): Result<DossierEvent, Refusal> {
  if (step.action.name === "note") return ok({ type: "noted", at: step.action.at });
  if (step.action.name === "external" || step.action.name === "fact") return ok(step.action.event);
  const roles: readonly Role[] = ACTION_ROLES[step.action.name];
  if (step.by.role !== "system" && !roles.includes(step.by.role)) return err(dossierRefusal("role_not_allowed"));
  const decided = decideTransition(state, step.action, lastAt);
  return decided.ok ? decided : err(refusalOfTransition(decided.error));
}

/**
 * Plays a dossier's history through the same rules as single commands (roles, transitions, clock) without touching the
 * database: the draft that `insertHistories` writes, or the first refusal. A receipt at the counter is a history of one.
 */
export function replayHistory(input: HistoryInput): Result<HistoryDraft, Refusal> {
  if (!STATED_BY_SOURCE.has(input.origin) && input.steps.some((step) => step.action.name === "external")) {
    throw new Error("only an imported history may state events as facts");
  }
  const term: Term = clockTerm(input.term.value, input.term.unit);
  const facts: ClockFact[] = [];
  const events: EventDraft[] = [];
  let state: DossierState | null = null;
  let clock: ClockColumns = NO_CLOCK;
  let provisional = false;
  let calendarVersion: string | undefined;
  for (const step of input.steps) {
    const at = step.action.at;
    const decided = decideStep(state, step, input.anyOrder === true ? null : (events.at(-1)?.at ?? null));
    if (!decided.ok) return decided;
    const event = decided.value;
    const payload =
      event.type === "received" && input.given !== undefined
        ? { ...step.payload, ...input.given }
        : event.type === "submitted"
          ? { ...step.payload, intakeDueAt: filedUntil(input.desk, at) }
          : (step.payload ?? factPayload(step));
    facts.push({ type: event.type, at, payload });
    state = applyEvent(state, event);
    if (input.given !== undefined) clock = givenClock(input.given.dueAt, state, at, clock);
    else if (MOVES_CLOCK.has(event.type)) {
      const deadline = dossierDeadline(term, input.desk, facts);
      if (!deadline.ok) return err(refusalOfClock(deadline.error));
      clock = clockColumns(deadline.value, clock, facts);
      provisional = deadline.value.provisional;
      calendarVersion = deadline.value.calendarVersion;
    }
    const { outcome, endedAt, supplementCount } = state;
    const { dueAt, dueUnextendedAt, pausedAt } = clock;
    events.push({
      type: event.type,
      at,
      by: step.by,
      reason: step.reason,
      payload,
      state: state.state,
      outcome,
      dueAt,
      dueUnextendedAt,
      pausedAt,
      endedAt,
      supplementCount,
    });
  }
  if (state === null) throw new Error("a history has at least one step");
  const extras = { flags: [...(input.flags ?? []), ...(provisional ? ["provisional_calendar"] : [])], calendarVersion };
  return ok(draftOf(input, state, clock, events as [EventDraft, ...EventDraft[]], extras));
}

/** A due date that came with the dossier stands still while the dossier waits for its applicant or the treasury. */
function givenClock(dueAt: EpochMs | null, { state }: DossierState, at: EpochMs, before: ClockColumns): ClockColumns {
  const waits = state === "SUPPLEMENT_WAIT" || state === "FINANCE_WAIT";
  return { dueAt, dueOriginalAt: dueAt, dueUnextendedAt: dueAt, pausedAt: waits ? (before.pausedAt ?? at) : null };
}

/** What a fact says stands in its event, as `recordFact` writes it. */
function factPayload({ action }: HistoryStep): Readonly<Record<string, unknown>> {
  if (action.name !== "fact") return {};
  const { type: _, at: __, ...payload } = action.event;
  return payload;
}

/** What was accepted has a number of the book; what was only filed or guided has one of its own series (O7). */
function seriesOf({ state, way }: DossierState): "dossier" | "guidance" | "filing" {
  if (way.accepted) return "dossier";
  return state === "DRAFT" || state === "SUBMITTED" ? "filing" : "guidance";
}

function filedUntil(desk: WorkingTime, filedAt: EpochMs): EpochMs | null {
  const due = intakeDue(desk, filedAt, intakeHoursOn(filedAt));
  return due.ok ? due.value : null;
}

function respondBy({ state }: DossierState, events: readonly EventDraft[]): string | null {
  const asked = events.findLast((event) => event.type === "supplement_requested")?.payload?.["respondBy"];
  return state === "SUPPLEMENT_WAIT" && typeof asked === "string" ? asked : null;
}

function draftOf(
  input: HistoryInput,
  state: DossierState,
  clock: ClockColumns,
  events: readonly [EventDraft, ...EventDraft[]],
  extras: { readonly flags: readonly string[]; readonly calendarVersion: string | undefined },
): HistoryDraft {
  const { desk, procedure } = input;
  const receivedOn = localDateOf(state.receivedAt);
  return {
    provinceId: desk.provinceId,
    agencyId: desk.agencyId,
    unitId: desk.unitId,
    code:
      input.code === undefined ? { prefix: desk.codePrefix, series: seriesOf(state), day: receivedOn } : { given: input.code },
    procedureVersionId: procedure.versionId,
    procedureCode: procedure.code,
    procedureName: procedure.name,
    field: procedure.field,
    caseCode: input.caseCode,
    origin: input.origin,
    sourceId: input.sourceId ?? null,
    channel: input.channel,
    regime: input.regime ?? regimeOn(toEpochDay(receivedOn)).id,
    timeZone: desk.timeZone,
    termValue: input.term.value,
    termUnit: input.term.unit,
    proposal: state.proposal,
    facts: changedFacts(state.facts),
    way: state.way,
    intakeDueAt: state.state === "SUBMITTED" ? filedUntil(desk, state.receivedAt) : null,
    respondBy: respondBy(state, events),
    receivedAt: state.receivedAt,
    dueOriginalAt: clock.dueOriginalAt,
    dueSource: input.given?.dueSource ?? null,
    returnedAt: state.returnedAt,
    holderPersonId: state.holder?.personId ?? null,
    holderUnitId: state.holder?.unitId ?? null,
    subject: input.subject ?? null,
    parties: input.parties,
    components: input.components,
    attributes:
      extras.calendarVersion === undefined ? input.attributes : { ...input.attributes, calendarVersion: extras.calendarVersion },
    flags: extras.flags,
    trackingSecret: newTrackingSecret(),
    events,
  };
}
