/** Those who ask and answer: the desks that deal with a dossier. */
export const DESK = ["specialist", "division_head", "leader"] as const;

export const INQUIRY_KINDS = ["consultation", "verification"] as const;
export type InquiryKind = (typeof INQUIRY_KINDS)[number];

/** An opinion asked of others, or a verification on the spot, beside the way of a dossier. */
export interface Inquiry {
  readonly id: number;
  readonly dossierId: number;
  readonly kind: InquiryKind;
  readonly askedOf: string;
  readonly question: string;
  readonly dueAt: Date;
  readonly askedAt: Date;
  readonly askedByName: string;
  readonly answeredAt: Date | null;
  readonly answeredByName: string | null;
  readonly place: string | null;
  readonly participants: string | null;
  readonly finding: string | null;
}

/** An open inquiry whose due date has passed, with its dossier. */
export interface OverdueInquiry extends Inquiry {
  readonly code: string;
}
