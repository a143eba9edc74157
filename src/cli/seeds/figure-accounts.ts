import type pg from "pg";
import { countAssistedAccounts, openAssistedAccounts } from "#identity";
import { execute } from "#platform/db/command.ts";
import { reading } from "#platform/db/tx.ts";
import { shareOut } from "./figure-plan.ts";
import { type FigureOffice, seedOf } from "./figure-units.ts";
import { inventName } from "./invented-people.ts";
import { createRandom } from "./random.ts";

/** The source says "over 15,000"; how far over is invented, and so is who sat beside whom. */
const ACCOUNTS = 15_240;
const DISTRICT = "HG.CTA.";
const BY_SUPPORT_TEAM = 0.4;
const BATCH = 1000;
const YEAR_MS = Date.UTC(2022, 11, 20, 2) - Date.UTC(2022, 0, 10, 2);

/**
 * Opens the accounts of Châu Thành A in 2022 by the rules of the counter's own command: a helper, a recorded consent. The
 * numbers belong to nobody (province code 000). Communes that have theirs already are left as they are.
 */
export async function seedFigureAccounts(pool: pg.Pool, offices: readonly FigureOffice[]): Promise<number> {
  const communes = offices.filter(({ place }) => place.code.startsWith(DISTRICT));
  const shares = shareOut(
    ACCOUNTS,
    communes.map(({ place }) => place.weight ?? 1),
  );
  let written = 0;
  for (const [index, office] of communes.entries()) {
    const scope = { accountId: null, agencies: [office.agencyId] };
    const known = await reading(pool, scope, (tx) => countAssistedAccounts(tx, "2022-12-31"));
    const wanted = shares[index] ?? 0;
    for (let done = known.staff + known.supportTeam; done < wanted; done += BATCH) {
      const drafts = draftAccounts(office, index, done, Math.min(BATCH, wanted - done));
      const call = { name: "seed.accounts", scope, actorKey: "cli", input: {}, agencyId: office.agencyId };
      await execute(pool, call, async (tx, unit) => {
        await openAssistedAccounts(tx, drafts);
        unit.subject(`agency:${office.agencyId}`);
        unit.note({ written: drafts.length });
        return null;
      });
      written += drafts.length;
    }
  }
  return written;
}

function draftAccounts(office: FigureOffice, commune: number, from: number, count: number) {
  const random = createRandom(seedOf(`${office.place.code} ${from}`));
  return Array.from({ length: count }, (_, offset) => {
    const number = String(commune * 100_000 + from + offset).padStart(9, "0");
    return {
      kind: "person" as const,
      fullName: inventName(random),
      idNumber: `000${number}`,
      username: `cd-hg-${commune}-${from + offset}`,
      openedBy: random.next() < BY_SUPPORT_TEAM ? ("support_team" as const) : ("staff" as const),
      openingAgencyId: office.agencyId,
      consentHow: "Ký phiếu đồng ý",
      openedAt: new Date(Date.UTC(2022, 0, 10, 2) + Math.floor(random.next() * YEAR_MS)),
      synthetic: true,
    };
  });
}
