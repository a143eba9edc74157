import { z } from "zod";
import { askForCode } from "#portal";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { BookInput } from "./appointment.ts";
import { assertFree } from "./book-appointment.ts";
import { TakeTicketInput } from "./queue.ts";
import { assertOffered } from "./take-ticket.ts";

/** What waits until the telephone is proved: a number of today, or an appointment. */
export const PhoneErrand = z.discriminatedUnion("kind", [
  TakeTicketInput.omit({ identity: true }).extend({ kind: z.literal("ticket"), unitId: z.number() }),
  BookInput.omit({ phone: true }).extend({ kind: z.literal("appointment"), unitId: z.number() }),
]);
export type PhoneErrand = z.output<typeof PhoneErrand>;

/**
 * Sends a code to the telephone that somebody takes a number or books with, where the hall wants it proved. What they cannot get
 * anyway is refused first; how much the telephone has taken is said only to whoever has it.
 */
export async function askProof(
  tx: Tx,
  unit: UnitOfWork,
  errand: PhoneErrand,
  by: { readonly phone: string; readonly client: string },
  now: Date,
): Promise<{ readonly handle: string }> {
  const { unitId } = errand;
  if (errand.kind === "ticket") await assertOffered(tx, { unitId, source: "phone" }, errand, now);
  else await assertFree(tx, unitId, errand, now);
  return askForCode(tx, unit, { ...by, errand: JSON.parse(JSON.stringify(errand)) }, now);
}
