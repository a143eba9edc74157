import { z } from "zod";
import { RECEIVER_ROLES } from "#core/process/moves.ts";
import type { Role } from "#core/roles.ts";
import type { ActionName } from "#core/workflow/dossier-action.ts";
import type { Holder } from "#core/workflow/dossier-state.ts";
import type { DossierAction } from "#core/workflow/transition.ts";
import type { ActionInput } from "./action-input.ts";
import type { Dossier } from "./dossier.ts";
import type { Case } from "./dossier-case.ts";
import { dossierRefusal } from "./dossier.errors.ts";
import { findReceivingPost } from "./stand-in.rules.ts";
import { findRecallable, findSender } from "./passing.rules.ts";

const DESK: readonly Role[] = ["specialist", "division_head"];
const COUNTER: readonly Role[] = ["receiving_officer", "one_stop_head"];

/** What is proposed can only be signed or sent back; what waits at the counter is the counter's. */
function reassignedTo(dossier: Pick<Dossier, "state" | "proposal">): readonly Role[] {
  if (dossier.state !== "PROCESSING") return COUNTER;
  return dossier.proposal === null ? DESK : ["leader"];
}

/** The posts to which this action may give the dossier. */
export const receiverRolesOf = (action: ActionName, dossier: Pick<Dossier, "state" | "proposal">): readonly Role[] =>
  action === "reassign" ? reassignedTo(dossier) : (RECEIVER_ROLES[action] ?? []);

/** Whether any of these actions may give a dossier to this post, whatever has become of it. */
export const mayReceive = (role: Role, actions: readonly ActionName[]): boolean =>
  actions.some((action) =>
    (action === "reassign" ? [...DESK, ...COUNTER, "leader"] : (RECEIVER_ROLES[action] ?? [])).includes(role),
  );

function receiverOf({ holders, dossier }: Case, action: ActionName, personId: number): Holder {
  if (!holders.some((holder) => holder.personId === personId)) {
    throw dossierRefusal("receiver_not_in_agency", { field: "toPersonId" });
  }
  const post = findReceivingPost(holders, receiverRolesOf(action, dossier), personId);
  if (post === undefined) throw dossierRefusal("receiver_has_no_such_role", { field: "toPersonId" });
  return { personId, unitId: post.unitId };
}

/** Who last worked on the dossier: rework, an answered supplement and a correction go back there. */
function lastDesk({ events, desk }: Case): Holder {
  const last = events.findLast(
    (event) => event.type === "proposed" || event.type === "supplement_requested" || event.type === "finance_requested",
  );
  const told = last === undefined || last.personId === null ? statedDesk(events) : undefined;
  return told ?? { personId: last?.personId ?? null, unitId: last?.actorUnitId ?? desk.unitId };
}

/** Who works on a dossier that was taken over while it waited: its source asked for the supplement, not a person here. */
function statedDesk(events: Case["events"]): Holder | undefined {
  const stated = events.findLast(({ payload }) => payload["desk"] !== undefined)?.payload["desk"];
  const desk = z.object({ personId: z.number().nullable(), unitId: z.number() }).safeParse(stated);
  return desk.success ? desk.data : undefined;
}

/** A result is corrected by who proposed it; that person may be gone, then by anyone of their unit. */
function correctingDesk(it: Case): Holder {
  const desk = lastDesk(it);
  return it.holders.some((holder) => holder.personId === desk.personId) ? desk : { personId: null, unitId: desk.unitId };
}

function passBack(it: Case, input: Extract<ActionInput, { action: "send_back" }>): DossierAction {
  const sender = findSender(it.events);
  if (sender === undefined) throw dossierRefusal("nobody_to_send_back_to");
  return { name: "send_back", at: it.at, to: sender.holder, undoes: sender.undoes, reason: input.reason };
}

