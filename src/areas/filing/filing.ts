import { z } from "zod";
import type { Answers } from "#core/eform/index.ts";
import type { CHANNEL_ORDERS } from "#notices";
import type { FileKind, VirusScan } from "#platform/files/file-kind.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { SignatureNote } from "#platform/signing/judge-file.ts";
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

/** How a component is handed over: as a file, on paper, or not at all since the state has it; `later` where it is optional. */
export const PAPER_WAYS = ["upload", "bring", "post", "state_has_it", "later"] as const;
export const Paper = z.object({
  code: requiredText(80),
  way: choice(PAPER_WAYS),
  note: optional(requiredText(500)),
});
export type Paper = z.output<typeof Paper>;

/** What the officer found of a component: a kind of copy that is there, an entry in a database, or nothing. */
export const FINDINGS = ["electronic", "original", "certified", "photo", "database", "none"] as const;
export const Found = z.object({ code: requiredText(80), found: choice(FINDINGS) });
export type Found = z.output<typeof Found>;

/** A file that the applicant uploaded for a component. */
export interface FilingFile {
  readonly id: number;
  readonly componentCode: string;
  readonly sha256: string;
  readonly sentSha256: string;
  readonly name: string;
  readonly kind: FileKind;
  readonly bytes: number;
  readonly pages: number | null;
  readonly scan: VirusScan;
  readonly signatures: readonly SignatureNote[] | null;
  readonly addedAt: Date;
}

/** What lacks, and why it is needed: said once, for each component. */
export interface Lacking {
  readonly code: string;
  readonly name: string;
  readonly what: string;
}

/** Where an answer came from that the citizen did not type. */
export type FilledFrom = "identity" | "mandate";

/** How the applicant wants to be told, as chosen or as the form and the account say it. */
export interface FilingContact {
  readonly phone: string | null;
  readonly email: string | null;
  readonly locale: Locale;
  readonly order: (typeof CHANNEL_ORDERS)[number];
}

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
  /** What the one-stop shop found at its last answer. */
  readonly found: readonly Found[];
  readonly delivery: (typeof DELIVERIES)[number];
  readonly contact: FilingContact | null;
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
