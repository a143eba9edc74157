import type pg from "pg";
import { setUnitProfile } from "#organisation";
import { execute } from "#platform/db/command.ts";
import { addMember, createArticle, type Editor, findSite, formTeam, listAllTeams, openSite, publishArticle } from "#sites";
import type { FigureOffice } from "./figure-units.ts";

const DISTRICT = "DN.CL";
const SITES_SINCE = new Date("2014-08-01T01:00:00Z");
const TEAMS_SINCE = "2014-03-01";
const COMMUNE_OF_PROFILE = "BT.BD.LT";
const PROFILE_SINCE = "2021-01-01";
/** What the source says more than of, by parts that it does not give; four hamlets are what it says. */
const PROFILE = { areaHectares: 1182.6, households: 2138, people: 6652, hamlets: 4 };

const slugOf = (code: string): string => `phuong-${code.toLowerCase().replaceAll(".", "-")}`;

/** The sites of the six wards of Cẩm Lệ, the support teams of the wards and the district, and the profile of Lộc Thuận. */
export async function seedFigureSites(pool: pg.Pool, offices: readonly FigureOffice[]): Promise<void> {
  const ours = offices.filter(({ place }) => place.code.startsWith(DISTRICT) || place.code === COMMUNE_OF_PROFILE);
  for (const { place, agencyId, crew } of ours) {
    const scope = { accountId: null, agencies: [agencyId] };
    const call = { name: "seed.sites", scope, actorKey: "cli", input: {}, agencyId };
    const by: Editor = { accountId: null, name: crew.leader.name, agencyId };
    await execute(pool, call, async (tx, unit) => {
      if (place.code === COMMUNE_OF_PROFILE) {
        const source = "Báo cáo cải cách hành chính xã Lộc Thuận 2021 (số lẻ là minh họa)";
        await setUnitProfile(tx, unit, { unitId: agencyId, from: PROFILE_SINCE, ...PROFILE, source });
        return null;
      }
      if (place.kind === "commune" && (await findSite(tx, agencyId)) === undefined) {
        await openSite(tx, unit, agencyId, { slug: slugOf(place.code) }, SITES_SINCE);
        const article = {
          kind: "page",
          title: "Giới thiệu",
          summary: "",
          body: `Trang thông tin điện tử của ${place.fullName}.`,
        } as const;
        const { articleId } = await createArticle(tx, unit, by, article, SITES_SINCE);
        await publishArticle(tx, unit, by, { articleId, revision: 1 }, SITES_SINCE);
      }
      if ((await listAllTeams(tx, agencyId)).length === 0) {
        const { teamId } = await formTeam(tx, unit, by, {
          name: `Tổ hỗ trợ công dân ${place.fullName}`,
          formedOn: TEAMS_SINCE,
        });
        const members = [
          { name: crew.oneStopHead.name, part: "lead" },
          { name: crew.counter.name, part: "member" },
        ] as const;
        for (const member of members) await addMember(tx, unit, by, { ...member, teamId, from: TEAMS_SINCE });
      }
      return null;
    });
  }
}
