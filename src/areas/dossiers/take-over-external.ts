import type { DossierEvent } from "#core/workflow/dossier-event.ts";
import type { Holder } from "#core/workflow/dossier-state.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Acting, Dossier } from "./dossier.ts";
import { markTakenOver } from "./external.store.ts";
import { appendStated, type StatedDesk } from "./follow-source.ts";
import { insertSteps } from "./step.store.ts";

export interface TakenOver {
  /** What the source states has happened since it was last asked. */
  readonly events: readonly DossierEvent[];
  readonly holder: Holder;
  /** Who goes on with it when the applicant has answered. */
  readonly desk: StatedDesk | undefined;
  readonly reason: string;
  readonly at: number;
  readonly flags: readonly string[];
}

/**
 * From here on a dossier that lived in another system is handled here: brought forward to what its source says last, given
 * to its holder, and no longer read-only. Its due date stays. Returns the number of its last event.
 */
export async function takeOverExternal(tx: Tx, dossier: Dossier, by: Acting, it: TakenOver): Promise<number> {
  const { events, holder, desk, reason, at, flags } = it;
  const given: DossierEvent = { type: "reassigned", at, holder };
  const seq = await appendStated(tx, dossier, by, [...events, given], { reason, desk });
  await markTakenOver(tx, dossier.id, flags);
  return seq;
}

export interface PlacedInStep {
  readonly agencyId: number;
  readonly dossierId: number;
  readonly versionId: number;
  readonly step: string;
  /** The event with which it came there. */
  readonly seq: number;
  readonly at: Date;
}

/** Puts dossiers that were taken over into steps of the processes that they run by from now on. */
export const placeInSteps = (tx: Tx, placed: readonly PlacedInStep[]): Promise<void> => insertSteps(tx, placed);
