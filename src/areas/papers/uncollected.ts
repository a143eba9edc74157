import { z } from "zod";

const days = z.int().min(1);

/** How an office deals with results that nobody fetches, from a day on, and where that is written. */
export const UncollectedPolicy = z.object({
  source: z.string(),
  verified: z.boolean(),
  from: z.iso.date(),
  remindAfterDays: days,
  remindEveryDays: days,
  mostReminders: z.int().min(0),
  storeAfterDays: days,
});
export type UncollectedPolicy = z.output<typeof UncollectedPolicy>;

export const UNCOLLECTED_SHOWN = ["all", "waiting", "not_reminded", "no_contact", "stored"] as const;
export type UncollectedShown = (typeof UNCOLLECTED_SHOWN)[number];

/** A result that is ready and that nobody has fetched. */
export interface Uncollected {
  readonly dossierId: number;
  readonly code: string;
  readonly procedureName: string;
  readonly ownerName: string;
  readonly ownerPhone: string | null;
  readonly readyAt: Date;
  readonly days: number;
  readonly reminders: number;
  readonly remindedAt: Date | null;
  /** Where it was put away; null while it waits at the counter. */
  readonly storedIn: string | null;
}
