import { z } from "zod";
import { type Acting, findDossier, recordFact } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { choice, optional, requiredText } from "#platform/input/fields.ts";
import { papersRefusal } from "./papers.errors.ts";
import { insertReminder } from "./uncollected.store.ts";

export const REMINDER_WAYS = ["phone", "message", "letter", "village"] as const;
export const RemindInput = z.object({ way: choice(REMINDER_WAYS), note: optional(requiredText(500)) });

/** Records that an applicant was reminded of a result that waits. Refuses a dossier whose result does not wait, or is with the post. */
export async function remindOfResult(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting & { readonly accountId: number },
  dossierId: number,
  input: z.output<typeof RemindInput>,
  now: Date,
): Promise<null> {
  const dossier = await findDossier(tx, dossierId, true);
  if (dossier === undefined) throw papersRefusal("dossier_not_found");
  const { delivery } = dossier.facts;
  if (dossier.state !== "DECIDED" || delivery === "sent_by_post" || delivery === "delivered")
    throw papersRefusal("result_not_waiting");
  const { agencyId, facts } = dossier;
  const { way, note = null } = input;
  await insertReminder(tx, { agencyId, dossierId, way, note, accountId: by.accountId, period: null, by: by.name, at: now });
  if (facts.delivery !== "uncollected") {
    await recordFact(tx, unit, by, dossierId, { type: "delivery_changed", delivery: "uncollected" }, now);
  }
  unit.subject(`dossier:${dossierId}`);
  unit.note({ way });
  unit.emit("papers.reminded", String(dossierId), { code: dossier.code, way });
  return null;
}

/** The reminder by notice of one period of waiting: written once, and told by whoever listens to its event. */
export async function remindByNotice(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting,
  dossierId: number,
  period: number,
  now: Date,
): Promise<null> {
  const dossier = await findDossier(tx, dossierId, true);
  // Somebody may have come since the list was made.
  if (dossier === undefined || dossier.state !== "DECIDED") return null;
  const { agencyId, code, facts } = dossier;
  const reminder = { agencyId, dossierId, way: "notice", note: null, accountId: null, period, by: by.name, at: now };
  if (!(await insertReminder(tx, reminder))) return null;
  if (facts.delivery !== "uncollected") {
    await recordFact(tx, unit, by, dossierId, { type: "delivery_changed", delivery: "uncollected" }, now);
  }
  unit.subject(`dossier:${dossierId}`);
  unit.emit("papers.result_uncollected", String(dossierId), { code, period });
  return null;
}
