import type { Tx } from "#platform/db/tx.ts";
import { findProcessVersion } from "./process.store.ts";
import type { ProcessVersion } from "./process-version.ts";
import { mayDesign } from "./processes.policy.ts";
import { processRefusal } from "./processes.errors.ts";

/** Whoever changes a process: the posts decide for which owners. */
export type Designer = Parameters<typeof mayDesign>[0] & { readonly accountId: number | null };

/** The command line and the seed: trusted with every owner, as whoever can write to the database is. */
export const OPERATOR = "operator";
export type By = Designer | typeof OPERATOR;

/** The version with this id. Refuses `process_not_found`. */
export async function getProcess(tx: Tx, id: number, on: string, lock = false): Promise<ProcessVersion> {
  const found = await findProcessVersion(tx, id, on, lock);
  if (found === undefined) throw processRefusal("process_not_found");
  return found;
}

/** Refuses `process_not_yours` to someone who does not design for this owner. */
export function assertDesigns(by: By, owner: { readonly unitId: number; readonly provinceId: number | null }): void {
  if (by !== OPERATOR && !mayDesign(by, owner)) throw processRefusal("process_not_yours");
}

/** The draft under lock, for whoever may change it. Refuses `process_not_found`, `process_not_yours`, `process_not_draft`. */
export async function getDraft(tx: Tx, by: By, id: number, on: string): Promise<ProcessVersion> {
  const found = await findProcessVersion(tx, id, on, true);
  if (found === undefined) throw processRefusal("process_not_found");
  assertDesigns(by, { unitId: found.ownerUnitId, provinceId: found.ownerProvinceId });
  if (found.stage !== "draft") throw processRefusal("process_not_draft");
  return found;
}
