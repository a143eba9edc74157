import type { Branded } from "#core/branded.ts";
import type { Definition } from "./definition.ts";
import type { Term } from "./term.ts";

export type ProcedureId = Branded<number, "ProcedureId">;
export type ProcedureVersionId = Branded<number, "ProcedureVersionId">;
export type ProcedureCode = Branded<string, "ProcedureCode">;

/**
 * National code "1.001193"; a suffix names a local variant ("1.012345.H42") or a case ("1.001193.01"). The same
 * pattern as the database's check.
 */
const CODE = /^[0-9]\.[0-9]{6}(?:\.[0-9A-Z.]+)?$/;
export const isProcedureCode = (text: string): text is ProcedureCode => CODE.test(text) && text.length <= 40;

export const LEVELS = ["ministry", "province", "district", "commune", "other"] as const;
export type Level = (typeof LEVELS)[number];

export const AUDIENCES = [
  "citizen",
  "overseas_vietnamese",
  "foreigner",
  "enterprise",
  "cooperative",
  "organisation",
  "official",
  "party",
] as const;
export type Audience = (typeof AUDIENCES)[number];

export const STATUSES = ["draft", "published", "withdrawn"] as const;
export type VersionStatus = (typeof STATUSES)[number];

export const ORIGINS = ["starter", "portal", "office", "import"] as const;
export type Origin = (typeof ORIGINS)[number];

/** One procedure as it is written down: everything that makes up a version of it. */
export interface ProcedureEntry {
  readonly code: ProcedureCode;
  readonly name: string;
  readonly field: string;
  readonly levels: readonly Level[];
  /** Handled by the commune's own office, as opposed to a branch of another service within the commune. */
  readonly communeOffice: boolean;
  readonly audiences: readonly Audience[];
  readonly term: Term;
  /** Components, bases and steps are known, not only the catalogue's row. */
  readonly hasDetail: boolean;
  readonly definition: Definition;
  readonly source: string;
  readonly verified: boolean;
  /** Already out of force in its source: kept for reference, never received. */
  readonly withdrawn?: boolean;
}

/** A version in a list. Dates are plain dates; null means open on that side (for `from`: the start is unknown). */
export interface ProcedureSummary {
  readonly versionId: ProcedureVersionId;
  readonly procedureId: ProcedureId;
  readonly code: ProcedureCode;
  readonly version: number;
  readonly name: string;
  readonly field: string;
  readonly levels: readonly Level[];
  readonly communeOffice: boolean;
  readonly term: Term;
  readonly status: VersionStatus;
  readonly from: string | null;
  /** The first day on which the version is no longer in force. */
  readonly until: string | null;
  readonly hasDetail: boolean;
  readonly origin: Origin;
  readonly verified: boolean;
}

/** A version with everything that is known of it. */
export interface Procedure extends ProcedureSummary {
  readonly audiences: readonly Audience[];
  readonly source: string;
  readonly definition: Definition;
}
