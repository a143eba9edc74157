import { addressPaths, type Answers, isGroup, type Eform, type Prefill } from "#core/eform/index.ts";
import type { FilledFrom, FilingState } from "./filing.ts";

/** Whether its writer may still change what was answered. */
export const isEditable = (state: FilingState): boolean => state === "DRAFT" || state === "INTAKE_SUPPLEMENT";

/** Whether the one-stop shop has it to answer (T02, T04, T05). */
export const isAwaitingAnswer = (state: FilingState): boolean => state === "SUBMITTED";

/** Before a dossier has begun the citizen takes it back alone; afterwards a leader decides (T16). */
export const isWithdrawable = (state: FilingState): boolean => state === "SUBMITTED" || state === "INTAKE_SUPPLEMENT";

export type Known = Readonly<Partial<Record<Prefill, string | null>>>;

export interface Prefilled {
  readonly answers: Answers;
  readonly filled: Readonly<Record<string, FilledFrom>>;
}

/** What the system knows already is not asked again; each such answer says where it came from and can be changed. */
export function prefill(form: Eform, known: Known): Prefilled {
  const answers: Record<string, string> = {};
  const filled: Record<string, FilledFrom> = {};
  for (const { items } of form.sections) {
    for (const item of items) {
      if (isGroup(item) || item.prefill === undefined) continue;
      const value = known[item.prefill];
      if (value === undefined || value === null || value === "") continue;
      const path = item.type === "address" ? addressPaths(item.code).detail : item.code;
      answers[path] = item.type === "date" ? value.split("-").toReversed().join("/") : value;
      filled[item.code] = item.prefill.startsWith("for.") ? "mandate" : "identity";
    }
  }
  return { answers, filled };
}

/** Whether the one-stop shop has let the time for its answer pass: R-06, counted by the legal clock. */
export const isLate = (filing: { respondBy: Date | null; respondedAt: Date | null }, now: Date): boolean =>
  filing.respondBy !== null && (filing.respondedAt ?? now) > filing.respondBy;
