import { z } from "zod";
import type { PlainDate } from "#core/plain-date.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { integer, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import { organisationRefusal } from "./organisation.errors.ts";
import { findUnitOn, listSubtreeIds } from "./unit-query.store.ts";
import { addVersions, closeUnits, correctNames } from "./unit.store.ts";

export const ChangeUnitInput = z.object({
  unitId: integer(1, 2_147_483_647),
  /** The first day on which the change holds. */
  on: plainDay(),
  name: optional(requiredText(300)),
  fullName: optional(requiredText(300)),
  parentId: optional(integer(1, 2_147_483_647)),
  basis: optional(requiredText(300)),
});
export type ChangeUnitInput = z.output<typeof ChangeUnitInput>;

/**
 * Renames a unit or puts it under another, from a day on; the days before keep what held then. A change on the very day
 * on which the present version begins corrects that version. Refuses a day after which another change is recorded.
 */
export async function changeUnit(tx: Tx, unit: UnitOfWork, input: ChangeUnitInput): Promise<{ id: number }> {
  const { unitId, on } = input;
  const present = await findUnitOn(tx, unitId, on);
  if (present === undefined) throw organisationRefusal("unit_not_in_force", { field: "on" });
  if (present.until !== null) throw organisationRefusal("later_version_exists", { field: "on" });
  const parentId = input.parentId ?? present.parentId;
  if (input.parentId !== undefined && input.parentId !== present.parentId) await checkParent(tx, unitId, input.parentId, on);
  const name = input.name ?? present.name;
  const fullName = input.fullName ?? present.fullName;
  if (present.from === on) {
    await correctNames(tx, on, [{ unitId, name, fullName, parentId }]);
  } else {
    await closeUnits(tx, [unitId], on, "version");
    await addVersions(tx, [
      { unitId, kind: present.kind, name, fullName, parentId, from: on as PlainDate, until: null, basis: input.basis ?? null },
    ]);
  }
  unit.subject(`unit:${unitId}`);
  unit.emit("unit.changed", String(unitId), { on });
  return { id: unitId };
}

async function checkParent(tx: Tx, unitId: number, parentId: number, on: string): Promise<void> {
  if ((await findUnitOn(tx, parentId, on)) === undefined) throw organisationRefusal("parent_not_in_force", { field: "parentId" });
  if ((await listSubtreeIds(tx, unitId, on)).includes(parentId))
    throw organisationRefusal("parent_below_itself", { field: "parentId" });
}
