import { type EpochMs, localDateOf } from "#core/instant.ts";
import type { DossierState } from "#core/workflow/dossier-state.ts";
import { type Desk, findDesk, listPostHolders, type PostHolder, withDelegates } from "#organisation";
import type { Tx } from "#platform/db/tx.ts";
import type { ActionInput } from "./action-input.ts";
import type { Acting, Dossier, DossierEventRow } from "./dossier.ts";
import type { ClockFact } from "./dossier.clock.ts";
import { assertHandledHere, dossierRefusal } from "./dossier.errors.ts";
import { findDossier, listEvents } from "./dossier.store.ts";
import { askGuards, type Attempt } from "./extension.ts";

/** Everything an action on a dossier is decided from. */
export interface Case {
  readonly dossier: Dossier;
  readonly events: readonly DossierEventRow[];
  readonly desk: Desk;
  readonly holders: readonly PostHolder[];
  readonly by: Acting;
  readonly at: EpochMs;
  readonly attempt: Attempt;
  /** What another area refuses; said only when this area does not. */
  readonly guarded: unknown;
}

/** The dossier under lock, what happened to it, who can take it next, and what other areas say: two round trips. */
export async function loadCase(tx: Tx, dossierId: number, by: Acting, input: ActionInput, now: Date): Promise<Case> {
  const dossier = await findDossier(tx, dossierId, true);
  if (dossier === undefined) throw dossierRefusal("dossier_not_found");
  assertHandledHere(dossier);
  const today = localDateOf(now.getTime());
  const attempt: Attempt = { action: input.action, dossier, input, by, at: now.getTime() };
  const [guarded, events, desk, holders] = await Promise.all([
    askGuards(tx, attempt).catch((refusal: unknown) => refusal),
    listEvents(tx, dossierId),
    findDesk(tx, dossier.unitId, today),
    listPostHolders(tx, dossier.agencyId, today),
  ]);
  if (desk === undefined) throw dossierRefusal("unknown_unit");
  return { dossier, events, desk, holders: withDelegates(holders), by, at: now.getTime(), attempt, guarded };
}

/** A dossier's row as the fold that it is. */
export const stateOf = (dossier: Dossier): DossierState => ({
  state: dossier.state,
  outcome: dossier.outcome,
  proposal: dossier.proposal,
  holder: dossier.holderUnitId === null ? null : { personId: dossier.holderPersonId, unitId: dossier.holderUnitId },
  supplementCount: dossier.supplementCount,
  receivedAt: dossier.receivedAt.getTime(),
  endedAt: dossier.endedAt?.getTime() ?? null,
  returnedAt: dossier.returnedAt?.getTime() ?? null,
  seq: dossier.seq,
  stateSeq: dossier.stateSeq,
  facts: dossier.facts,
  way: dossier.way,
});

/** The history as the clock reads it. */
export const clockFacts = (events: readonly DossierEventRow[]): readonly ClockFact[] =>
  events.map((row) => ({ type: row.type, at: row.occurredAt.getTime(), payload: row.payload }));
