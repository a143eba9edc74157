import type { PlainDate } from "#core/plain-date.ts";

export const LEAVE_KINDS = ["annual", "sick", "training", "duty", "other"] as const;
export type LeaveKind = (typeof LEAVE_KINDS)[number];

/** A leave with its names. */
export interface Leave {
  readonly id: number;
  readonly personId: number;
  readonly name: string;
  readonly from: PlainDate;
  /** The first day back at work. */
  readonly until: PlainDate;
  readonly kind: LeaveKind;
  readonly substituteId: number | null;
  readonly substituteName: string | null;
  readonly recordedByName: string;
  readonly revokedAt: Date | null;
}
