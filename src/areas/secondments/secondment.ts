import { z } from "zod";
import { chosenId, choice, integer, optional, plainDay, requiredText } from "#platform/input/fields.ts";

export const KINDS = ["main", "reserve"] as const;
/** Civil servants' ranks as the standard asks for them: below, at, or above specialist (chuyên viên). */
export const RANKS = ["below_specialist", "specialist", "above_specialist"] as const;
export type Rank = (typeof RANKS)[number];

export const UNIT_ID = integer(1, 2_147_483_647);

/** A one-stop shop or reception point, with the kind of agency that it belongs to. */
export interface Shop {
  readonly unitId: number;
  readonly agencyId: number;
  readonly name: string;
  readonly level: string;
}

export interface Secondment {
  readonly id: number;
  readonly personId: number;
  readonly name: string;
  readonly senderUnitId: number;
  readonly sender: string;
  readonly kind: (typeof KINDS)[number];
  readonly rank: Rank;
  readonly inServiceFrom: string;
  readonly from: string;
  /** The last day. */
  readonly until: string;
  readonly decisionNo: string;
  readonly endedWhy: string | null;
}

export interface Meeting {
  readonly heldOn: string;
  readonly attended: string;
  readonly said: string;
}

/** What a month's notice says of one person. */
export interface ConductLine {
  readonly personId: number;
  readonly name: string;
  readonly received: number;
  readonly returned: number;
  /** Dossiers received by this person that were decided in the month after their due date. */
  readonly late: number;
  /** Ratings of the month; null below the number that hides who rated. */
  readonly satisfied: number | null;
  readonly notSatisfied: number | null;
}

export interface ConductNotice {
  readonly senderUnitId: number;
  readonly month: string;
  readonly annex: readonly ConductLine[];
  readonly remark: string | null;
  readonly sentOn: string;
}

export const SecondInput = z.object({
  personId: chosenId(),
  senderUnitId: chosenId(),
  kind: choice(KINDS),
  rank: choice(RANKS),
  inServiceFrom: plainDay(),
  from: plainDay(),
  until: plainDay(),
  decisionNo: requiredText(60),
});
export type SecondInput = z.output<typeof SecondInput>;

export const EndInput = z.object({ secondmentId: integer(1, Number.MAX_SAFE_INTEGER), on: plainDay(), why: requiredText(500) });
export type EndInput = z.output<typeof EndInput>;

export const MeetingInput = z.object({ heldOn: plainDay(), attended: requiredText(500), said: requiredText(4000) });
export type MeetingInput = z.output<typeof MeetingInput>;

const month = () => z.string().regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/);
export const NoticeQuery = z.object({ sender: UNIT_ID, month: month() });
export const NoticeInput = z.object({ sender: UNIT_ID, month: month(), remark: optional(requiredText(2000)) });
export type NoticeInput = z.output<typeof NoticeInput>;
