import { z } from "zod";
import type { PlainDate } from "#core/plain-date.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { choice, integer, optional, plainDay, requiredText } from "#platform/input/fields.ts";
import { organisationRefusal } from "./organisation.errors.ts";
import { CODE_SCHEMES, isAgencyKind, UNIT_KINDS, type UnitOn } from "./unit.ts";
import { findUnitByCode, findUnitOn } from "./unit-query.store.ts";
import { insertUnits } from "./unit.store.ts";

export const CreateUnitInput = z.object({
  kind: choice(UNIT_KINDS),
  name: requiredText(300),
  fullName: requiredText(300),
  /** Left out for a country alone. */
  parentId: optional(integer(1, 2_147_483_647)),
  from: plainDay(),
  basis: optional(requiredText(300)),
  codeScheme: choice(CODE_SCHEMES).default("qd20"),
  code: optional(requiredText(60)),
});
export type CreateUnitInput = z.output<typeof CreateUnitInput>;

async function getParent(tx: Tx, input: CreateUnitInput): Promise<UnitOn | undefined> {
  if (input.parentId === undefined) return undefined;
  const parent = await findUnitOn(tx, input.parentId, input.from);
  if (parent === undefined) throw organisationRefusal("parent_not_in_force", { field: "parentId" });
  return parent;
}

function agencyOf(parent: UnitOn | undefined): number {
  if (parent === undefined || parent.agencyId === null) throw organisationRefusal("part_needs_agency", { field: "parentId" });
  return parent.agencyId;
}

/**
 * Adds a unit from a day on. A one-stop shop, reception point or division belongs to the agency of its parent; every
 * other kind is an agency itself. Refuses a parent that does not exist on that day and a code that another unit carries.
 */
export async function createUnit(tx: Tx, unit: UnitOfWork, input: CreateUnitInput): Promise<{ id: number }> {
  const parent = await getParent(tx, input);
  const { code, codeScheme } = input;
  if (code !== undefined && (await findUnitByCode(tx, code, input.from)) !== undefined) {
    throw organisationRefusal("code_taken", { field: "code", values: { code } });
  }
  const provinceId = parent === undefined || parent.kind === "country" ? null : (parent.provinceId ?? parent.id);
  const [id] = await insertUnits(tx, [
    {
      kind: input.kind,
      name: input.name,
      fullName: input.fullName,
      parentId: parent?.id ?? null,
      provinceId,
      ...(isAgencyKind(input.kind) ? {} : { agencyId: agencyOf(parent) }),
      from: input.from as PlainDate,
      until: null,
      basis: input.basis ?? null,
      source: "motcua",
      codes: code === undefined ? [] : [{ scheme: codeScheme, code }],
    },
  ]);
  if (id === undefined) throw new Error("the unit was not written");
  unit.subject(`unit:${id}`);
  unit.emit("unit.created", String(id), { kind: input.kind, from: input.from });
  return { id };
}
