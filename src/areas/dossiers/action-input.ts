import { z } from "zod";
import { RECEIVER_ROLES } from "#core/process/moves.ts";
import type { Role } from "#core/roles.ts";
import type { ActionName } from "#core/workflow/dossier-action.ts";
import { cccd, choice, chosenId, optional, personName, requiredText } from "#platform/input/fields.ts";
import { ComponentCount, RECEIVER_RELATIONS } from "./dossier.ts";

const note = { reason: optional(requiredText(2000)) };
const to = { toPersonId: chosenId() };

/** What each action on an existing dossier needs beside the dossier itself. */
export const ActionInput = z.discriminatedUnion("action", [
  z.object({ action: z.literal("receive"), components: z.array(ComponentCount).max(300).default([]), ...note }),
  z.object({ action: z.literal("refuse_at_intake"), reason: requiredText(2000) }),
  z.object({ action: z.literal("hand_over"), ...to, ...note }),
  z.object({ action: z.literal("forward"), ...to, ...note }),
  z.object({ action: z.literal("propose"), ...to, ...note, proposal: choice(["approve", "refuse"]) }),
  z.object({ action: z.literal("rework"), reason: requiredText(2000) }),
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
    reason: requiredText(2000),
    basis: optional(requiredText(300)),
  }),
  z.object({ action: z.literal("receive_supplement"), ...note }),
  z.object({ action: z.literal("withdraw"), reason: requiredText(2000) }),
  z.object({ action: z.literal("stop"), reason: requiredText(2000), basis: requiredText(300) }),
  z.object({ action: z.literal("void"), reason: requiredText(2000) }),
]);
export type ActionInput = z.output<typeof ActionInput>;

/** The posts to which this action may give a dossier. */
export const receiverRolesOf = (action: ActionName): readonly Role[] => RECEIVER_ROLES[action] ?? [];

/** What of the input is kept with the event, beside its reason. */
export function payloadOf(input: ActionInput): Readonly<Record<string, unknown>> {
  switch (input.action) {
    case "propose":
      return { proposal: input.proposal };
    case "sign":
      return input.documentNo === undefined ? {} : { documentNo: input.documentNo };
    case "return":
      return {
        receiverName: input.receiverName,
        receiverIdNumber: input.receiverIdNumber,
        relation: input.relation,
        paper: input.paper,
      };
    case "request_supplement":
      return {
        items: input.items
          .split("\n")
          .map((line) => line.trim())
          .filter((line) => line !== ""),
        basis: input.basis,
      };
    case "stop":
      return { basis: input.basis };
    default:
      return {};
  }
}
