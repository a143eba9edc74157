import type { EpochMs } from "../instant.ts";

/** What the day of receipt rests on. Signed postal hand-over counts from the signing (QĐ 45/2016 a.7.4). */
export const START_BASES = ["counter", "online_acceptance", "postal_handover", "external"] as const;
export type StartBasis = (typeof START_BASES)[number];

export const PAUSE_REASONS = ["supplement", "financial_duty", "sector_rule"] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** `restart` counts the whole term anew; `shift` counts what was left. */
export const RESUME_MODES = ["restart", "shift"] as const;
export type ResumeMode = (typeof RESUME_MODES)[number];

/** The term begins. `dueAt` is the due date of a source (an imported dossier): nothing is then computed for it. */
export type StartEvent = {
  readonly type: "start";
  readonly at: EpochMs;
  readonly basis?: StartBasis | undefined;
  readonly dueAt?: EpochMs | undefined;
  readonly dueSource?: string | undefined;
};

/** The term stands still. `basis` cites the law that allows it where the general rule does not. */
export type PauseEvent = {
  readonly type: "pause";
  readonly at: EpochMs;
  readonly reason: PauseReason;
  readonly basis?: string | undefined;
};

/** The term goes on. Without a mode: `restart` after a supplement (Decree 61/2018 a.19.4), else `shift`. */
export type ResumeEvent = { readonly type: "resume"; readonly at: EpochMs; readonly mode?: ResumeMode | undefined };

/** A new due date by apology letter (Decree 61/2018 a.19.9), absolute. */
export type ExtendEvent = {
  readonly type: "extend";
  readonly at: EpochMs;
  readonly dueAt: EpochMs;
  readonly letter?: string | undefined;
};

/** Takes the last extension back, as if it had not been given. */
export type ExtendRevokedEvent = { readonly type: "extend_revoked"; readonly at: EpochMs };

export type StopEvent = { readonly type: "stop"; readonly at: EpochMs; readonly outcome?: string | undefined };

/** What happens to the clock of one dossier or one step, in order of time. */
export type ClockEvent = StartEvent | PauseEvent | ResumeEvent | ExtendEvent | ExtendRevokedEvent | StopEvent;
