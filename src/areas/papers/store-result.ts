import { z } from "zod";
import { type Acting, type Dossier, findDossier } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { personName, requiredText } from "#platform/input/fields.ts";
import { papersRefusal } from "./papers.errors.ts";
import { endStored, insertStored } from "./storage.store.ts";
import { uncollectedPolicy } from "./uncollected-policy.ts";

type By = Acting & { readonly accountId: number };
export const StoreInput = z.object({ reason: requiredText(1000), place: requiredText(200) });
export const TakeOutInput = z.object({ takenFor: personName() });

const DAY = 86_400_000;

const hasWaited = (since: Date, days: number, now: Date): boolean => now.getTime() - since.getTime() >= days * DAY;

/** Whether a result has waited at the counter as long as the agency's policy says before it is put away. */
export async function mayBeStored(tx: Tx, { agencyId, state, endedAt, facts }: Dossier, now: Date): Promise<boolean> {
  if (state !== "DECIDED" || endedAt === null || facts.delivery === "sent_by_post") return false;
  return hasWaited(endedAt, (await uncollectedPolicy(tx, agencyId, localDay(now))).storeAfterDays, now);
}

async function findWaiting(tx: Tx, dossierId: number): Promise<Dossier & { readonly endedAt: Date }> {
  const dossier = await findDossier(tx, dossierId, true);
  if (dossier === undefined) throw papersRefusal("dossier_not_found");
  const { endedAt, facts } = dossier;
  if (dossier.state !== "DECIDED" || endedAt === null || facts.delivery === "sent_by_post")
    throw papersRefusal("result_not_waiting");
  return { ...dossier, endedAt };
}

/**
 * Puts a result away that nobody has fetched, with the reason and the place. Refuses one that does not wait at the counter,
 * one that has not waited as long as the agency's policy says, and one that is put away already.
 */
export async function storeResult(
  tx: Tx,
  unit: UnitOfWork,
  by: By,
  dossierId: number,
  input: z.output<typeof StoreInput>,
  now: Date,
): Promise<null> {
  const { agencyId, code, endedAt } = await findWaiting(tx, dossierId);
  const { storeAfterDays } = await uncollectedPolicy(tx, agencyId, localDay(now));
  if (!hasWaited(endedAt, storeAfterDays, now))
    throw papersRefusal("result_waits_too_short", { values: { days: storeAfterDays } });
  const stored = await insertStored(tx, { agencyId, dossierId, ...input }, { accountId: by.accountId, name: by.name, at: now });
  if (!stored) throw papersRefusal("result_stored");
  unit.subject(`dossier:${dossierId}`);
  unit.emit("papers.result_stored", String(dossierId), { code });
  return null;
}

/** Takes a result out again for whoever comes for it. Refuses one that is not put away. */
export async function takeOutResult(
  tx: Tx,
  unit: UnitOfWork,
  by: By,
  dossierId: number,
  input: z.output<typeof TakeOutInput>,
  now: Date,
): Promise<null> {
  const { code } = await findWaiting(tx, dossierId);
  const taken = await endStored(tx, dossierId, input.takenFor, { accountId: by.accountId, name: by.name, at: now });
  if (!taken) throw papersRefusal("result_not_stored");
  unit.subject(`dossier:${dossierId}`);
  unit.emit("papers.result_taken_out", String(dossierId), { code });
  return null;
}
