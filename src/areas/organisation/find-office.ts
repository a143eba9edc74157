import type { Tx } from "#platform/db/tx.ts";
import { findUnitOn, listNamesOn } from "./unit-query.store.ts";
import type { UnitOn } from "./unit.ts";

/** The agencies in the head of a printed paper. */
export interface Office {
  /** First line of the head: the agency above. Absent where there is none. */
  readonly parentAgency?: string;
  readonly agency: string;
  readonly oneStopShop: string;
  /** The place named before the date. */
  readonly place: string;
}

const TERRITORIES: ReadonlySet<UnitOn["kind"]> = new Set(["province", "district", "commune"]);

/** The authority of a territory is its People's Committee; every other agency goes by its own name. Papers are in Vietnamese. */
function authorityName(unit: Pick<UnitOn, "kind" | "fullName">): string {
  if (!TERRITORIES.has(unit.kind)) return unit.fullName;
  return `Ủy ban nhân dân ${unit.fullName.charAt(0).toLowerCase()}${unit.fullName.slice(1)}`;
}

/** The agencies in the head of a paper of this agency and unit, as they were called on its day (yyyy-MM-dd). */
export async function findOffice(
  tx: Tx,
  of: { readonly agencyId: number; readonly unitId: number },
  on: string,
): Promise<Office> {
  const [agency, names] = await Promise.all([findUnitOn(tx, of.agencyId, on), listNamesOn(tx, [of.agencyId, of.unitId], on)]);
  const lastName = names.get(of.agencyId) ?? "";
  const parentId = agency?.parentId ?? null;
  const parent = parentId === null ? undefined : await findUnitOn(tx, parentId, on);
  const territory = [agency, parent].find((unit) => unit !== undefined && TERRITORIES.has(unit.kind));
  const agencyName = agency === undefined ? lastName : authorityName(agency);
  return {
    ...(parent === undefined || parent.kind === "country" ? {} : { parentAgency: authorityName(parent) }),
    agency: agencyName,
    oneStopShop: of.unitId === of.agencyId ? agencyName : (names.get(of.unitId) ?? agencyName),
    place: territory?.name ?? agency?.name ?? lastName,
  };
}
