import type { Calendar } from "../calendar/index.ts";
import type { EpochMs } from "../instant.ts";
import { ok, type Result } from "../result.ts";
import type { ClockEvent } from "./clock-event.ts";
import { computeDeadline, type Deadline } from "./deadline.ts";
import { type DeadlineError, refuse } from "./deadline-error.ts";
import type { Convention, Term } from "./term.ts";

/** A stay of the dossier in a step; `to` is null while it is there. */
export type StepVisit = { readonly from: EpochMs; readonly to: EpochMs | null };

/** A step or an agency with its own term and its stays in order of time. */
export type Step = {
  readonly id: string;
  readonly term: Term;
  readonly convention?: Convention | undefined;
  readonly visits: readonly StepVisit[];
};

/** A stretch in which the whole dossier was paused; `to` is null while it is. */
export type DossierPause = { readonly from: EpochMs; readonly to: EpochMs | null };

export type StepClock = {
  readonly id: string;
  readonly deadline: Deadline;
  /** The step is due after the whole dossier: its term does not fit what was left when it began. */
  readonly isAfterWhole: boolean;
};

type Change = { readonly at: EpochMs; readonly active: boolean };

/** The times at which a step begins or ceases to run: it runs while the dossier is there and is not paused. */
function changesOf(visit: StepVisit, pauses: readonly DossierPause[]): readonly Change[] {
  const end = visit.to ?? Number.POSITIVE_INFINITY;
  const changes: Change[] = [{ at: visit.from, active: true }];
  for (const pause of pauses) {
    if (pause.from >= end || (pause.to !== null && pause.to <= visit.from)) continue;
    changes.push({ at: Math.max(pause.from, visit.from), active: false });
    if (pause.to !== null && pause.to < end) changes.push({ at: pause.to, active: true });
  }
  if (visit.to !== null && changes.at(-1)?.active === true) changes.push({ at: visit.to, active: false });
  return changes;
}

function eventsOf(step: Step, pauses: readonly DossierPause[]): readonly ClockEvent[] {
  const changes = step.visits.flatMap((visit) => changesOf(visit, pauses));
  const events = changes.map((change, index): ClockEvent => {
    if (index === 0) return { type: "start", at: change.at };
    if (change.active) return { type: "resume", at: change.at, mode: "shift" };
    return { type: "pause", at: change.at, reason: "sector_rule" };
  });
  const lastVisit = step.visits.at(-1);
  return lastVisit?.to === null || lastVisit === undefined ? events : [...events, { type: "stop", at: lastVisit.to }];
}

/**
 * The clock of one step: it counts from the first start of the step; what passes between stays, and while the dossier
 * is paused, stands apart. A step done again goes on with what was left. Legal guards are the dossier's, not the step's.
 */
export function computeStepClock(
  calendar: Calendar,
  step: Step,
  pauses: readonly DossierPause[],
  whole: Deadline,
): Result<StepClock, DeadlineError> {
  const overlap = step.visits.findIndex((visit, index) => {
    const previous = step.visits[index - 1];
    return (visit.to !== null && visit.to < visit.from) || (previous !== undefined && (previous.to ?? Infinity) > visit.from);
  });
  if (overlap >= 0) return refuse("events_out_of_order", `visits[${overlap}].from`);
  const events = eventsOf(step, pauses);
  const result = computeDeadline({ calendar, term: step.term, convention: step.convention, regime: "none", events });
  if (!result.ok) return result;
  const { dueAt } = result.value;
  const isAfterWhole = dueAt !== null && whole.dueAt !== null && dueAt > whole.dueAt;
  return ok({ id: step.id, deadline: result.value, isAfterWhole });
}
