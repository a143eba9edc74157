import { z } from "zod";
import { END, findStep } from "#core/process/definition.ts";
import { localDateOf } from "#core/instant.ts";
import type { ActionName } from "#core/workflow/dossier-action.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { rememberFiles } from "#platform/files/file.store.ts";
import type { Upload } from "#platform/files/file-kind.ts";
import { choice, chosenId, optional, personName, requiredText } from "#platform/input/fields.ts";
import { validate } from "#platform/input/validate.ts";
import type { Actor } from "#platform/http/actor.ts";
import { findStandIns } from "#organisation";
import { listProcessStaff, processRefusal, type StaffRow, standsWhere } from "#processes";
import { actOnDossier } from "./act-on-dossier.ts";
import { actingFor } from "./acting.ts";
import { ActionInput } from "./action-input.ts";
import { receiverRolesOf } from "./choose-action.ts";
import { dossierRefusal } from "./dossier.errors.ts";
import type { Dossier } from "./dossier.ts";
import { findDossier } from "./dossier.store.ts";
import { fillPlace } from "./stand-in.rules.ts";
import { type Assignee, type Candidate, pickAssignee, type Way, waysFrom } from "./step.policy.ts";
import { chooseWay } from "./step-run.ts";
import { countOpenBy, findRunning, insertStepFiles, type RunningProcess } from "./step.store.ts";

export const StepInput = z.object({
  /** The code of the process's action. */
  action: requiredText(120),
  /** Where it leads, where it leads several ways. */
  to: optional(requiredText(60)),
  /** Who gets it, instead of whom the step's policy would choose. */
  toPersonId: z.preprocess((value) => (value === "" ? undefined : value), chosenId().optional()),
  proposal: optional(choice(["approve", "refuse"])),
  reason: optional(requiredText(2000)),
  documentNo: optional(requiredText(100)),
  /** Who took the result with them, where the action ends at once. */
  receiverName: optional(personName()),
});
export type StepInput = z.output<typeof StepInput>;

/** The acts that a step's own form can do; a result that was waited for is returned by the form of the dossier. */
export const STEP_ACTS: readonly ActionName[] = ["hand_over", "forward", "propose", "rework", "sign", "complete_at_once"];

/** Those who may get a dossier that comes into a step, in the order of units and names. */
export async function candidatesFor(
  tx: Tx,
  dossier: Pick<Dossier, "agencyId" | "holderUnitId" | "state" | "proposal">,
  running: RunningProcess,
  way: Way,
  on: string,
): Promise<readonly (Candidate & Pick<StaffRow, "role" | "unitName">)[]> {
  const step = findStep(running.definition, way.to);
  if (step === undefined) return [];
  const staff = await listProcessStaff(tx, dossier.agencyId, on);
  const roles = step.assignee.policy === "head_assigns" ? ["division_head"] : [step.role];
  const fitting = staff.filter(
    (post) =>
      post.agencyId === dossier.agencyId &&
      roles.includes(post.role) &&
      receiverRolesOf(way.act, dossier).includes(post.role) &&
      standsWhere(step, post) &&
      (step.unit.select !== "previous" || post.unitId === dossier.holderUnitId),
  );
  const standIns = await findStandIns(
    tx,
    fitting.map(({ assignmentId }) => assignmentId),
    on,
  );
  return fitting.map((post) => ({ ...post, standIn: standIns.get(post.assignmentId) ?? null }));
}

/**
 * Takes one action of the process that a dossier runs by: the act that it stands for, with whoever the next step's policy
 * chooses (of the fewest open dossiers at the moment of the command). Refuses what `actOnDossier` and the step refuse,
 * a dossier without a process, and a step for which nobody is there.
 */
export async function takeStep(
  tx: Tx,
  unit: UnitOfWork,
  actor: Actor,
  target: { readonly dossierId: number; readonly expectedSeq: number },
  input: StepInput,
  now: Date,
  uploads: readonly Upload[] = [],
): Promise<{ id: number; code: string; state: string; seq: number }> {
  const on = localDateOf(now.getTime());
  const dossier = await findDossier(tx, target.dossierId, true);
  if (dossier === undefined) throw dossierRefusal("dossier_not_found");
  const running = await findRunning(tx, dossier.id);
  if (running === undefined) throw processRefusal("step_no_process");
  const ways = waysFrom(running.definition, running.step).filter((way) => way.action.code === input.action);
  const way = ways.find((one) => one.to === input.to) ?? (input.to === undefined ? ways[0] : undefined);
  if (way === undefined || !STEP_ACTS.includes(way.act)) {
    const offered = waysFrom(running.definition, running.step).map((one) => `“${one.action.label.vi}”`);
    const step = findStep(running.definition, running.step)?.name.vi ?? "";
    throw processRefusal("step_has_no_such_action", { values: { step, actions: offered.join(", ") || "–" } });
  }
  const { proposal = "approve", reason, documentNo, receiverName } = input;
  const to = await receiverOf(tx, unit, { dossier, running, way, on }, input.toPersonId);
  const raw = { action: way.act, toPersonId: to?.personId, proposal, reason, documentNo, receiverName };
  const act = validate(ActionInput, raw);
  chooseWay(act, way, uploads.length);
  if (to?.inPlaceOf !== undefined) fillPlace(act, to.inPlaceOf);
  const by = actingFor(actor, way.act, dossier.agencyId);
  const done = await actOnDossier(tx, unit, actor, by, target, act, now);
  if (uploads.length > 0) {
    await rememberFiles(tx, uploads, now);
    const about = { agencyId: dossier.agencyId, dossierId: dossier.id, seq: done.seq, step: running.step, by: by.name, at: now };
    await insertStepFiles(tx, about, uploads);
    unit.note({ files: uploads.map(({ sha256 }) => sha256) });
  }
  return done;
}

interface Going {
  readonly dossier: Dossier;
  readonly running: RunningProcess;
  readonly way: Way;
  readonly on: string;
}

/** Who gets the dossier: whoever was named, else whom the policy finds; nobody where the act needs none. */
async function receiverOf(tx: Tx, unit: UnitOfWork, it: Going, named: number | undefined): Promise<Assignee | undefined> {
  const { way, dossier } = it;
  if (receiverRolesOf(way.act, dossier).length === 0 || way.to === END) return undefined;
  if (named !== undefined) return { personId: named };
  if (way.action.requires.includes("next_assignee")) {
    const values = { action: way.action.label.vi, what: "next_assignee" };
    throw processRefusal("step_requires", { field: "toPersonId", values });
  }
  return assigneeOf(tx, unit, it);
}

async function assigneeOf(tx: Tx, unit: UnitOfWork, { dossier, running, way, on }: Going): Promise<Assignee> {
  const step = findStep(running.definition, way.to);
  const candidates = await candidatesFor(tx, dossier, running, way, on);
  const open = await countOpenBy(
    tx,
    candidates.flatMap(({ personId, standIn }) => [personId, ...(standIn?.personId ? [standIn.personId] : [])]),
  );
  const picked = step === undefined ? undefined : pickAssignee(step, dossier.field, candidates, open);
  const replaced = candidates.flatMap(({ personId, standIn }) => (standIn === null ? [] : [personId]));
  if (replaced.length > 0) unit.note({ replaced });
  if (picked === undefined) throw processRefusal("step_nobody", { field: "toPersonId", values: { step: step?.name.vi ?? "" } });
  return picked;
}
