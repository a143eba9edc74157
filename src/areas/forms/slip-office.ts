import type { Dossier } from "#dossiers";
import { findUnitOn, listNamesOn, type UnitOn } from "#organisation";
import type { Tx } from "#platform/db/tx.ts";
import { label } from "./labels.ts";
import type { SlipOffice } from "./slip.ts";

const TERRITORIES: ReadonlySet<UnitOn["kind"]> = new Set(["province", "district", "commune"]);

/** The authority of a territory is its People's Committee; every other agency goes by its own name. */
function authorityName(unit: Pick<UnitOn, "kind" | "fullName">): string {
  if (!TERRITORIES.has(unit.kind)) return unit.fullName;
  return label("committee", { territory: unit.fullName.charAt(0).toLowerCase() + unit.fullName.slice(1) });
}

/** The agencies in the head of a slip, as they were called on its day (yyyy-MM-dd). */
export async function findOffice(tx: Tx, dossier: Pick<Dossier, "agencyId" | "unitId">, on: string): Promise<SlipOffice> {
  const [agency, names] = await Promise.all([
    findUnitOn(tx, dossier.agencyId, on),
    listNamesOn(tx, [dossier.agencyId, dossier.unitId], on),
  ]);
  const lastName = names.get(dossier.agencyId) ?? "";
  const parentId = agency?.parentId ?? null;
  const parent = parentId === null ? undefined : await findUnitOn(tx, parentId, on);
  const territory = [agency, parent].find((unit) => unit !== undefined && TERRITORIES.has(unit.kind));
  const agencyName = agency === undefined ? lastName : authorityName(agency);
  return {
    ...(parent === undefined || parent.kind === "country" ? {} : { parentAgency: authorityName(parent) }),
    agency: agencyName,
    oneStopShop: dossier.unitId === dossier.agencyId ? agencyName : (names.get(dossier.unitId) ?? agencyName),
    place: territory?.name ?? agency?.name ?? lastName,
  };
}
