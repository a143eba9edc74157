import { applyEvent, type DossierEvent } from "#core/workflow/dossier-event.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Acting, Dossier } from "./dossier.ts";
import { stateOf } from "./dossier-case.ts";
import { letMirror } from "./external.store.ts";
import { appendEvent } from "./history.store.ts";

const PAUSES: ReadonlySet<string> = new Set(["supplement_requested"]);

/**
 * Appends what the source of an external dossier states has happened since, as it states it: no transition is judged, no
 * clock is counted again, and the due date stays. The transaction is one of an import alone.
 */
export async function followSource(tx: Tx, dossier: Dossier, by: Acting, events: readonly DossierEvent[]): Promise<void> {
  await appendStated(tx, dossier, by, events);
}

/** Who works on a dossier that waits: where an answered supplement goes to (`lastDesk`). */
export interface StatedDesk {
  readonly personId: number | null;
  readonly unitId: number;
}

/** Appends events as a source states them; returns the number of the last one. */
export async function appendStated(
  tx: Tx,
  dossier: Dossier,
  by: Acting,
  events: readonly DossierEvent[],
  about: { readonly reason?: string | undefined; readonly desk?: StatedDesk | undefined } = {},
): Promise<number> {
  await letMirror(tx);
  const payload = about.desk === undefined ? {} : { desk: about.desk };
  let state = stateOf(dossier);
  let pausedAt = dossier.pausedAt?.getTime() ?? null;
  const dueAt = dossier.dueAt?.getTime() ?? null;
  const dueUnextendedAt = dossier.dueUnextendedAt?.getTime() ?? null;
  for (const event of events) {
    const { seq } = state;
    state = applyEvent(state, event);
    pausedAt = PAUSES.has(event.type) ? event.at : event.type === "reassigned" ? pausedAt : null;
    const { outcome, endedAt, supplementCount } = state;
    const told = {
      type: event.type,
      at: event.at,
      by,
      reason: about.reason,
      payload,
      state: state.state,
      outcome,
      dueAt,
      dueUnextendedAt,
    };
    const moved = await appendEvent(
      tx,
      dossier.id,
      seq,
      { ...told, pausedAt, endedAt, supplementCount },
      {
        state: state.state,
        outcome,
        proposal: state.proposal,
        holderPersonId: state.holder?.personId ?? null,
        holderUnitId: state.holder?.unitId ?? null,
        dueOriginalAt: dossier.dueOriginalAt?.getTime() ?? null,
        receivedAt: state.receivedAt,
        returnedAt: state.returnedAt,
        stateSeq: state.stateSeq,
        facts: state.facts,
        way: state.way,
        intakeDueAt: null,
        respondBy: null,
      },
    );
    if (!moved) throw new Error(`two imports follow the source of dossier ${dossier.id} at once`);
  }
  return state.seq;
}
