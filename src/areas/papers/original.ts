import { z } from "zod";
import type { CustodyPlace } from "#core/workflow/dossier-facts.ts";
import { isOpen, type LegalState } from "#core/workflow/dossier-state.ts";
import { chosenId, integer, optional, requiredText } from "#platform/input/fields.ts";

export const TakeOriginalInput = z.object({
  name: requiredText(300),
  quantity: integer(1, 99).default(1),
  note: optional(requiredText(500)),
});
export type TakeOriginalInput = z.output<typeof TakeOriginalInput>;

/** Whether anything of the applicant may still come in: not once the dossier has ended and its result is out. */
export const takesOriginals = ({ state }: { readonly state: LegalState }): boolean => isOpen(state) || state === "DECIDED";

/** Given back to someone, or kept for a reason that the law gives. */
export const EndOriginalInput = z.object({
  originalId: chosenId(),
  givenTo: optional(requiredText(200)),
  keptReason: optional(requiredText(500)),
});
export type EndOriginalInput = z.output<typeof EndOriginalInput>;

/** An original of the applicant that the office took for comparison or with the dossier. */
export interface OriginalPaper {
  readonly id: number;
  readonly name: string;
  readonly quantity: number;
  readonly note: string | null;
  readonly takenBy: string;
  readonly takenAt: Date;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
  readonly givenTo: string | null;
  readonly keptReason: string | null;
}

/** An original in the list of all that an agency took. */
export interface ListedOriginal extends OriginalPaper {
  readonly dossierId: number;
  readonly code: string;
  readonly ownerName: string;
  /** The dossier has ended and its result is out, so that the original should be back. */
  readonly over: boolean;
  /** Where the papers of its dossier lie. */
  readonly place: CustodyPlace;
  readonly placeUnit: string | null;
}
