import { hoursWithin } from "#core/process/soundness.ts";
import { EMPTY_PROCESS, type ProcessDefinition } from "#core/process/definition.ts";
import { fromTemplate, type Template } from "#core/process/templates.ts";
import { findUnitOn } from "#organisation";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { getOpenProcedure, type Procedure } from "#procedures";
import { findDraftId, insertDraft, keepProcess } from "./edit-process.store.ts";
import { assertDesigns, type By, getProcess } from "./get-process.ts";
import { EVERY_CASE } from "./process-version.ts";
import { processRefusal } from "./processes.errors.ts";

export interface NewProcessInput {
  readonly ownerUnitId: number;
  readonly procedureVersionId: number;
  readonly caseCode: string;
  /** A template, a definition that was read from a file, or the version that is cloned. */
  readonly from:
    | { readonly template: Template | "empty" }
    | { readonly definition: ProcessDefinition }
    | { readonly cloneOf: number };
}

/** The term that a process of this procedure is held against: the case's own, else the procedure's. */
export const termOf = (procedure: Procedure, caseCode: string): Procedure["term"] =>
  procedure.definition.cases.find((it) => it.code === caseCode)?.term ?? procedure.term;

/**
 * Begins a process of a procedure for an agency or a province, as a draft. Refuses a foreign owner, an owner that does
 * not exist on the day, a case that the procedure lacks, and a second draft beside one that is being written.
 */
export async function createProcess(
  tx: Tx,
  unit: UnitOfWork,
  by: By,
  input: NewProcessInput,
  on: string,
): Promise<{ readonly versionId: number }> {
  const owner = await findUnitOn(tx, input.ownerUnitId, on);
  if (owner === undefined) throw processRefusal("process_owner_unknown", { field: "owner" });
  assertDesigns(by, { unitId: owner.id, provinceId: owner.provinceId });
  const procedure = await getOpenProcedure(tx, input.procedureVersionId, on);
  const knows = input.caseCode === EVERY_CASE || procedure.definition.cases.some((it) => it.code === input.caseCode);
  if (!knows) throw processRefusal("process_case_unknown", { field: "case", values: { code: input.caseCode } });
  const processId = await keepProcess(tx, {
    ownerUnitId: owner.id,
    procedureId: procedure.procedureId,
    caseCode: input.caseCode,
  });
  if ((await findDraftId(tx, processId)) !== undefined) throw processRefusal("process_has_draft", { field: "procedure" });
  const versionId = await insertDraft(tx, processId, await definitionFor(tx, input, termOf(procedure, input.caseCode), on));
  if (versionId === undefined) throw processRefusal("process_has_draft", { field: "procedure" });
  unit.subject(`process:${processId}`);
  unit.note({ versionId, procedure: procedure.code });
  return { versionId };
}

async function definitionFor(tx: Tx, { from }: NewProcessInput, term: Procedure["term"], on: string): Promise<ProcessDefinition> {
  if ("definition" in from) return from.definition;
  if ("cloneOf" in from) return (await getProcess(tx, from.cloneOf, on)).definition;
  return from.template === "empty" ? EMPTY_PROCESS : fromTemplate(from.template, hoursWithin(term));
}
