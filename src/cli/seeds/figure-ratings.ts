import type pg from "pg";
import { findDossierSubject, rateService } from "#feedback";
import { execute } from "#platform/db/command.ts";
import type { FigureOffice } from "./figure-units.ts";
import { listReturnedDossiers } from "./scope.store.ts";

const DISTRICT = "HG.CTA.";
const UNTIL = "2022-12-31T17:00:00Z";
/** How many people rated, and how, is not in the source: it tells of the index alone. */
const RATED_EACH = 40;
const HOUR = 3_600_000;

const levelOf = (nth: number): 0 | 1 | 2 => (nth % 20 === 7 ? 0 : nth % 4 === 1 ? 1 : 2);

/** Ratings of the result by people whose dossiers the communes of Châu Thành A returned in 2022; each dossier once. */
export async function seedFigureRatings(pool: pg.Pool, offices: readonly FigureOffice[]): Promise<number> {
  let given = 0;
  for (const { place, agencyId } of offices.filter((office) => office.place.code.startsWith(DISTRICT))) {
    const scope = { accountId: null, agencies: [agencyId] };
    const call = { name: "seed.ratings", scope, actorKey: "cli", input: {}, agencyId };
    given += await execute(pool, call, async (tx, unit) => {
      let rated = 0;
      const returned = await listReturnedDossiers(tx, agencyId, UNTIL, RATED_EACH);
      for (const [nth, { id, returnedAt }] of returned.entries()) {
        const subject = await findDossierSubject(tx, id);
        if (subject === undefined || subject.isRated) continue;
        const rater = { channel: "link", device: `${place.code} ${id}` } as const;
        await rateService(
          tx,
          unit,
          subject,
          rater,
          { level: levelOf(nth), comment: undefined },
          new Date(returnedAt.getTime() + HOUR),
        );
        rated += 1;
      }
      unit.subject(`agency:${place.code}`);
      return rated;
    });
  }
  return given;
}
