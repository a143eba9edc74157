import type { EpochMs } from "#core/instant.ts";
import type { WayEvent } from "#core/workflow/dossier-event.ts";
import type { Holder, LegalState } from "#core/workflow/dossier-state.ts";
import type { SourceState } from "./mapping.ts";

/** What a source says of one of its dossiers. */
export interface Told {
  readonly code: string;
  readonly state: SourceState;
  readonly stateAt: EpochMs | null;
  readonly receivedAt: EpochMs;
  readonly dueAt: EpochMs | null;
  readonly endedAt: EpochMs | null;
  readonly returnedAt: EpochMs | null;
}

const OPEN: ReadonlySet<LegalState> = new Set<LegalState>(["ACCEPTED", "PROCESSING", "SUPPLEMENT_WAIT"]);

function whileOpen(from: LegalState, told: Told, at: EpochMs, holder: Holder): readonly WayEvent[] {
  const ended = told.endedAt ?? at;
  const decided: WayEvent = { type: "decided", at: ended, outcome: told.state === "refused" ? "refused" : "approved", holder };
  switch (told.state) {
    case "accepted":
      return [];
    case "processing":
      if (from === "PROCESSING") return [];
      return [{ type: from === "ACCEPTED" ? "handed_over" : "supplement_received", at, holder }];
    case "supplement":
      return from === "SUPPLEMENT_WAIT" ? [] : [{ type: "supplement_requested", at, holder }];
    case "decided":
    case "refused":
      return [decided];
    case "returned":
      return [decided, { type: "returned", at: told.returnedAt ?? ended }];
    case "withdrawn":
    case "stopped":
      return [{ type: told.state, at: ended }];
  }
}

/**
 * What must have happened between what stands here and what the source says, as far as it leads forward. What would lead
 * back (a decided dossier that is open again) is a difference for a person, not an event.
 */
export function eventsSince(from: LegalState, told: Told, at: EpochMs, holder: Holder): readonly WayEvent[] {
  if (OPEN.has(from)) return whileOpen(from, told, at, holder);
  if (from === "DECIDED" && told.state === "returned") return [{ type: "returned", at: told.returnedAt ?? told.endedAt ?? at }];
  return [];
}
