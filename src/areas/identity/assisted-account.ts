import { z } from "zod";
import { cccd, choice, optional, personName, phone, plainDay, requiredText } from "#platform/input/fields.ts";

/** Who sits beside the citizen: staff of the one-stop shop, or a support team of the commune. */
export const HELPERS = ["staff", "support_team"] as const;

/** What is recorded when an account is opened with help; the citizen's consent is part of it (Law on Personal Data 2025). */
export const AssistedAccountInput = z.object({
  fullName: personName(),
  idNumber: cccd(),
  dateOfBirth: optional(plainDay()),
  phone: optional(phone()),
  openedBy: choice(HELPERS),
  /** How the consent was given: signed slip, read out and confirmed, by someone authorised. */
  consentHow: requiredText(300),
});
export type AssistedAccountInput = z.output<typeof AssistedAccountInput>;
