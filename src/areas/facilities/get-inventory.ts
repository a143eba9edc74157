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

export const SHOP_STATES = ["modern", "lacking", "not_kept"] as const;
export type ShopState = (typeof SHOP_STATES)[number];

/** An agency with its places: modern where one of them conforms, lacking where none of those that keep an inventory does. */
export interface Shop {
  readonly agencyId: number;
  readonly name: string;
  readonly state: ShopState;
  readonly inventories: readonly Inventory[];
}

export const stateOf = ({ items, conforms: isModern }: Pick<Inventory, "items" | "conforms">): ShopState =>
  items.length === 0 ? "not_kept" : isModern ? "modern" : "lacking";

/** The inventories by agency: the rows behind "10 of 10 communes". */
export function shopsOf(inventories: readonly Inventory[]): readonly Shop[] {
  const byAgency = Map.groupBy(inventories, ({ place }) => place.agencyId);
  return [...byAgency].map(([agencyId, own]) => ({
    agencyId,
    name: own[0]?.place.agencyName ?? "",
    state: SHOP_STATES.find((state) => own.some((one) => stateOf(one) === state)) ?? "not_kept",
    inventories: own,
  }));
}

/** Of the agencies that keep an inventory, how many have a one-stop shop that conforms ("10 of 10 communes"). */
export function countModern(shops: readonly Shop[]): { readonly numerator: number; readonly denominator: number } {
  const kept = shops.filter(({ state }) => state !== "not_kept");
  return { numerator: kept.filter(({ state }) => state === "modern").length, denominator: kept.length };
}

/** The same count on a day, in the agencies that the transaction sees. */
export const countModernShops = async (
  tx: Tx,
  on: string,
): Promise<{ readonly numerator: number; readonly denominator: number }> =>
  countModern(shopsOf((await listInventories(tx, on)).inventories));

/** Look-up machines that stand in the one-stop shops which the transaction sees, broken or not. */
export async function countKiosks(tx: Tx, on: string): Promise<{ readonly numerator: number; readonly denominator: null }> {
  const { inventories } = await listInventories(tx, on);
  const kiosks = inventories.flatMap(({ items }) => items.filter(({ kind }) => kind === "kiosk"));
  return { numerator: kiosks.reduce((sum, { quantity }) => sum + quantity, 0), denominator: null };
}
