import { z } from "zod";
import { agencyField } from "./acting-in.ts";
import { choice, integer, optional, requiredText } from "#platform/input/fields.ts";

export const BLANK_STATES = ["stock", "used", "spoiled", "lost"] as const;
export type BlankState = (typeof BLANK_STATES)[number];

/** Serial numbers of one printing are a few thousands; more in one go is a slip of the finger. */
export const MOST_SERIALS = 5_000;

const series = { kind: requiredText(200), series: requiredText(20), from: integer(1, 99_999_999), to: integer(1, 99_999_999) };
export const ReceiveBlanksInput = z.object({ ...series, deliveryNote: requiredText(200), agency: agencyField });
export type ReceiveBlanksInput = z.output<typeof ReceiveBlanksInput>;

export const EndBlanksInput = z.object({
  ...series,
  state: choice(["used", "spoiled", "lost"]),
  dossierCode: optional(requiredText(60)),
  reason: optional(requiredText(500)),
  agency: agencyField,
});
export type EndBlanksInput = z.output<typeof EndBlanksInput>;

/** What became of one series: received is always the sum of the four others. */
export interface BlankTotals {
  readonly kind: string;
  readonly series: string;
  readonly received: number;
  readonly stock: number;
  readonly used: number;
  readonly spoiled: number;
  readonly lost: number;
  readonly next: number | null;
}

/** A run of numbers that were written off together. */
export interface EndedBlanks {
  readonly kind: string;
  readonly series: string;
  readonly from: number;
  readonly to: number;
  readonly state: BlankState;
  readonly dossierCode: string | null;
  readonly dossierId: number | null;
  readonly reason: string | null;
  readonly endedBy: string;
  readonly endedAt: Date;
}
