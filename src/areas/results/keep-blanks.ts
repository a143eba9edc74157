import { findDossierByCode } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import type { Official } from "./acting-in.ts";
import { type EndBlanksInput, MOST_SERIALS, type ReceiveBlanksInput } from "./blank.ts";
import { endBlanks, insertBlanks } from "./blank.store.ts";
import { resultRefusal } from "./results.errors.ts";

function countOf({ from, to }: { readonly from: number; readonly to: number }): number {
  if (to < from) throw resultRefusal("serials_reversed", { field: "to" });
  const count = to - from + 1;
  if (count > MOST_SERIALS) throw resultRefusal("serials_too_many", { field: "to", values: { most: MOST_SERIALS } });
  return count;
}

/** Takes blank forms into the stock by their serial numbers; refuses numbers that are known already (`serials_known`). */
export async function receiveBlanks(
  tx: Tx,
  unit: UnitOfWork,
  by: Official,
  input: ReceiveBlanksInput,
  now: Date,
): Promise<{ readonly count: number }> {
  const count = countOf(input);
  if ((await insertBlanks(tx, by.agencyId, input, { on: localDay(now), by: by.name })) !== count)
    throw resultRefusal("serials_known", { field: "from" });
  unit.subject(`blank:${input.series}`);
  unit.note({ from: input.from, to: input.to });
  return { count };
}

/**
 * Writes blank forms off as used, spoiled or lost, each number once. Refusals: `serials_not_in_stock`, `reason_missing` for what was
 * spoiled or lost, `dossier_not_found`.
 */
export async function writeOffBlanks(
  tx: Tx,
  unit: UnitOfWork,
  by: Official,
  input: EndBlanksInput,
  now: Date,
): Promise<{ readonly count: number }> {
  const count = countOf(input);
  if (input.state !== "used" && input.reason === undefined) throw resultRefusal("reason_missing", { field: "reason" });
  const dossier = input.dossierCode === undefined ? undefined : await findDossierByCode(tx, input.dossierCode.trim());
  if (input.dossierCode !== undefined && dossier === undefined)
    throw resultRefusal("dossier_not_found", { field: "dossierCode" });
  const end = { state: input.state, dossierId: dossier?.id ?? null, reason: input.reason ?? null, by: by.name, at: now };
  if ((await endBlanks(tx, by.agencyId, input, end)) !== count) throw resultRefusal("serials_not_in_stock", { field: "from" });
  unit.subject(`blank:${input.series}`);
  unit.note({ from: input.from, to: input.to, state: input.state });
  return { count };
}
