import { z } from "zod";
import { choice, chosenId, cccd, integer, many, optional, personName, plainDay, requiredText } from "#platform/input/fields.ts";
import { ComponentCount, Parties, RECEIVER_RELATIONS } from "./dossier.ts";

const note = { reason: optional(requiredText(2000)) };
const why = { reason: requiredText(2000) };
const to = { toPersonId: chosenId() };
const MOST_VND = 100_000_000_000;

/** What the applicant gets back with a dossier that ends early (R-21, the rule of the fee). */
const givenBack = {
  papers: optional(requiredText(1000)),
  refundVnd: optional(integer(0, MOST_VND)),
  /** The originals and the paper dossier go back in the same act, to this person (else the owner). */
  giveOriginals: optional(choice(["yes"])),
  givenTo: optional(personName()),
};

/** What an apology is about: a result that will be late (a.19.9), or an error of the office (a.21). */
export const APOLOGY_ABOUT = ["delay", "error"] as const;
/** What went wrong with a result that is corrected (Decree 61/2018 article 21). */
export const INCIDENTS = ["wrong_content", "wrong_person", "lost_paper", "damaged_paper", "other"] as const;
/** For how long a closed dossier is kept, in years (Circular 10/2022/TT-BNV is data of the archive, not of this list). */
export const RETENTIONS = ["permanent", "70", "50", "20", "10", "5"] as const;

/** What each action on an existing dossier needs beside the dossier itself. */
export const ActionInput = z.discriminatedUnion("action", [
  z.object({ action: z.literal("submit"), ...note }),
  z.object({ action: z.literal("receive"), components: z.array(ComponentCount).max(300).default([]), ...note }),
  z.object({ action: z.literal("request_intake_supplement"), items: requiredText(2000), ...why }),
  z.object({ action: z.literal("refuse_at_intake"), ...why }),
  z.object({
    action: z.literal("complete_at_once"),
    receiverName: personName(),
    documentNo: optional(requiredText(100)),
    ...note,
  }),
  z.object({ action: z.literal("hand_over"), ...to, ...note }),
  z.object({ action: z.literal("forward"), ...to, ...note }),
  z.object({ action: z.literal("send_back"), ...why }),
  z.object({ action: z.literal("recall"), ...note }),
  z.object({ action: z.literal("reassign"), ...to, ...why }),
  z.object({ action: z.literal("propose"), ...to, ...note, proposal: choice(["approve", "refuse"]) }),
  z.object({ action: z.literal("rework"), ...why }),
  z.object({ action: z.literal("sign"), ...note, documentNo: optional(requiredText(100)) }),
  z.object({ action: z.literal("mark_result_ready"), ...note }),
  z.object({
    action: z.literal("return"),
    receiverName: personName(),
    receiverIdNumber: optional(cccd()),
    relation: choice(RECEIVER_RELATIONS),
    paper: optional(requiredText(200)),
    ...note,
  }),
  z.object({
    action: z.literal("request_supplement"),
    items: requiredText(2000),
    ...why,
    basis: optional(requiredText(300)),
    respondBy: optional(plainDay()),
  }),
  z.object({ action: z.literal("allow_supplement"), ...why, basis: requiredText(300) }),
  z.object({ action: z.literal("receive_supplement"), present: many(integer(0, 1000)), ...note }),
  z.object({ action: z.literal("expire_supplement"), ...note }),
  z.object({ action: z.literal("request_payment"), basis: requiredText(300), notice: optional(requiredText(200)), ...note }),
  z.object({ action: z.literal("confirm_payment"), document: requiredText(200), ...note }),
  z.object({
    action: z.literal("draft_apology"),
    about: choice(APOLOGY_ABOUT).default("delay"),
    newDueOn: optional(plainDay()),
    ...why,
  }),
  z.object({ action: z.literal("approve_apology"), letterNo: requiredText(100), ...note }),
  z.object({ action: z.literal("reject_apology"), ...why }),
  z.object({ action: z.literal("send_apology"), ...note }),
  z.object({ action: z.literal("revoke_extension"), ...why }),
  z.object({
    action: z.literal("correct"),
    parties: Parties.optional(),
    subject: optional(requiredText(500)),
    components: z.array(ComponentCount).max(300).optional(),
    ...why,
  }),
  z.object({ action: z.literal("start_correction"), incident: choice(INCIDENTS), dueOn: plainDay(), ...why }),
  z.object({ action: z.literal("request_withdrawal"), ...why }),
  z.object({ action: z.literal("accept_withdrawal"), ...note, ...givenBack }),
  z.object({ action: z.literal("withdraw"), ...why, ...givenBack }),
  z.object({ action: z.literal("stop"), ...why, basis: requiredText(300), ...givenBack }),
  z.object({ action: z.literal("void"), ...why }),
  z.object({ action: z.literal("archive"), retention: choice(RETENTIONS), ...note }),
]);
export type ActionInput = z.output<typeof ActionInput>;

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** What stands in columns of the event or the dossier, not in the event's payload. */
const ELSEWHERE: ReadonlySet<string> = new Set(["action", "reason", "toPersonId", "parties", "subject", "components", "present"]);

/** What of the input is kept with the event, beside its reason. */
export function payloadOf(input: ActionInput): Readonly<Record<string, unknown>> {
  const kept = Object.fromEntries(Object.entries(input).filter(([name, value]) => !ELSEWHERE.has(name) && value !== undefined));
  return "items" in input ? { ...kept, items: linesOf(input.items) } : kept;
}
