import { type EpochMs, localDateOf } from "#core/instant.ts";
import { addDays, type PlainDate } from "#core/plain-date.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import {
  addMember,
  addReceptions,
  createArticle,
  type Editor,
  formTeam,
  keepContact,
  openSite,
  planDuty,
  publishArticle,
  recordVisit,
  saveRevision,
} from "#sites";
import { listPostHolders } from "#organisation";
import { DEMO_ARTICLES, DEMO_HELPERS, DEMO_VISITS } from "./demo-sites-plan.ts";
import type { DemoCommune } from "./demo-units.ts";

interface World {
  readonly tx: Tx;
  readonly unit: UnitOfWork;
  readonly now: EpochMs;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
const OPENED_DAYS_AGO = 120;
const THURSDAY = 4;

const nextThursday = (from: PlainDate): PlainDate =>
  addDays(from, (THURSDAY + 7 - new Date(`${from}T00:00:00Z`).getUTCDay()) % 7);

const SLUGS = ["phuong-ben-thuy-tan", "xa-dong-say", "xa-khe-truc"];

async function writeArticles({ tx, unit, now }: World, by: Editor): Promise<void> {
  for (const { daysAgo, publishedDaysAgo, correction, ...article } of DEMO_ARTICLES) {
    const writtenAt = now - daysAgo * DAY;
    const { articleId } = await createArticle(tx, unit, by, article, new Date(writtenAt));
    const revision = correction === undefined ? 1 : 2;
    if (correction !== undefined) {
      const { title, summary } = article;
      await saveRevision(tx, unit, by, { articleId, basedOn: 1, title, summary, body: correction }, new Date(writtenAt + HOUR));
    }
    if (publishedDaysAgo === undefined) continue;
    const at = now - publishedDaysAgo * DAY;
    const decidedAt = new Date(publishedDaysAgo < 0 ? now : at);
    const day = publishedDaysAgo < 0 ? { day: localDateOf(at as EpochMs), at: "08:00" } : {};
    await publishArticle(tx, unit, by, { articleId, revision, ...day }, decidedAt);
  }
}

/** Every third officer has no telephone of their own: what is missing is to be seen as well. */
async function enterTelephones({ tx, unit, now }: World, { agencyId }: Editor): Promise<void> {
  const holders = await listPostHolders(tx, agencyId, localDateOf(now));
  for (const [index, { postId }] of holders.entries()) {
    if (index % 3 === 2) continue;
    const number = String(100 + index).padStart(4, "0");
    await keepContact(tx, unit, agencyId, { postId, phone: `+84236300${number}`, email: `canbo${index + 1}@vidu.vn` });
  }
}

async function formSupportTeam({ tx, unit, now }: World, by: Editor, commune: DemoCommune): Promise<void> {
  const today = localDateOf(now);
  const from = addDays(today, -OPENED_DAYS_AGO);
  const { teamId } = await formTeam(tx, unit, by, {
    name: `Tổ hỗ trợ công dân ${commune.plan.fullName}`,
    decisionNo: "12/QĐ-UBND (mẫu)",
    phone: "+842363000199",
    place: "Quầy hướng dẫn, Trung tâm Phục vụ hành chính công",
    formedOn: from,
  });
  const [shop] = commune.counters;
  const lead = { name: shop?.staff[0]?.name ?? by.name, part: "lead", title: "Trung tâm Phục vụ hành chính công" } as const;
  const members: number[] = [];
  for (const member of [lead, ...DEMO_HELPERS])
    members.push((await addMember(tx, unit, by, { ...member, teamId, from })).memberId);
  for (let ahead = 0; ahead < 14; ahead += 1) {
    const day = addDays(today, ahead);
    const memberId = members[ahead % members.length] ?? 0;
    await planDuty(tx, unit, by, { teamId, memberId, from: day, until: day }, new Date(now));
  }
  for (const [index, { daysAgo, ...visit }] of DEMO_VISITS.entries()) {
    const memberId = members[index % members.length] ?? 0;
    const on = addDays(today, -daysAgo);
    await recordVisit(tx, unit, by, { ...visit, teamId, memberId, on }, new Date(now));
  }
}

/** Sites of the communes as their staff would keep them, and a support team in each. */
export async function seedSites(world: World, communes: readonly DemoCommune[]): Promise<void> {
  const { tx, unit, now } = world;
  const today = localDateOf(now);
  for (const [index, commune] of communes.entries()) {
    const leader = commune.staff.find(({ role }) => role === "leader");
    if (leader === undefined) continue;
    const by: Editor = { accountId: leader.accountId, name: leader.name, agencyId: commune.agencyId };
    const site = {
      slug: SLUGS[index] ?? `xa-${commune.agencyId}`,
      slogan: "Gần dân, sát dân, phục vụ nhân dân",
      address: `Trụ sở Ủy ban nhân dân ${commune.plan.fullName} (địa chỉ mẫu)`,
      phone: "+842363000100",
      email: `xa${index + 1}@vidu.vn`,
    };
    await openSite(tx, unit, commune.agencyId, site, new Date(now - OPENED_DAYS_AGO * DAY));
    await writeArticles(world, by);
    await enterTelephones(world, by);
    const reception = { starts: "08:00", ends: "11:00", place: "Phòng tiếp công dân", hostName: leader.name, weeks: 8 };
    const hostTitle = "Chủ tịch Ủy ban nhân dân";
    await addReceptions(tx, unit, commune.agencyId, { ...reception, hostTitle, on: nextThursday(today) }, new Date(now));
    await formSupportTeam(world, by, commune);
  }
}
