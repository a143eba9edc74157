import type { ActionName } from "../workflow/dossier-action.ts";
import type { Role } from "../roles.ts";
import { END, type ProcessDefinition, type StepKind, findStep } from "./definition.ts";

/** The act on the dossier by which it goes from a step of one kind to one of another; what is absent is not lawful. */
const MOVES: Readonly<Record<StepKind, Readonly<Partial<Record<StepKind | typeof END, ActionName>>>>> = {
  // To the end at once where the law lets one wait for the result (Decree 61/2018 article 17.4).
  receive: { process: "hand_over", consult: "hand_over", [END]: "complete_at_once" },
  process: { process: "forward", consult: "forward", sign: "propose" },
  consult: { process: "forward", consult: "forward", sign: "propose" },
  sign: { process: "rework", consult: "rework", return: "sign" },
  return: { [END]: "return" },
};

/** The act by which an action of this process moves a dossier; undefined where the law knows none. */
export function actOf(it: ProcessDefinition, from: string, to: string): ActionName | undefined {
  const [here, there] = [findStep(it, from), findStep(it, to)];
  if (here === undefined) return undefined;
  if (to === END) return MOVES[here.kind][END];
  const act = there === undefined ? undefined : MOVES[here.kind][there.kind];
  // What is sent back goes to whoever proposed it (Decree 61/2018 article 19): to a step that leads to this one.
  return act === "rework" && !leads(it, to, from) ? undefined : act;
}

const leads = (it: ProcessDefinition, from: string, to: string): boolean =>
  it.actions.some((action) => action.from === from && action.to.includes(to));

/**
 * The posts to which an act can give a dossier; an act that is absent gives it to a unit or back to who proposed. What is
 * proposed can only be signed or sent back, so it goes to someone who signs; a division head is forwarded to first.
 */
export const RECEIVER_ROLES: Readonly<Partial<Record<ActionName, readonly Role[]>>> = {
  hand_over: ["specialist", "division_head"],
  forward: ["specialist", "division_head"],
  propose: ["leader"],
};

/** What an act does to the dossier's clock by itself; an action may say so, and may not say otherwise. */
export const CLOCK_OF_ACT: Readonly<Partial<Record<ActionName, string>>> = {
  receive: "start",
  sign: "stop",
  complete_at_once: "stop",
};

/** The national status that a dossier has after an act: what an action may announce (5, 6 and 8 are never 9). */
export const NATIONAL_OF_ACT: Readonly<Partial<Record<ActionName, string>>> = {
  receive: "2",
  hand_over: "4",
  forward: "4",
  propose: "4",
  rework: "4",
  sign: "9",
  return: "10",
  complete_at_once: "10",
};
