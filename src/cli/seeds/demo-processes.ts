import type { Template } from "#core/process/templates.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Procedure } from "#procedures";
import { createProcess, editDraft, EVERY_CASE, OPERATOR, publishProcess } from "#processes";

interface Planned {
  readonly code: string;
  readonly template: Template;
  /** Absent for a draft that is still being written: it shows what findings look like. */
  readonly decisionNo?: string;
}

const PLAN: readonly Planned[] = [
  { code: "1.000894", template: "with_head", decisionNo: "118/QĐ-UBND" },
  { code: "2.000815", template: "one_desk", decisionNo: "118/QĐ-UBND" },
  { code: "1.011607", template: "with_consultation", decisionNo: "131/QĐ-UBND" },
  { code: "1.001776", template: "with_consultation" },
];

/** Processes of one agency: three in force from today, and a draft with faults. Answers how many were made. */
export async function addDemoProcesses(
  tx: Tx,
  unit: UnitOfWork,
  agencyId: number,
  procedures: readonly Procedure[],
  now: { readonly on: string; readonly at: Date },
): Promise<number> {
  let made = 0;
  for (const { code, template, decisionNo } of PLAN) {
    const procedure = procedures.find((one) => one.code === code);
    if (procedure === undefined) continue;
    const input = { ownerUnitId: agencyId, procedureVersionId: procedure.versionId, caseCode: EVERY_CASE, from: { template } };
    const { versionId } = await createProcess(tx, unit, OPERATOR, input, now.on);
    made += 1;
    if (decisionNo === undefined) {
      const change = { change: "remove_step", code: "trinh-duyet" } as const;
      await editDraft(tx, unit, OPERATOR, { versionId, revision: 1 }, change, now.on);
      continue;
    }
    const head = { change: "head", decisionNo, decisionDate: now.on } as const;
    const { revision } = await editDraft(tx, unit, OPERATOR, { versionId, revision: 1 }, head, now.on);
    await publishProcess(tx, unit, OPERATOR, { versionId, revision, from: now.on, overrideReason: null }, now);
  }
  return made;
}
