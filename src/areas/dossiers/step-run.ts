import { startOf } from "#core/process/graph.ts";
import { childrenOf, END, findStep, type Requirement } from "#core/process/definition.ts";
import type { ActionName } from "#core/workflow/dossier-action.ts";
import { localDateOf } from "#core/instant.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { findProcessFor, processRefusal, stepWords } from "#processes";
import type { DossierId } from "./dossier.ts";
import { askProofs, type Attempt, type Happened } from "./extension.ts";
import { openChild } from "./open-child.ts";
import { asksForProof, missingRequirement, type Proofs, unmetNeed, type Way, waysFrom } from "./step.policy.ts";
import { findRunning, lastStepStatement, type RunningProcess, stepStatement } from "./step.store.ts";

/** Acts that move a dossier through a process; every other one leaves it in its step. */
const MOVING: ReadonlySet<ActionName> = new Set([
  "hand_over",
  "forward",
  "propose",
  "rework",
  "sign",
  "return",
  "complete_at_once",
]);

interface Chosen {
  readonly way: Way;
  readonly files: number;
}

/** Which way was chosen, by the input with which the command is called: the input itself has no place for it. */
const chosenWays = new WeakMap<object, Chosen>();
export const chooseWay = (input: object, way: Way, files = 0): void => void chosenWays.set(input, { way, files });

/** Where the head assigns, whoever holds the dossier passes it on within the step. */
const isAssigning = (running: RunningProcess, action: ActionName): boolean =>
  action === "forward" && findStep(running.definition, running.step)?.assignee.policy === "head_assigns";

/** What other areas vouch for, where an action of the step depends on it. */
export const proofsFor = async (tx: Tx, { definition, step }: RunningProcess, dossierId: number): Promise<Proofs> =>
  asksForProof(definition, step) ? askProofs(tx, dossierId as DossierId) : new Set();

const waysBy = (running: RunningProcess, action: ActionName): readonly Way[] =>
  waysFrom(running.definition, running.step).filter((way) => way.act === action);

/**
 * A dossier that runs by a process is moved only as its step allows, through whichever door: refuses an act that the step
 * has not, a condition that is not met and what must come with the action and does not. To end at once is the counter's
 * right by law (Decree 61/2018 article 17.4), whether the process names it or not; where it does, its conditions hold.
 */
export async function guardStep(tx: Tx, { action, dossier, input }: Attempt): Promise<void> {
  if (dossier === undefined || !MOVING.has(action)) return;
  const running = await findRunning(tx, dossier.id);
  if (running === undefined || running.step === END) return;
  const ways = waysBy(running, action);
  if (ways.length === 0 && (isAssigning(running, action) || action === "complete_at_once")) return;
  const step = stepWords(running.definition, running.step);
  const [first] = ways;
  if (first === undefined) {
    const offered = waysFrom(running.definition, running.step).map((way) => `“${way.action.label.vi}”`);
    throw processRefusal("step_has_no_such_action", {
      values: { step: step.vi, actions: [...new Set(offered)].join(", ") || "–" },
    });
  }
  const proofs = await proofsFor(tx, running, dossier.id);
  const given = chosenWays.get(input);
  const way = given?.way ?? ways.find((one) => unmetNeed(one.action, dossier, proofs) === undefined) ?? first;
  const files = given?.files ?? 0;
  chooseWay(input, way, files);
  const need = unmetNeed(way.action, dossier, proofs);
  if (need !== undefined) throw processRefusal("step_need_unmet", { values: { action: way.action.label.vi, need } });
  const missing = missingRequirement(way.action, { input, files, dossier, proofs });
  if (missing !== undefined) {
    throw processRefusal("step_requires", { field: FIELDS[missing], values: { action: way.action.label.vi, what: missing } });
  }
}

/** The field of a step's form in which each requirement is met; what is met elsewhere on the page has none. */
const FIELDS: Readonly<Record<Requirement, string>> = {
  note: "reason",
  next_assignee: "toPersonId",
  document_number: "documentNo",
  files: "files",
  fee: "",
  signature: "",
};

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
  if (happened.type === "completed_at_once") {
    unit.write(lastStepStatement({ dossierId, seq, at }));
    const ended = chosenWays.get(attempt.input)?.way;
    if (ended !== undefined) await bringAbout(tx, unit, happened, ended);
    return [];
  }
  const running = await findRunning(tx, dossierId);
  if (running === undefined || running.step === END) return [];
  const way = chosenWays.get(attempt.input)?.way ?? waysBy(running, attempt.action)[0];
  if (way === undefined) return [];
  const { versionId } = running;
  unit.write(stepStatement(tx, { agencyId, dossierId, versionId, seq, step: way.to, action: way.action.code, at }));
  unit.emit("dossier.step_entered", String(dossierId), { step: way.to, action: way.action.code, seq });
  await bringAbout(tx, unit, happened, way);
  return [];
}

/** What an action brings about beside moving the dossier. */
async function bringAbout(tx: Tx, unit: UnitOfWork, { dossierId, seq, attempt }: Happened, { action }: Way): Promise<void> {
  const notices = action.effects.filter(({ kind }) => kind === "notice").map(({ value }) => value);
  if (notices.length > 0) unit.emit("dossier.step_notice", String(dossierId), { seq, notices });
  if (attempt.dossier === undefined) return;
  for (const code of childrenOf(action)) await openChild(tx, unit, attempt.dossier, code, attempt.by, new Date(attempt.at));
}
