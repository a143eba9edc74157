import type { DossierEventType } from "#core/workflow/dossier-event.ts";
import type { Holder } from "#core/workflow/dossier-state.ts";
import { isOfTheWay } from "#core/workflow/dossier-event.ts";

/** What the rules of passing on look at in an event. */
export interface Passed {
  readonly type: DossierEventType;
  readonly personId: number | null;
  readonly actorUnitId: number | null;
}

export interface Sender {
  readonly holder: Holder;
  readonly undoes: "handed_over" | "forwarded";
}

/** One step of passing on: `proposed` counts for a recall alone, since a leader sends back by rework. */
const STEPS: ReadonlySet<DossierEventType> = new Set<DossierEventType>(["handed_over", "forwarded"]);
const RECALLABLE: ReadonlySet<DossierEventType> = new Set<DossierEventType>(["handed_over", "forwarded", "proposed"]);

/** From whom the present holder has the dossier, each step that was undone left out; undefined at its beginning. */
export function findSender(events: readonly Passed[]): Sender | undefined {
  const senders: Sender[] = [];
  let lastRecallable: DossierEventType | undefined;
  for (const { type, personId, actorUnitId } of events) {
    if (STEPS.has(type) && actorUnitId !== null) {
      senders.push({ holder: { personId, unitId: actorUnitId }, undoes: type as Sender["undoes"] });
    }
    if (type === "sent_back" || (type === "recalled" && lastRecallable !== "proposed")) senders.pop();
    if (RECALLABLE.has(type)) lastRecallable = type;
  }
  return senders.at(-1);
}

/** What a person may take back: their own passing on, as long as nobody has done anything since. */
export function findRecallable(
  events: readonly Passed[],
  personId: number | null,
): "handed_over" | "forwarded" | "proposed" | undefined {
  const last = events.findLast((event) => isOfTheWay(event.type));
  if (last === undefined || personId === null || last.personId !== personId || !RECALLABLE.has(last.type)) return undefined;
  return last.type as "handed_over" | "forwarded" | "proposed";
}
