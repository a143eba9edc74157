import type { EpochMs } from "../instant.ts";
import type { DossierFacts } from "./dossier-facts.ts";

/** Where a dossier stands in law. VOIDED is an entry taken back on its own day (its number stays consumed). */
export const LEGAL_STATES = [
  "INTAKE_SUPPLEMENT",
  "INTAKE_REFUSED",
  "ACCEPTED",
  "PROCESSING",
  "SUPPLEMENT_WAIT",
  "FINANCE_WAIT",
  "DECIDED",
  "RETURNED",
  "WITHDRAWN",
  "STOPPED",
  "VOIDED",
] as const;
export type LegalState = (typeof LEGAL_STATES)[number];

export type Outcome = "approved" | "refused";
export type Proposal = "approve" | "refuse";

/** Who has the dossier now; a unit without a person means that anyone of that unit may take it. */
export interface Holder {
  readonly personId: number | null;
  readonly unitId: number;
}

/** What a dossier has come to: the fold of its events. */
export interface DossierState {
  readonly state: LegalState;
  readonly outcome: Outcome | null;
  readonly proposal: Proposal | null;
  readonly holder: Holder | null;
  readonly supplementCount: number;
  readonly receivedAt: EpochMs;
  /** The end that is compared with the due date: decision, refusal, withdrawal, stop or void; null while open. */
  readonly endedAt: EpochMs | null;
  readonly returnedAt: EpochMs | null;
  readonly seq: number;
  /** The last event of the legal way: what someone has seen up to there is still true of it. */
  readonly stateSeq: number;
  readonly facts: DossierFacts;
}

export const OPEN_STATES = [
  "INTAKE_SUPPLEMENT",
  "ACCEPTED",
  "PROCESSING",
  "SUPPLEMENT_WAIT",
  "FINANCE_WAIT",
] as const satisfies readonly LegalState[];

/** Whether work on the dossier is still to be done (a decided one only waits to be collected). */
export const isOpen = (state: LegalState): boolean => (OPEN_STATES as readonly LegalState[]).includes(state);

/** Whether the applicant, not the office, is to act: the clock stands still. */
export const isWaiting = (state: LegalState): boolean => state === "SUPPLEMENT_WAIT" || state === "FINANCE_WAIT";

/** National status codes that are pushed to the portal; a waiting or stopped dossier is never reported as done (9). */
export const NATIONAL_STATUS = {
  INTAKE_SUPPLEMENT: 5,
  INTAKE_REFUSED: 3,
  ACCEPTED: 2,
  PROCESSING: 4,
  SUPPLEMENT_WAIT: 5,
  FINANCE_WAIT: 6,
  DECIDED: 9,
  RETURNED: 10,
  WITHDRAWN: 7,
  STOPPED: 8,
  VOIDED: null,
} as const satisfies Record<LegalState, number | null>;
