import type { Calendar } from "../calendar/index.ts";
import type { Deadline } from "../deadline/deadline.ts";
import type { DeadlineError } from "../deadline/deadline-error.ts";
import { computeStepClock, type DossierPause, type StepClock, type StepVisit } from "../deadline/steps.ts";
import type { EpochMs } from "../instant.ts";
import type { Result } from "../result.ts";
import type { ProcessStep } from "./definition.ts";

/** A dossier came into a step; it leaves with the next row, or with the end of the dossier. */
export interface StepEntry {
  readonly step: string;
  readonly at: EpochMs;
}

/** The stays of each step, from the list of entries in order of time; the last one is open until `endedAt`. */
export function visitsOf(entries: readonly StepEntry[], endedAt: EpochMs | null): ReadonlyMap<string, readonly StepVisit[]> {
  const visits = new Map<string, readonly StepVisit[]>();
  for (const [index, entry] of entries.entries()) {
    const to = entries[index + 1]?.at ?? endedAt;
    const before = visits.get(entry.step) ?? [];
    const last = before.at(-1);
    // From a step straight into itself is one stay: it is handed to another person, its clock goes on.
    const isSame = last !== undefined && last.to === entry.at && entries[index - 1]?.step === entry.step;
    visits.set(entry.step, isSame ? [...before.slice(0, -1), { from: last.from, to }] : [...before, { from: entry.at, to }]);
  }
  return visits;
}

/**
 * The step's own clock beside the dossier's: its time counts while the dossier is in the step and is not paused. Refuses
 * what core/deadline refuses; `null` where the step has no time or was never entered.
 */
export function clockOfStep(
  calendar: Calendar,
  step: ProcessStep,
  visits: readonly StepVisit[],
  pauses: readonly DossierPause[],
  whole: Deadline,
): Result<StepClock, DeadlineError> | null {
  if (step.time === null || visits.length === 0) return null;
  const term = { value: step.time.value, unit: step.time.unit };
  return computeStepClock(calendar, { id: step.code, term, visits }, pauses, whole);
}
