import { z } from "zod";
import { choice, integer, optional, personName, phone, plainDay, requiredText } from "#platform/input/fields.ts";

export interface Team {
  readonly id: number;
  readonly name: string;
  readonly decisionNo: string | null;
  readonly phone: string | null;
  readonly place: string | null;
  readonly formedOn: string;
  readonly dissolvedOn: string | null;
}

export const PARTS = ["lead", "member"] as const;

export interface TeamMember {
  readonly id: number;
  readonly name: string;
  readonly part: (typeof PARTS)[number];
  readonly title: string | null;
  readonly from: string;
  readonly until: string | null;
}

export interface Duty {
  readonly memberId: number;
  readonly name: string;
  readonly on: string;
}

export interface Visit {
  readonly id: number;
  readonly on: string;
  readonly hamlet: string;
  readonly helped: number;
  readonly what: string;
  readonly memberName: string;
  readonly withdrawnWhy: string | null;
}

export const TEAM_ID = integer(1, 2_147_483_647);

export const TeamInput = z.object({
  name: requiredText(200),
  decisionNo: optional(requiredText(60)),
  phone: optional(phone()),
  place: optional(requiredText(200)),
  formedOn: plainDay(),
});
export type TeamInput = z.output<typeof TeamInput>;

export const MemberInput = z.object({
  name: personName(),
  part: choice(PARTS),
  title: optional(requiredText(200)),
  from: plainDay(),
});
export type MemberInput = z.output<typeof MemberInput>;

export const ChangeMemberInput = MemberInput.omit({ from: true }).extend({ memberId: TEAM_ID });
export type ChangeMemberInput = z.output<typeof ChangeMemberInput>;

/** Who takes over from whom on a day of the rota. */
export const SwapInput = z.object({ memberId: TEAM_ID, toMemberId: TEAM_ID, on: plainDay() });
export type SwapInput = z.output<typeof SwapInput>;

export const DutyInput = z.object({
  memberId: TEAM_ID,
  from: plainDay(),
  until: plainDay(),
});
export type DutyInput = z.output<typeof DutyInput>;

export const VisitInput = z.object({
  memberId: TEAM_ID,
  on: plainDay(),
  hamlet: requiredText(120),
  helped: integer(0, 10_000),
  what: requiredText(500),
});
export type VisitInput = z.output<typeof VisitInput>;
