import { z } from "zod";
import { agencyField } from "./acting-in.ts";
import { CERTIFICATION_BOOKS, type CertificationBook } from "#core/results/certification.ts";
import type { Role } from "#core/roles.ts";
import { choice, integer, optional, personName, requiredText } from "#platform/input/fields.ts";

/** At most so many documents in one go; whoever brings more gets an appointment (Circular 01/2020/TT-BTP article 2). */
export const MOST_LINES = 3;

const line = z.object({ documentType: requiredText(300), pages: integer(1, 500), copies: integer(1, 200) });
export type CertifiedLine = z.output<typeof line>;

const isBlank = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.values(value).every((each) => each === "" || each === undefined);

/** What a clerk types for a request that is done at once. */
export const CertifyInput = z.object({
  book: choice(CERTIFICATION_BOOKS).default("BS"),
  requester: requiredText(400),
  requesterName: optional(personName()),
  lines: z.preprocess(
    (value) => (Array.isArray(value) ? value.filter((each, index) => index === 0 || !isBlank(each)) : value),
    z.array(line).min(1).max(MOST_LINES),
  ),
  certifier: optional(integer(1, Number.MAX_SAFE_INTEGER)),
  /** Of a request that has its dossier already, such as a contract that took two days. */
  dossierCode: optional(requiredText(60)),
  note: optional(requiredText(500)),
  agency: agencyField,
});
export type CertifyInput = z.output<typeof CertifyInput>;

/**
 * The procedures that are done while one waits; what belongs to the other books has a dossier of its own, and is entered for it.
 */
export const AT_ONCE: Readonly<Partial<Record<CertificationBook, string>>> = { BS: "2.000815", "CK,ĐC": "2.000884" };

export interface CertificationEntry {
  readonly id: number;
  readonly book: CertificationBook;
  readonly year: number;
  readonly volume: number;
  readonly number: number;
  readonly dossierId: number | null;
  readonly enteredOn: string;
  readonly requester: string;
  readonly idNumber: string | null;
  readonly documentType: string;
  readonly pages: number | null;
  readonly copies: number;
  readonly feeVnd: number;
  readonly certifierName: string;
  readonly certifierTitle: string;
  readonly note: string | null;
  readonly enteredBy: string;
  readonly voidedAt: Date | null;
  readonly voidReason: string | null;
}

export interface Book {
  readonly book: CertificationBook;
  readonly year: number;
  readonly volume: number;
  readonly lastNumber: number;
  readonly entries: number;
  readonly voided: number;
  readonly feeVnd: number;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly closedHash: string | null;
}

export const CLERKS: readonly [Role, ...Role[]] = ["receiving_officer", "one_stop_head"];
export const BOOK_CLOSERS: readonly [Role, ...Role[]] = ["leader", "one_stop_head"];
