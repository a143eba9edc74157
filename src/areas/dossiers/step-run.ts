import { startOf } from "#core/process/graph.ts";
import { END, findStep } from "#core/process/definition.ts";
import type { ActionName } from "#core/workflow/dossier-action.ts";
import { localDateOf } from "#core/instant.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { findProcessFor, processRefusal, stepWords } from "#processes";
import type { Attempt, Happened } from "./extension.ts";
import { missingRequirement, unmetNeed, type Way, waysFrom } from "./step.policy.ts";
import { findRunning, type RunningProcess, stepStatement } from "./step.store.ts";

/** Acts that move a dossier through a process; every other one leaves it in its step. */
const MOVING: ReadonlySet<ActionName> = new Set(["hand_over", "forward", "propose", "rework", "sign", "return"]);

/** Which way was chosen, by the input with which the command is called: the input itself has no place for it. */
const chosenWays = new WeakMap<object, Way>();
export const chooseWay = (input: object, way: Way): void => void chosenWays.set(input, way);

/** Where the head assigns, whoever holds the dossier passes it on within the step. */
const isAssigning = (running: RunningProcess, action: ActionName): boolean =>
  action === "forward" && findStep(running.definition, running.step)?.assignee.policy === "head_assigns";

const waysBy = (running: RunningProcess, action: ActionName): readonly Way[] =>
  waysFrom(running.definition, running.step).filter((way) => way.act === action);

/**
 * A dossier that runs by a process is moved only as its step allows, through whichever door: refuses an act that the step
 * has not, a condition that is not met and what must come with the action and does not.
 */
export async function guardStep(tx: Tx, { action, dossier, input }: Attempt): Promise<void> {
  if (dossier === undefined || !MOVING.has(action)) return;
  const running = await findRunning(tx, dossier.id);
  if (running === undefined || running.step === END) return;
  const ways = waysBy(running, action);
  if (ways.length === 0 && isAssigning(running, action)) return;
  const step = stepWords(running.definition, running.step);
  const [first] = ways;
  if (first === undefined) {
    const offered = waysFrom(running.definition, running.step).map((way) => `“${way.action.label.vi}”`);
    throw processRefusal("step_has_no_such_action", {
      values: { step: step.vi, actions: [...new Set(offered)].join(", ") || "–" },
    });
  }
  const chosen = chosenWays.get(input) ?? ways.find((way) => unmetNeed(way.action, dossier) === undefined) ?? first;
  const need = unmetNeed(chosen.action, dossier);
  if (need !== undefined) throw processRefusal("step_need_unmet", { values: { action: chosen.action.label.vi, need } });
  const missing = missingRequirement(chosen.action, input);
  if (missing !== undefined) {
    const field = { note: "reason", next_assignee: "toPersonId", document_number: "documentNo" }[missing as "note"];
    throw processRefusal("step_requires", { field, values: { action: chosen.action.label.vi, what: missing } });
  }
}

/** Binds what is received to the version in force, and moves what runs by one to the step that its act leads to. */
export async function followStep(tx: Tx, unit: UnitOfWork, happened: Happened): Promise<readonly []> {
  const { attempt, dossierId, agencyId, seq } = happened;
  const at = new Date(attempt.at);
  if (happened.type === "received") {
    const on = localDateOf(attempt.at);
    const process = happened.known === undefined ? await findProcessFor(tx, { ...happened, on }) : happened.known.process;
    const start = process === undefined ? undefined : startOf(process.definition);
    if (process === undefined || start === undefined) return [];
    unit.write(stepStatement(tx, { agencyId, dossierId, versionId: process.id, seq, step: start.code, action: null, at }));
    return [];
  }
  if (!MOVING.has(attempt.action)) return [];
  const running = await findRunning(tx, dossierId);
  if (running === undefined || running.step === END) return [];
  const ways = waysBy(running, attempt.action);
  const { dossier } = attempt;
  const way =
    chosenWays.get(attempt.input) ??
    ways.find((one) => dossier !== undefined && unmetNeed(one.action, dossier) === undefined) ??
    ways[0];
  if (way === undefined) return [];
  const { versionId } = running;
  unit.write(stepStatement(tx, { agencyId, dossierId, versionId, seq, step: way.to, action: way.action.code, at }));
  unit.emit("dossier.step_entered", String(dossierId), { step: way.to, action: way.action.code, seq });
  return [];
}
