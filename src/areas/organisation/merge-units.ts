import { z } from "zod";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { integer, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import { organisationRefusal } from "./organisation.errors.ts";
import { isAgencyKind, type UnitOn } from "./unit.ts";
import { findUnitOn, searchUnits } from "./unit-query.store.ts";
import { endPostsOfUnits } from "./post.store.ts";
import { addSuccessions, closeUnits } from "./unit.store.ts";

export const MergeUnitsInput = z.object({
  fromIds: z.array(integer(1, 2_147_483_647)).min(1).max(100),
  /** Left out where the units end without a successor. */
  intoId: optional(integer(1, 2_147_483_647)),
  on: plainDay(),
  basis: optional(requiredText(300)),
});
export type MergeUnitsInput = z.output<typeof MergeUnitsInput>;

export interface MergePlan {
  /** The units that end, each followed by its parts. */
  readonly ending: readonly UnitOn[];
  readonly into: UnitOn | undefined;
}

/**
 * What a merger would end and who would take over. Refuses what `mergeUnits` refuses: a unit that does not exist on that
 * day or of which a change is recorded for a later one, one that would merge into itself, and one under which other agencies
 * still stand.
 */
export async function planMerge(tx: Tx, input: Pick<MergeUnitsInput, "fromIds" | "intoId" | "on">): Promise<MergePlan> {
  const { fromIds, intoId, on } = input;
  if (intoId !== undefined && fromIds.includes(intoId)) throw organisationRefusal("unit_merges_into_itself", { field: "intoId" });
  const into = intoId === undefined ? undefined : await findUnitOn(tx, intoId, on);
  if (intoId !== undefined && into === undefined) throw organisationRefusal("unit_not_in_force", { field: "intoId" });
  const ending: UnitOn[] = [];
  for (const id of fromIds) {
    const found = await findUnitOn(tx, id, on);
    if (found === undefined || found.from === on) throw organisationRefusal("unit_not_in_force", { field: "fromIds" });
    ending.push(found, ...(await listParts(tx, found, on)));
  }
  if (intoId !== undefined && ending.some((one) => one.id === intoId))
    throw organisationRefusal("unit_merges_into_itself", { field: "intoId" });
  for (const { id, until } of ending) {
    // A change that is recorded for a later day would bring the unit back on that day.
    if (until !== null && (await findUnitOn(tx, id, until)) !== undefined)
      throw organisationRefusal("later_version_exists", { field: "fromIds" });
  }
  return { ending, into };
}

/**
 * Ends units on a day, with their divisions, posts and assignments, and records who takes over. The successor must
 * exist on that day: create it first where it is new. Refuses a unit under which other agencies still stand.
 */
export async function mergeUnits(tx: Tx, unit: UnitOfWork, input: MergeUnitsInput): Promise<{ ended: number[] }> {
  const { fromIds, intoId, on } = input;
  const basis = input.basis ?? null;
  const ids = (await planMerge(tx, input)).ending.map((one) => one.id);
  await closeUnits(tx, ids, on);
  await endPostsOfUnits(tx, ids, on);
  if (intoId !== undefined) {
    const kind = fromIds.length === 1 ? "continued" : "merged";
    await addSuccessions(
      tx,
      fromIds.map((fromUnitId) => ({ fromUnitId, toUnitId: intoId, happenedOn: on, kind, basis })),
    );
  }
  unit.subject(`unit:${fromIds.join(",")}`);
  unit.emit("unit.ended", fromIds.join(","), { on, into: intoId ?? null });
  return { ended: ids };
}

/** The divisions, shops and reception points below; a unit with other agencies below it cannot end before they do. */
async function listParts(tx: Tx, ending: UnitOn, on: string): Promise<UnitOn[]> {
  const below = await searchUnits(tx, { on, parentId: ending.id, limit: 1000 });
  const agency = below.find((child) => isAgencyKind(child.kind));
  if (agency !== undefined)
    throw organisationRefusal("unit_has_children", {
      field: "fromIds",
      values: { unit: ending.fullName, child: agency.fullName },
    });
  const parts: UnitOn[] = [];
  for (const child of below) parts.push(child, ...(await listParts(tx, child, on)));
  return parts;
}
