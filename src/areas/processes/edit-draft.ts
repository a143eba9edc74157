import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { findStep } from "#core/process/definition.ts";
import { applyChange, type Change } from "./draft.rules.ts";
import { deleteDraft, type DraftHead, findDraftId, insertDraft, updateDraft } from "./edit-process.store.ts";
import { assertDesigns, type By, getDraft, getProcess } from "./get-process.ts";
import { MOST_ACTIONS, MOST_STEPS } from "./process-version.ts";
import { processRefusal } from "./processes.errors.ts";

export interface DraftTarget {
  readonly versionId: number;
  /** What the form was filled in from; someone else's change in between is refused, not overwritten. */
  readonly revision: number;
}

/** Makes one change to a draft. Refuses a step or action that is not in it, and more of them than a process may have. */
export async function editDraft(
  tx: Tx,
  unit: UnitOfWork,
  by: By,
  target: DraftTarget,
  change: Change | ({ readonly change: "head" } & DraftHead),
  on: string,
): Promise<{ readonly versionId: number; readonly revision: number; readonly code: string }> {
  const draft = await getDraft(tx, by, target.versionId, on);
  if (draft.revision !== target.revision) throw processRefusal("process_changed");
  const before = draft.definition;
  if (change.change !== "head") assertKnown(before, change);
  const definition = change.change === "head" ? before : applyChange(before, change);
  if (definition.steps.length > MOST_STEPS || definition.actions.length > MOST_ACTIONS) {
    throw processRefusal("process_too_large", { values: { steps: MOST_STEPS, actions: MOST_ACTIONS } });
  }
  const head: DraftHead = change.change === "head" ? change : draft;
  const { decisionNo, decisionDate } = head;
  const written = await updateDraft(tx, { id: draft.id, revision: draft.revision, definition, decisionNo, decisionDate });
  if (!written) throw processRefusal("process_changed");
  unit.subject(`process:${draft.processId}`);
  unit.note({ versionId: draft.id, change: change.change });
  const added = change.change === "add_action" ? definition.actions.at(-1)?.code : definition.steps.at(-1)?.code;
  const code = "code" in change ? change.code : (added ?? "");
  return { versionId: draft.id, revision: draft.revision + 1, code };
}

function assertKnown(definition: Parameters<typeof findStep>[0], change: Change): void {
  const stepCode =
    change.change === "add_action"
      ? change.action.from
      : change.change.endsWith("_step") && "code" in change
        ? change.code
        : undefined;
  if (stepCode !== undefined && findStep(definition, stepCode) === undefined) throw processRefusal("process_step_unknown");
  const actionCode = change.change.endsWith("_action") && "code" in change ? change.code : undefined;
  if (actionCode !== undefined && !definition.actions.some((action) => action.code === actionCode)) {
    throw processRefusal("process_action_unknown");
  }
}

/** Throws a draft away; what is published stays. */
export async function discardDraft(
  tx: Tx,
  unit: UnitOfWork,
  by: By,
  versionId: number,
  on: string,
): Promise<{ processId: number }> {
  const draft = await getDraft(tx, by, versionId, on);
  await deleteDraft(tx, draft.id);
  unit.subject(`process:${draft.processId}`);
  unit.note({ versionId });
  return { processId: draft.processId };
}

/** A new draft of the same process, as its version stands. Refuses where one is being written already. */
export async function draftNextVersion(
  tx: Tx,
  unit: UnitOfWork,
  by: By,
  versionId: number,
  on: string,
): Promise<{ readonly versionId: number }> {
  const base = await getProcess(tx, versionId, on);
  assertDesigns(by, { unitId: base.ownerUnitId, provinceId: base.ownerProvinceId });
  if ((await findDraftId(tx, base.processId)) !== undefined) throw processRefusal("process_has_draft");
  const id = await insertDraft(tx, base.processId, base.definition);
  if (id === undefined) throw processRefusal("process_has_draft");
  unit.subject(`process:${base.processId}`);
  unit.note({ versionId: id, basedOn: base.id });
  return { versionId: id };
}
