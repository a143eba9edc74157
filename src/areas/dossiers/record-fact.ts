import { applyFact, type DossierFacts, type FactEvent } from "#core/workflow/dossier-facts.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Acting } from "./dossier.ts";
import { dossierRefusal } from "./dossier.errors.ts";
import { findDossier } from "./dossier.store.ts";
import { type Attempt, type Happened, letFollow } from "./extension.ts";
import { appendFacts, factsStatement, type FactTarget } from "./fact.store.ts";

/** A fact without its moment, which is the command's. */
export type Fact = FactEvent extends infer E ? (E extends FactEvent ? Omit<E, "at"> : never) : never;

function announce(unit: UnitOfWork, target: FactTarget, events: readonly FactEvent[]): void {
  for (const [index, event] of events.entries()) {
    unit.emit(`dossier.${event.type}`, String(target.id), { code: target.code, seq: target.seq + index + 1 });
  }
}

/**
 * Appends an event of the states beside the legal one (payment, custody, delivery, synchronisation, apology). It disturbs
 * no officer who has the page open. Refuses a dossier outside the transaction's agencies (`dossier_not_found`).
 */
export async function recordFact(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting,
  dossierId: number,
  fact: Fact,
  now: Date,
): Promise<{ readonly seq: number }> {
  const dossier = await findDossier(tx, dossierId, true);
  if (dossier === undefined) throw dossierRefusal("dossier_not_found");
  const events = [{ ...fact, at: now.getTime() } as FactEvent];
  announce(unit, dossier, events);
  return { seq: await appendFacts(tx, dossier, by, events) };
}

/** Lets the other areas write what follows from an event, and appends the facts that they answer with the commit; answers their fold. */
export async function followUp(
  tx: Tx,
  unit: UnitOfWork,
  attempt: Attempt,
  happened: Omit<Happened, "attempt" | "dossierId">,
  target: FactTarget,
): Promise<DossierFacts> {
  const facts = await letFollow(tx, unit, { ...happened, dossierId: target.id, attempt });
  if (facts.length === 0) return target.facts;
  unit.write(factsStatement(tx, target, attempt.by, facts));
  announce(unit, target, facts);
  return facts.reduce(applyFact, target.facts);
}
