import { z } from "zod";
import { choice, optional, plainDay, requiredText } from "#platform/input/fields.ts";

/** Very satisfied, satisfied, not satisfied: the scale of Circular 32/2017 article 12. */
export const LEVELS = [2, 1, 0] as const;
export type Level = (typeof LEVELS)[number];

export const PHASES = ["received", "returned", "served"] as const;
export type Phase = (typeof PHASES)[number];

/** What somebody rates: a dossier in one of its phases, or a ticket that was served. Names nobody but who served. */
export interface Subject {
  readonly agencyId: number;
  readonly unitId: number;
  readonly unitName: string;
  readonly dossierId: number | null;
  readonly ticketId: number | null;
  /** The dossier's code or the ticket's label. */
  readonly label: string;
  readonly phase: Phase;
  readonly personId: number | null;
  readonly procedureCode: string | null;
  readonly procedureName: string | null;
  readonly field: string | null;
  readonly isRated: boolean;
}

export const RateInput = z.object({
  level: choice(["2", "1", "0"]).transform((value): Level => (value === "2" ? 2 : value === "1" ? 1 : 0)),
  comment: optional(requiredText(1000)),
});
export type RateInput = z.output<typeof RateInput>;

export const BY = ["unit", "procedure", "officer"] as const;
export type By = (typeof BY)[number];

export const ResultsQuery = z.object({
  by: z.preprocess((value) => (value === "" ? undefined : value), choice(BY).default("unit")),
  from: optional(plainDay()),
  to: optional(plainDay()),
});
export type ResultsQuery = z.output<typeof ResultsQuery>;
