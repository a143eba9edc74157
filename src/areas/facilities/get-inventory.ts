import type { Tx } from "#platform/db/tx.ts";
import { listItems, listPlaces } from "./facilities.store.ts";
import type { Item, Place } from "./facility.ts";
import { readStandards } from "./read-standards.ts";
import { checkConformity, type Conformity, conforms, type Standard, standardOn } from "./standard.rules.ts";

export interface Inventory {
  readonly place: Place;
  readonly items: readonly Item[];
  readonly rows: readonly Conformity[];
  readonly conforms: boolean;
  readonly faults: number;
}

/** What stands in each place on a day beside the standard of that day; no rows where none held yet. */
export async function listInventories(
  tx: Tx,
  on: string,
  unitId?: number,
): Promise<{ readonly standard: Standard | undefined; readonly inventories: readonly Inventory[] }> {
  const places = (await listPlaces(tx, on)).filter((place) => unitId === undefined || place.unitId === unitId);
  const items = await listItems(
    tx,
    places.map((place) => place.unitId),
    on,
  );
  const standard = standardOn(readStandards(), on);
  const inventories = places.map((place) => {
    const own = items.filter((item) => item.unitId === place.unitId);
    const rows = standard === undefined ? [] : checkConformity(standard, own);
    return { place, items: own, rows, conforms: conforms(rows), faults: own.filter(({ fault }) => fault !== null).length };
  });
  return { standard, inventories };
}

/**
 * Of the agencies that the transaction sees and that keep an inventory, how many have a one-stop shop that conforms to
 * the standard of that day ("10 of 10 communes").
 */
export async function countModernShops(
  tx: Tx,
  on: string,
): Promise<{ readonly numerator: number; readonly denominator: number }> {
  const { inventories } = await listInventories(tx, on);
  const kept = inventories.filter(({ items }) => items.length > 0);
  const agencies = new Set(kept.map(({ place }) => place.agencyId));
  const modern = new Set(kept.filter((one) => one.conforms).map(({ place }) => place.agencyId));
  return { numerator: modern.size, denominator: agencies.size };
}

/** Look-up machines that stand in the one-stop shops which the transaction sees, broken or not. */
export async function countKiosks(tx: Tx, on: string): Promise<{ readonly numerator: number; readonly denominator: null }> {
  const { inventories } = await listInventories(tx, on);
  const kiosks = inventories.flatMap(({ items }) => items.filter(({ kind }) => kind === "kiosk"));
  return { numerator: kiosks.reduce((sum, { quantity }) => sum + quantity, 0), denominator: null };
}
