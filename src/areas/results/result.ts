import { z } from "zod";
import type { ResultState } from "#core/results/result-life.ts";
import type { Role } from "#core/roles.ts";
import { choice, optional, plainDay, requiredText } from "#platform/input/fields.ts";

export const RESULT_KINDS = ["result", "refusal"] as const;
export type ResultKind = (typeof RESULT_KINDS)[number];

export const DraftInput = z.object({ kind: choice(RESULT_KINDS), title: optional(requiredText(300)) });
export type DraftInput = z.output<typeof DraftInput>;

/** What each action on a version needs; `version` is the one that the actor has seen. */
export const ResultInput = z.object({
  action: choice(["edit", "send_to_review", "send_back", "issue", "reissue_copy", "correct", "void"]),
  version: z.coerce.number().int().min(1).max(1000),
  body: optional(requiredText(20_000)),
  validUntil: optional(plainDay()),
  reason: optional(requiredText(1000)),
  receiver: optional(requiredText(200)),
});
export type ResultInput = z.output<typeof ResultInput>;

export interface ResultVersion {
  readonly id: number;
  readonly version: number;
  readonly state: ResultState;
  readonly origin: "template" | "uploaded";
  readonly body: string | null;
  readonly sourceSha256: string | null;
  readonly sha256: string | null;
  readonly year: number | null;
  readonly number: number | null;
  readonly reason: string | null;
  readonly validUntil: string | null;
  readonly signerName: string | null;
  readonly signerTitle: string | null;
  readonly signedAt: Date | null;
  readonly certificateSerial: string | null;
  readonly certificateIssuer: string | null;
  readonly standIn: boolean;
  readonly issuedAt: Date | null;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  readonly writtenBy: string;
  readonly writtenAt: Date;
}

export interface ResultDocument {
  readonly id: number;
  readonly agencyId: number;
  readonly dossierId: number;
  readonly dossierCode: string;
  readonly kind: ResultKind;
  readonly title: string;
  readonly code: string;
  readonly agencyName: string;
}

export interface ResultEvent {
  readonly version: number;
  readonly type: string;
  readonly reason: string | null;
  readonly receiver: string | null;
  readonly byName: string;
  readonly at: Date;
}

/** Who writes and issues results; who signs them. */
export const WRITERS: readonly [Role, ...Role[]] = ["specialist", "division_head", "one_stop_head", "receiving_officer"];
export const SIGNERS: readonly [Role, ...Role[]] = ["leader"];
export const RESULT_ROLES: readonly [Role, ...Role[]] = [...WRITERS, ...SIGNERS] as unknown as readonly [Role, ...Role[]];
export const RESULT_READERS: readonly [Role, ...Role[]] = [
  ...RESULT_ROLES,
  "home_affairs_officer",
  "inspector",
] as unknown as readonly [Role, ...Role[]];
