import { z } from "zod";
import { POLICY_NAMES, type PolicyName } from "#core/deadline/classify.ts";
import { choice, integer, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import type { Figures, Measure } from "./cells.ts";
import { MEASURES } from "./cells.ts";

/** By what the rows of a report are told apart. */
export const DIMENSIONS = ["unit", "level", "field", "procedure", "channel", "department", "month"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What a report is about. Days are local to each dossier; a null `from` is "since records begin". */
export interface ReportRequest {
  readonly unitId: number;
  readonly subUnits: boolean;
  readonly from: string | null;
  readonly to: string;
  readonly by: Dimension;
  readonly policy: PolicyName;
  /** Nothing after this instant is looked at: what had happened by then. */
  readonly asOf: Date;
  /** Only what had been recorded by then; null: all that is recorded now. */
  readonly knownAt: Date | null;
}

/** One row of form II.06a. */
export interface ReportRow {
  readonly key: string;
  readonly label: string;
  readonly figures: Figures;
}

export interface Report {
  readonly request: ReportRequest;
  readonly unitName: string;
  readonly rows: readonly ReportRow[];
  readonly total: Figures;
}

/** A dossier behind a cell. */
export interface ReportedDossier {
  readonly id: number;
  readonly code: string;
  readonly ownerName: string;
  readonly procedureName: string;
  readonly receivedAt: Date;
  readonly dueAt: Date | null;
  readonly endedAt: Date | null;
  readonly state: string;
  readonly timeliness: string;
  readonly timeZone: string;
}

const isoInstant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** The query of the page, the exports and the API, as the address bar carries it. */
export const ReportQuery = z.object({
  unit: optional(integer(1, 2_147_483_647)),
  sub: optional(choice(["0", "1"])),
  from: optional(plainDay()),
  to: optional(plainDay()),
  by: choice(DIMENSIONS).default("unit"),
  policy: choice(POLICY_NAMES).default("II06a"),
  asOf: optional(z.union([isoInstant, plainDay()])),
  knownAt: optional(isoInstant),
  share: optional(choice(["received", "resolved"])),
});
export type ReportQuery = z.output<typeof ReportQuery>;

/** The query of a list behind a cell. */
export const CellQuery = ReportQuery.extend({
  cell: choice(MEASURES as unknown as readonly [Measure, ...Measure[]]),
  /** The row; absent: the total. */
  row: optional(requiredText(300)),
  page: integer(1, 100_000).default(1),
});
export type CellQuery = z.output<typeof CellQuery>;
