import { z } from "zod";
import { choice, chosenId, integer, optional, plainDay, requiredText } from "#platform/input/fields.ts";

/** Where a complaint came in and is kept. */
export const SOURCES = ["portal", "hotline", "mailbox", "counter", "post"] as const;
/** Of somebody's conduct, or of what the rules ask. */
export const SUBJECTS = ["conduct", "regulation"] as const;

export interface Complaint {
  readonly id: number;
  readonly unitName: string;
  readonly source: (typeof SOURCES)[number];
  readonly number: string;
  readonly about: (typeof SUBJECTS)[number];
  readonly receivedOn: string;
  readonly dueOn: string;
  readonly answeredOn: string | null;
  readonly answerNo: string | null;
}

export const RegisterInput = z.object({ unitId: chosenId(), keptFrom: plainDay() });
export type RegisterInput = z.output<typeof RegisterInput>;

export const ComplaintInput = z.object({
  unitId: chosenId(),
  source: choice(SOURCES),
  number: requiredText(60),
  about: choice(SUBJECTS),
  receivedOn: plainDay(),
  dueOn: plainDay(),
});
export type ComplaintInput = z.output<typeof ComplaintInput>;

export const AnswerInput = z.object({ answeredOn: plainDay(), answerNo: optional(requiredText(60)) });
export type AnswerInput = z.output<typeof AnswerInput>;

/** The row of the indices that the list explains; without a place, every complaint that is not answered or was lately. */
export const ComplaintsQuery = z.object({
  unit: optional(integer(1, 2_147_483_647)),
  from: optional(plainDay()),
  to: optional(plainDay()),
});
export type ComplaintsQuery = z.output<typeof ComplaintsQuery>;
