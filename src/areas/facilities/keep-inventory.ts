import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { facilityRefusal } from "./facilities.errors.ts";
import { findItem, fixFault, insertFault, insertItem, listPlaces, removeItem } from "./facilities.store.ts";
import type { ChangeInput, ItemInput } from "./facility.ts";

/** Who keeps the inventory; nobody in a seed. */
export interface Keeper {
  readonly accountId: number | null;
}

/** Adds something to the inventory of a place. Refuses an unknown place and an asset code that another item has. */
export async function addItem(tx: Tx, unit: UnitOfWork, unitId: number, input: ItemInput): Promise<{ readonly itemId: number }> {
  const place = (await listPlaces(tx, input.since)).find((one) => one.unitId === unitId);
  if (place === undefined) throw facilityRefusal("place_unknown", { field: "since" });
  const itemId = await insertItem(tx, place, input);
  if (itemId === undefined) throw facilityRefusal("asset_code_taken", { field: "assetCode" });
  unit.subject(`facility:${itemId}`);
  unit.note({ kind: input.kind });
  return { itemId };
}

/** Reports a fault, ends it, or takes the thing away; each with a reason, and each refused where it makes no sense now. */
export async function changeItem(
  tx: Tx,
  unit: UnitOfWork,
  by: Keeper,
  unitId: number,
  { itemId, step, why }: ChangeInput,
  now: Date,
): Promise<{ readonly itemId: number }> {
  const item = await findItem(tx, unitId, itemId);
  if (item === undefined) throw facilityRefusal("item_unknown");
  unit.subject(`facility:${itemId}`);
  unit.note({ step });
  if (step === "fault") {
    if (item.isFaulty) throw facilityRefusal("fault_open");
    await insertFault(tx, item, { what: why, accountId: by.accountId }, now);
  } else if (step === "fixed") {
    if (!item.isFaulty) throw facilityRefusal("fault_none");
    await fixFault(tx, item, why, now);
  } else await removeItem(tx, item, why, localDay(now));
  return { itemId };
}
