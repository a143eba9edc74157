import { z } from "zod";
import type { SignatureNote } from "#platform/signing/judge-file.ts";
import { choice, optional, plainDay, requiredText } from "#platform/input/fields.ts";

/** How a component came to be digital, or why it is not. */
export const COPY_WAYS = ["scanned", "uploaded", "reused", "from_database", "excused"] as const;
export type CopyWay = (typeof COPY_WAYS)[number];

export const REVIEWS = ["waiting", "approved", "rejected"] as const;
export type Review = (typeof REVIEWS)[number];

/** What is recorded of a component; which fields it needs depends on the way. */
export const DigitiseInput = z.object({
  componentCode: requiredText(80),
  way: choice(COPY_WAYS),
  documentNo: optional(requiredText(100)),
  issuedOn: optional(plainDay()),
  issuer: optional(requiredText(300)),
  resultCode: optional(requiredText(100)),
  source: optional(requiredText(300)),
  reason: optional(requiredText(1000)),
});
export type DigitiseInput = z.output<typeof DigitiseInput>;

export const ReviewInput = z.object({ decision: choice(["approved", "rejected"]), reason: optional(requiredText(1000)) });
export type ReviewInput = z.output<typeof ReviewInput>;

/** A component's digital copy, or the record that stands for one. */
export interface DigitalCopy {
  readonly id: number;
  readonly componentCode: string;
  readonly way: CopyWay;
  readonly sha256: string | null;
  readonly sentSha256: string | null;
  readonly fileName: string | null;
  readonly kind: "pdf" | "jpg" | "png" | null;
  readonly scan: "not_scanned" | "clean" | null;
  readonly signatures: readonly SignatureNote[] | null;
  readonly pages: number | null;
  readonly documentNo: string | null;
  readonly issuedOn: string | null;
  readonly issuer: string | null;
  readonly resultCode: string | null;
  readonly source: string | null;
  readonly reason: string | null;
  readonly accountId: number;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly review: Review;
  readonly reviewedBy: string | null;
  readonly reviewedAt: Date | null;
  readonly reviewReason: string | null;
}
