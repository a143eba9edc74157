import { z } from "zod";
import { cccd, choice, optional, personName, plainDay, requiredText } from "#platform/input/fields.ts";

/** For whom a citizen files: a child below 15, someone under guardianship, a relative, an organisation that they represent. */
export const MANDATE_RELATIONS = ["child", "ward", "relative", "organisation", "other"] as const;
export type MandateRelation = (typeof MANDATE_RELATIONS)[number];

export const MandateInput = z.object({
  relation: choice(MANDATE_RELATIONS),
  name: personName(),
  idNumber: optional(cccd()),
  dateOfBirth: optional(plainDay()),
  /** The paper or fact that gives the right: birth certificate, guardianship, written authorisation with its date. */
  basis: requiredText(500),
  validUntil: optional(plainDay()),
});
export type MandateInput = z.output<typeof MandateInput>;
