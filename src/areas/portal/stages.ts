import type { LegalState } from "#core/workflow/dossier-state.ts";

/** How far a dossier has come, in words that its owner understands. Stable names of the public API. */
export const STAGES = [
  "being_drafted",
  "filed",
  "papers_missing",
  "not_accepted",
  "received",
  "processing",
  "waiting_for_papers",
  "waiting_for_payment",
  "result_ready",
  "returned",
  "withdrawn",
  "stopped",
  "cancelled",
] as const;
export type Stage = (typeof STAGES)[number];

const STAGE_OF: Readonly<Record<LegalState, Stage>> = {
  DRAFT: "being_drafted",
  SUBMITTED: "filed",
  INTAKE_SUPPLEMENT: "papers_missing",
  INTAKE_REFUSED: "not_accepted",
  ACCEPTED: "received",
  PROCESSING: "processing",
  SUPPLEMENT_WAIT: "waiting_for_papers",
  FINANCE_WAIT: "waiting_for_payment",
  DECIDED: "result_ready",
  RETURNED: "returned",
  WITHDRAWN: "withdrawn",
  STOPPED: "stopped",
  VOIDED: "cancelled",
};

export const stageOf = (state: LegalState): Stage => STAGE_OF[state];

/** The stations of the ordinary way, and which of them is the dossier's; undefined off that way. */
export const STATIONS = ["received", "processing", "result_ready", "returned"] as const;

const STATION_OF: Readonly<Partial<Record<Stage, (typeof STATIONS)[number]>>> = {
  received: "received",
  processing: "processing",
  waiting_for_papers: "processing",
  waiting_for_payment: "processing",
  result_ready: "result_ready",
  returned: "returned",
};

export const stationOf = (stage: Stage): (typeof STATIONS)[number] | undefined => STATION_OF[stage];

/** A code as people type it: spaces, dashes of any length and small letters do not matter. */
export const typedCode = (value: string): string =>
  value
    .replace(/\s+/g, "")
    .replace(/[‐-―−]/g, "-")
    .toUpperCase();

/** What tells that a tracking page is out of date: the state and the due date that it shows. */
export const trackingPicture = ({ state, dueAt }: { readonly state: LegalState; readonly dueAt: Date | null }): string =>
  `${state}.${dueAt?.getTime() ?? ""}`;