function recall(it: Case): DossierAction {
  const undoes = findRecallable(it.events, it.by.personId);
  if (undoes === undefined) throw dossierRefusal("touched_since");
  return { name: "recall", at: it.at, undoes, to: { personId: it.by.personId, unitId: it.by.unitId } };
}

/** The written reason of a signed refusal is that of the proposal where the leader adds none (Decree 61/2018 a.19.8). */
const proposedReason = ({ events }: Case): string | undefined =>
  events.findLast((event) => event.type === "proposed")?.reason ?? undefined;

type Verdict = "extends" | "late" | "moves_nothing" | undefined;

/** From one desk to another, forwards or backwards; undefined for every other action. */
function passing(it: Case, input: ActionInput): DossierAction | undefined {
  const { at } = it;
  switch (input.action) {
    case "hand_over":
    case "forward":
      return { name: input.action, at, to: receiverOf(it, input.action, input.toPersonId) };
    case "propose": {
      const to = receiverOf(it, "propose", input.toPersonId);
      const { proposal, reason } = input;
      return { name: "propose", at, proposal, to, ...(reason === undefined ? {} : { reason }) };
    }
    case "reassign":
      return { name: "reassign", at, to: receiverOf(it, "reassign", input.toPersonId), reason: input.reason };
    case "send_back":
      return passBack(it, input);
    case "recall":
      return recall(it);
    case "rework":
      return { name: "rework", at, to: lastDesk(it), reason: input.reason };
    case "start_correction":
      return { name: "start_correction", at, to: correctingDesk(it), reason: input.reason };
    case "sign": {
      const to = { personId: null, unitId: it.dossier.unitId };
      return { name: "sign", at, to, reason: input.reason ?? proposedReason(it) ?? "" };
    }
    default:
      return undefined;
  }
}

/** What changes where the dossier waits: at the counter, or again at the desk. */
function waiting(it: Case, input: ActionInput): DossierAction | undefined {
  const { at, by, desk } = it;
  const counter: Holder = { personId: null, unitId: it.dossier.unitId };
  switch (input.action) {
    case "receive":
      return { name: "receive", at, holder: { personId: by.personId, unitId: desk.unitId } };
    case "submit":
    case "request_intake_supplement":
    case "mark_result_ready":
      return { name: input.action, at, holder: counter };
    case "request_supplement":
      return { name: "request_supplement", at, holder: counter, reason: input.reason };
    case "request_payment":
      return { name: "request_payment", at, holder: counter, basis: input.basis };
    case "receive_supplement":
    case "confirm_payment":
      return { name: input.action, at, holder: lastDesk(it) };
    default:
      return undefined;
  }
}

type Remaining = Exclude<
  ActionInput,
  {
    action:
      | "hand_over"
      | "forward"
      | "propose"
      | "reassign"
      | "send_back"
      | "recall"
      | "rework"
      | "start_correction"
      | "sign"
      | "receive"
      | "submit"
      | "request_intake_supplement"
      | "mark_result_ready"
      | "request_supplement"
      | "request_payment"
      | "receive_supplement"
      | "confirm_payment";
  }
>;

/** What happens where the dossier is. */
function staying(it: Case, input: Remaining, letter: Verdict): DossierAction {
  const { at } = it;
  switch (input.action) {
    case "send_apology":
      return { name: "send_apology", at, late: letter === "late", extends: letter === "extends" };
    case "stop":
    case "allow_supplement":
      return { name: input.action, at, reason: input.reason, basis: input.basis };
    case "complete_at_once":
    case "return":
    case "approve_apology":
    case "archive":
    case "accept_withdrawal":
    case "expire_supplement":
      return { name: input.action, at };
    default:
      return { name: input.action, at, reason: input.reason };
  }
}

/** The action that an input means for this dossier. `letter` is what the clock says of an approved letter. */
export const actionOf = (it: Case, input: ActionInput, letter: Verdict): DossierAction =>
  passing(it, input) ?? waiting(it, input) ?? staying(it, input as Remaining, letter);
