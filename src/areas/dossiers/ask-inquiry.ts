import { z } from "zod";
import { formatInstant } from "#platform/i18n/dates.ts";
import { findDesk } from "#organisation";
import { localDateOf } from "#core/instant.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { choice, plainDay, requiredText } from "#platform/input/fields.ts";
import type { Acting, Dossier } from "./dossier.ts";
import { endOfWork } from "./dossier.clock.ts";
import { dossierRefusal } from "./dossier.errors.ts";
import { findDossier } from "./dossier.store.ts";
import { INQUIRY_KINDS } from "./inquiry.ts";
import { insertInquiry } from "./inquiry.store.ts";

export const InquiryInput = z.object({
  kind: choice(INQUIRY_KINDS),
  askedOf: requiredText(300),
  question: requiredText(2000),
  dueOn: plainDay(),
});
export type InquiryInput = z.output<typeof InquiryInput>;

/** An inquiry is answered inside the term: it never stops the clock (Decree 61/2018 a.19.3b, 19.5). */
function assertInside(dossier: Dossier, dueAt: number, now: Date): void {
  if (dueAt <= now.getTime()) throw dossierRefusal("inquiry_due_past", { field: "dueOn" });
  if (dossier.dueAt !== null && dueAt > dossier.dueAt.getTime()) {
    throw dossierRefusal("inquiry_beyond_due", {
      field: "dueOn",
      values: { due: formatInstant(dossier.dueAt, dossier.timeZone) },
    });
  }
}

/** Asks another body for its opinion, or orders a verification on the spot, with content and due date. */
export async function askInquiry(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting,
  dossierId: number,
  input: InquiryInput,
  now: Date,
): Promise<{ id: number }> {
  const dossier = await findDossier(tx, dossierId, true);
  if (dossier === undefined) throw dossierRefusal("dossier_not_found");
  if (dossier.state !== "PROCESSING") throw dossierRefusal("inquiry_not_now");
  const desk = await findDesk(tx, dossier.unitId, localDateOf(now.getTime()));
  if (desk === undefined) throw dossierRefusal("unknown_unit");
  const dueAt = endOfWork(desk, input.dueOn);
  assertInside(dossier, dueAt, now);
  const { kind, askedOf, question } = input;
  const asked = { dossierId, kind, askedOf, question, dueAt, askedAt: now.getTime(), askedByName: by.name };
  const id = await insertInquiry(tx, { ...asked, agencyId: dossier.agencyId, askedByPersonId: by.personId });
  unit.subject(`dossier:${dossierId}`);
  unit.note({ inquiry: id, kind });
  unit.emit("dossier.inquiry_asked", String(dossierId), { inquiry: id, kind });
  return { id };
}
