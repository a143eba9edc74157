import { z } from "zod";
import type { Acting } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { choice, requiredText } from "#platform/input/fields.ts";
import { saveScanningRule } from "./digital-copy.store.ts";

export const ScanningRuleInput = z.object({ required: choice(["yes", "no"]), decisionNo: requiredText(200) });

/** Whether this agency hands dossiers over only when what must be digital is so, by which decision. */
export async function setScanningRule(
  tx: Tx,
  unit: UnitOfWork,
  by: Acting & { readonly accountId: number; readonly agencyId: number },
  input: z.output<typeof ScanningRuleInput>,
  now: Date,
): Promise<null> {
  const required = input.required === "yes";
  await saveScanningRule(tx, by.agencyId, { required, decisionNo: input.decisionNo, accountId: by.accountId, at: now });
  unit.subject(`unit:${by.agencyId}`);
  unit.note({ required, decisionNo: input.decisionNo });
  return null;
}
