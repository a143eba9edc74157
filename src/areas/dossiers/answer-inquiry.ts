import { z } from "zod";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { optional, requiredText } from "#platform/input/fields.ts";
import type { Acting } from "./dossier.ts";
import { dossierRefusal } from "./dossier.errors.ts";
import { answerInquiryRow, findInquiry } from "./inquiry.store.ts";

export const AnswerInput = z.object({
  finding: requiredText(4000),
  place: optional(requiredText(300)),
  participants: optional(requiredText(1000)),
});
export type AnswerInput = z.output<typeof AnswerInput>;

/** Records the answer, once. A verification says where it took place and who took part (Decree 61/2018 a.19.3b, R-15). */
export async function answerInquiry(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting,
  target: { readonly dossierId: number; readonly inquiryId: number },
  input: AnswerInput,
  now: Date,
): Promise<{ id: number }> {
  const inquiry = await findInquiry(tx, target.dossierId, target.inquiryId);
  if (inquiry === undefined) throw dossierRefusal("inquiry_not_found");
  if (inquiry.answeredAt !== null) throw dossierRefusal("inquiry_answered");
  const { finding, place = null, participants = null } = input;
  if (inquiry.kind === "verification" && place === null) throw dossierRefusal("verification_needs_place", { field: "place" });
  if (inquiry.kind === "verification" && participants === null) {
    throw dossierRefusal("verification_needs_participants", { field: "participants" });
  }
  await answerInquiryRow(tx, inquiry.id, { at: now.getTime(), by: by.name, finding, place, participants });
  unit.subject(`dossier:${target.dossierId}`);
  unit.note({ inquiry: inquiry.id });
  unit.emit("dossier.inquiry_answered", String(target.dossierId), { inquiry: inquiry.id });
  return { id: inquiry.id };
}
