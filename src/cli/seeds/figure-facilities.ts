import type pg from "pg";
import { execute } from "#platform/db/command.ts";
import type { FigureOffice } from "./figure-units.ts";
import { addModernShop } from "./modern-shop.ts";

const DISTRICT = "HG.CTA.";
const SINCE = "2021-06-01";

/** The one-stop shops of the ten communes of Châu Thành A, each a modern one by the standard of 2022. */
export async function seedFigureFacilities(pool: pg.Pool, offices: readonly FigureOffice[]): Promise<void> {
  for (const { place, agencyId, crew } of offices.filter((office) => office.place.code.startsWith(DISTRICT))) {
    const scope = { accountId: null, agencies: [agencyId] };
    const call = { name: "seed.facilities", scope, actorKey: "cli", input: {}, agencyId };
    await execute(pool, call, async (tx, unit) => {
      await addModernShop(tx, unit, crew.counterUnitId, SINCE);
      unit.subject(`agency:${place.code}`);
      return null;
    });
  }
}
