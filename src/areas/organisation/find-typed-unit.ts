import type { Tx } from "#platform/db/tx.ts";
import { searchKey } from "#platform/input/text.ts";
import { organisationRefusal } from "./organisation.errors.ts";
import type { UnitOn } from "./unit.ts";
import { findUnitByCode, findUnitOn, isUnitOfSomeDay, searchUnits } from "./unit-query.store.ts";

/**
 * The unit that a person meant in a form: the chosen suggestion, else the one with exactly this code or name on that
 * day. Refuses what is unknown, a unit of other days, and a name that several units bear; `field` is where the form shows that.
 */
export async function getTypedUnit(
  tx: Tx,
  typed: { readonly unitId?: number | undefined; readonly unit: string },
  on: string,
  field = "unit",
): Promise<UnitOn> {
  const chosen = typed.unitId === undefined ? await findUnitByCode(tx, typed.unit, on) : await findUnitOn(tx, typed.unitId, on);
  if (chosen !== undefined) return chosen;
  const key = searchKey(typed.unit);
  const found = key === "" ? [] : await searchUnits(tx, { on, searchKey: key, limit: 50 });
  const exact = found.filter((unit) => searchKey(unit.fullName) === key || searchKey(unit.name) === key);
  if (exact.length > 1) throw organisationRefusal("unit_ambiguous", { field, values: { count: exact.length } });
  const [only] = exact;
  if (only !== undefined) return only;
  throw organisationRefusal((await isUnitOfSomeDay(tx, typed)) ? "unit_not_in_force" : "unit_not_found", { field });
}
