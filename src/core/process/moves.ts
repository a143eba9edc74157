import type { ActionName } from "../workflow/dossier-action.ts";
import { END, type ProcessDefinition, type StepKind, findStep } from "./process.ts";

/** The act on the dossier by which it goes from a step of one kind to one of another; what is absent is not lawful. */
const MOVES: Readonly<Record<StepKind, Readonly<Partial<Record<StepKind | typeof END, ActionName>>>>> = {
  receive: { process: "hand_over", consult: "hand_over" },
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
  return there === undefined ? undefined : MOVES[here.kind][there.kind];
}

/** What an act does to the dossier's clock by itself; an action may say so, and may not say otherwise. */
export const CLOCK_OF_ACT: Readonly<Partial<Record<ActionName, string>>> = { receive: "start", sign: "stop" };

/** The national status that a dossier has after an act: what an action may announce (5, 6 and 8 are never 9). */
export const NATIONAL_OF_ACT: Readonly<Partial<Record<ActionName, string>>> = {
  receive: "2",
  hand_over: "4",
  forward: "4",
  propose: "4",
  rework: "4",
  sign: "9",
  return: "10",
};
