import type pg from "pg";
import { changeDisplays, countBoards } from "#displays";
import { execute } from "#platform/db/command.ts";
import { setUpPoint } from "#queue";
import type { FigureOffice } from "./figure-units.ts";

const SINCE = new Date("2017-01-03T01:00:00Z");
const BOARDS = [
  ["gate", "Bảng điện tử trước cổng"],
  ["hall", "Bảng điện tử trong hội trường"],
] as const;

/** The halls that sources tell of: boards at the gate and in the assembly hall (Ô Môn and its wards), counters by field (Châu Thành A). */
export async function seedFigureHalls(pool: pg.Pool, offices: readonly FigureOffice[]): Promise<void> {
  const wanted = offices.filter(({ place }) => place.code === "HG.CTA" || place.code.startsWith("CT.OM"));
  for (const { place, agencyId, crew } of wanted) {
    const scope = { accountId: null, agencies: [agencyId] };
    const call = { name: "seed.halls", scope, actorKey: "cli", input: {}, agencyId };
    await execute(pool, call, async (tx, unit) => {
      await setUpPoint(tx, unit, crew.counterUnitId);
      const boards = await countBoards(tx, "9999-12-31");
      if (!place.code.startsWith("CT.OM") || boards.numerator > 0) return null;
      for (const [kind, name] of BOARDS)
        await changeDisplays(tx, unit, crew.counterUnitId, { kind: "add_device", input: { kind, name } }, SINCE);
      return null;
    });
  }
}
