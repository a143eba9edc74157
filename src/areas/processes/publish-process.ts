import { findFaults } from "#core/process/soundness.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { Refusal } from "#platform/refusal.ts";
import { soundnessFacts } from "./check-process.ts";
import { beginsOn, endProcessBefore, endStandingProcess, putProcessInForce, withdrawVersion } from "./edit-process.store.ts";
import { findingText } from "./finding-text.ts";
import { assertDesigns, type By, getDraft, getProcess, OPERATOR } from "./get-process.ts";
import { processRefusal } from "./processes.errors.ts";

export interface PublishInput {
  readonly versionId: number;
  readonly revision: number;
  /** The first day (yyyy-MM-dd) on which dossiers are received by it. */
  readonly from: string;
  /** Why there is no approving decision; needed only where there is none. */
  readonly overrideReason: string | null;
}

/**
 * Puts a draft into force from a day; what stood ends there, and dossiers that run by it keep it. Refuses with every
 * finding while the process is not sound, and a day on which another version of it begins.
 */
export async function publishProcess(
  tx: Tx,
  unit: UnitOfWork,
  by: By,
  input: PublishInput,
  now: { readonly on: string; readonly at: Date },
): Promise<{ readonly versionId: number }> {
  const draft = await getDraft(tx, by, input.versionId, now.on);
  if (draft.revision !== input.revision) throw processRefusal("process_changed");
  if (input.from < now.on) throw processRefusal("process_begins_too_early", { field: "from" });
  const overrideReason = draft.decisionNo === null ? input.overrideReason : null;
  const findings = findFaults(draft.definition, await soundnessFacts(tx, { ...draft, overrideReason }, now.on));
  if (findings.length > 0) {
    const refusal = processRefusal("process_unsound", { values: { count: findings.length } });
    throw new Refusal({
      code: refusal.code,
      status: refusal.status,
      text: refusal.text,
      basis: refusal.basis,
      fields: (locale) =>
        findings.map((finding, index) => ({
          field: `finding.${index}`,
          message: findingText(locale, draft.definition, finding).whole,
        })),
    });
  }
  if (await beginsOn(tx, draft.processId, input.from)) throw processRefusal("process_begins_then", { field: "from" });
  const endedStanding = await endStandingProcess(tx, draft.processId, input.from);
  const accountId = by === OPERATOR ? null : by.accountId;
  await putProcessInForce(tx, { id: draft.id, from: input.from, overrideReason, accountId, now: now.at, endedStanding });
  unit.subject(`process:${draft.processId}`);
  unit.note({ versionId: draft.id, from: input.from, ...(overrideReason === null ? {} : { override: true }) });
  unit.emit("process.published", draft.procedureCode, { versionId: draft.id, from: input.from, ownerUnitId: draft.ownerUnitId });
  return { versionId: draft.id };
}

/** Ends a published version before a day: dossiers received from then on run without it; those that run keep it. */
export async function retireProcess(
  tx: Tx,
  unit: UnitOfWork,
  by: By,
  input: { readonly versionId: number; readonly on: string },
  today: string,
): Promise<{ readonly versionId: number }> {
  const it = await getProcess(tx, input.versionId, today);
  assertDesigns(by, { unitId: it.ownerUnitId, provinceId: it.ownerProvinceId });
  if (it.stage !== "published") throw processRefusal("process_not_in_force");
  if (input.on < today || (it.from !== null && input.on <= it.from) || (it.until !== null && input.on > it.until)) {
    throw processRefusal("process_ends_too_early", { field: "on" });
  }
  await endProcessBefore(tx, it.id, input.on);
  unit.subject(`process:${it.processId}`);
  unit.note({ versionId: it.id, on: input.on });
  unit.emit("process.retired", it.procedureCode, { versionId: it.id, on: input.on, ownerUnitId: it.ownerUnitId });
  return { versionId: it.id };
}

/** Takes back a version that has not begun; the one that it would have ended goes on. Refuses one that has begun or was taken back. */
export async function withdrawProcess(
  tx: Tx,
  unit: UnitOfWork,
  by: By,
  versionId: number,
  today: string,
): Promise<{ readonly versionId: number }> {
  const it = await getProcess(tx, versionId, today, true);
  assertDesigns(by, { unitId: it.ownerUnitId, provinceId: it.ownerProvinceId });
  if (it.stage !== "planned") throw processRefusal("process_not_planned");
  await withdrawVersion(tx, versionId);
  unit.subject(`process:${it.processId}`);
  unit.note({ versionId, from: it.from });
  unit.emit("process.withdrawn", it.procedureCode, { versionId, ownerUnitId: it.ownerUnitId });
  return { versionId };
}
