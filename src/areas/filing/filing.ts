import { z } from "zod";
import type { Answers } from "#core/eform/index.ts";
import { choice, optional, requiredText } from "#platform/input/fields.ts";

export const FILING_STATES = ["DRAFT", "SUBMITTED", "INTAKE_SUPPLEMENT", "ACCEPTED", "INTAKE_REFUSED", "WITHDRAWN"] as const;
export type FilingState = (typeof FILING_STATES)[number];

export const FILING_EVENTS = [
  "begun",
  "submitted",
  "moved_to_version",
  "completion_asked",
  "accepted",
  "refused",
  "withdrawn",
] as const;
export type FilingEventType = (typeof FILING_EVENTS)[number];

export const DELIVERIES = ["counter", "post", "online"] as const;

/** How a component of the dossier is handed over: as a copy to be shown later, on paper, or not at all since the state has it. */
export const PAPER_WAYS = ["bring", "post", "state_has_it", "later"] as const;
export const Paper = z.object({
  code: requiredText(80),
  way: choice(PAPER_WAYS),
  note: optional(requiredText(500)),
});
export type Paper = z.output<typeof Paper>;

/** What lacks, and why it is needed: said once, for each component. */
export interface Lacking {
  readonly code: string;
  readonly name: string;
  readonly what: string;
}

/** Where an answer came from that the citizen did not type. */
export type FilledFrom = "identity" | "mandate";

export interface Filing {
  readonly id: number;
  readonly accountId: number;
  readonly agencyId: number;
  readonly unitId: number;
  readonly procedureCode: string;
  readonly procedureVersionId: number;
  readonly procedureName: string;
  readonly caseCode: string;
  readonly eformVersionId: number;
  readonly mandateId: number | null;
  readonly filerName: string;
  readonly state: FilingState;
  readonly answers: Answers;
  readonly filled: Readonly<Record<string, FilledFrom>>;
  readonly papers: readonly Paper[];
  readonly delivery: (typeof DELIVERIES)[number];
  readonly revision: number;
  readonly createdAt: Date;
  readonly savedAt: Date;
  readonly submittedAt: Date | null;
  readonly respondBy: Date | null;
  readonly respondedAt: Date | null;
  readonly dossierId: number | null;
  readonly dossierCode: string | null;
  readonly trackingSecret: string | null;
}

export interface FilingEvent {
  readonly type: FilingEventType;
  readonly at: Date;
  readonly actorName: string;
  readonly reason: string | null;
  readonly items: readonly Lacking[];
}
