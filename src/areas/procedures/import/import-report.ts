/** A row or record that was not taken: where it stands, which field, why, and what was there. */
export interface Rejected {
  readonly file: "catalogue" | "details";
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  readonly value: string;
}

/** What an import of the national catalogue did; stable, for people and programs. */
export interface ImportReport {
  readonly dryRun: boolean;
  readonly rows: number;
  readonly details: number;
  /** Codes that were new. */
  readonly taken: number;
  /** Codes that got a new version. */
  readonly changed: number;
  readonly unchanged: number;
  /** New versions that wait as drafts, because the office wrote or checked the one in force. */
  readonly waiting: number;
  readonly waitingCodes: readonly string[];
  readonly rejected: readonly Rejected[];
  /** The same row twice: taken once. */
  readonly duplicates: readonly { readonly code: string; readonly line: number; readonly firstLine: number }[];
  readonly withDetail: number;
  readonly detailsWithoutRow: number;
  /** Rows that came without a detail record and keep the details of an earlier import. */
  readonly detailsKept: number;
  /** Rows that the source itself no longer lists: kept, not open. */
  readonly notInForce: number;
  /** Rows whose name another code also has; not an error. */
  readonly sameName: number;
  readonly terms: {
    readonly known: number;
    readonly unknown: number;
    /** Why a term is unknown; unlike `unknown` this counts before details were looked at. */
    readonly reasons: Readonly<Record<string, number>>;
  };
  readonly doubts: {
    readonly copiesUnreadable: number;
    readonly emptyDocuments: number;
    readonly feesUnclear: number;
    readonly detailsWithoutTerm: number;
  };
}
