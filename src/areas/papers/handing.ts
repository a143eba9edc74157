import { z } from "zod";
import { cccd, choice, integer, many, optional, personName, requiredText } from "#platform/input/fields.ts";

export const HANDING_PROOFS = ["receipt", "identity"] as const;
export const HANDING_RELATIONS = ["owner", "submitter", "authorised"] as const;

/** What is said when a result is handed over. */
export const HandingInput = z.object({
  proof: choice(HANDING_PROOFS),
  relation: choice(HANDING_RELATIONS),
  receiverName: personName(),
  receiverIdNumber: optional(cccd()),
  paper: optional(requiredText(200)),
  /** The papers that are given, one a line. */
  given: requiredText(4000),
  /** Originals of the applicant that go back with the result. */
  originals: many(integer(1, Number.MAX_SAFE_INTEGER), 100),
  reason: optional(requiredText(2000)),
});
export type HandingInput = z.output<typeof HandingInput>;

/** How the result of a dossier was handed over. */
export interface Handing {
  readonly id: number;
  readonly proof: (typeof HANDING_PROOFS)[number];
  readonly relation: (typeof HANDING_RELATIONS)[number];
  readonly receiverName: string;
  readonly authorisation: string | null;
  readonly authorisationSha256: string | null;
  readonly authorisationName: string | null;
  readonly given: readonly string[];
  readonly handedBy: string;
  readonly handedAt: Date;
}

export const linesOf = (typed: string): readonly string[] =>
  typed
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
