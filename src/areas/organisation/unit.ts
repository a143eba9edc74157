import type { PlainDate } from "#core/plain-date.ts";

export const UNIT_KINDS = [
  "country",
  "province",
  "district",
  "commune",
  "department",
  "agency",
  "one_stop_shop",
  "reception_point",
  "division",
] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** Kinds that act under their own name and number their dossiers; the others are parts of such an agency. */
export const AGENCY_KINDS: readonly UnitKind[] = ["country", "province", "district", "commune", "department", "agency"];
export const PART_KINDS = ["one_stop_shop", "reception_point", "division"] as const satisfies readonly UnitKind[];

export const isAgencyKind = (kind: UnitKind): boolean => AGENCY_KINDS.includes(kind);

export const CODE_SCHEMES = ["gso", "qd20", "qcvn102", "source"] as const;
export type CodeScheme = (typeof CODE_SCHEMES)[number];

/** Days from `from` to the day before `until`; null is open: unknown or not yet. */
export interface Period {
  readonly from: PlainDate | null;
  readonly until: PlainDate | null;
}

export interface UnitCode {
  readonly scheme: CodeScheme;
  readonly code: string;
}

/** A unit as it stood on a day. */
export interface UnitOn {
  readonly id: number;
  readonly kind: UnitKind;
  readonly name: string;
  readonly fullName: string;
  readonly parentId: number | null;
  readonly agencyId: number | null;
  readonly provinceId: number | null;
  readonly from: PlainDate | null;
  readonly until: PlainDate | null;
  /** False where the source shows only that the unit existed, not since when. */
  readonly startKnown: boolean;
  readonly code: string | null;
}

/** Working days and hours for due dates: how the clock counts for this unit. */
export interface UnitCalendar {
  readonly calendar: string;
  readonly timeZone: string;
  readonly week: readonly string[];
  readonly hours: readonly (readonly [string, string])[];
}

/** The official hours of administrative offices, for a unit whose own are not recorded. */
export const OFFICE_CALENDAR: UnitCalendar = {
  calendar: "vn",
  timeZone: "Asia/Ho_Chi_Minh",
  week: ["mon", "tue", "wed", "thu", "fri"],
  hours: [
    ["07:30", "11:30"],
    ["13:00", "17:00"],
  ],
};

/** Where a dossier is received: the counter, its agency, how the agency numbers and when it works. */
export interface Desk extends UnitCalendar {
  readonly unitId: number;
  readonly unitName: string;
  readonly agencyId: number;
  readonly agencyName: string;
  readonly provinceId: number;
  /** What dossier numbers of the agency begin with on that day; null where it has no code. */
  readonly codePrefix: string | null;
  /** Whether the unit existed on that day. */
  readonly existed: boolean;
}
