/** The public site of an agency, kept by its own staff, and the teams that help citizens where they live. */
import type pg from "pg";
import { NO_ROWS, reading } from "#platform/db/tx.ts";
import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { EDITORS } from "./access.ts";
import { articleRoutes } from "./articles.web.tsx";
import { publicFileRoutes } from "./public-files.web.ts";
import { publicRoutes } from "./public.web.tsx";
import { addressOf } from "./site-links.ts";
import { siteApi } from "./sites.api.ts";
import { settingsRoutes } from "./settings.web.tsx";
import { findFormerSite, findSiteAt } from "./site.store.ts";
import { TEAM_READERS, teamRoutes } from "./team.web.tsx";
import { text } from "./texts.ts";

export { addReceptions, keepContact, openSite } from "./keep-site.ts";
export { addMember, formTeam, planDuty, recordVisit } from "./keep-team.ts";
export { publishArticle } from "./release-article.ts";
export { countSites, findSite } from "./site.store.ts";
export type { Editor } from "./site.ts";
export { countTeams, listAllTeams } from "./team.store.ts";
export { createArticle, saveRevision } from "./write-article.ts";

/** Where a host name leads that an agency uses for its site. */
export const findFrontPage =
  (pool: pg.Pool) =>
  async (host: string, publicUrl: string): Promise<string | undefined> => {
    const domain = host.toLowerCase();
    return reading(pool, NO_ROWS, async (tx) => {
      const site = await findSiteAt(tx, { domain });
      // A closed one says there why, and leads on where it has moved.
      if (site !== undefined) return `/trang/${site.slug}`;
      const former = await findFormerSite(tx, { domain });
      return former === undefined ? undefined : addressOf(former, publicUrl);
    });
  };

export const routes: readonly Route[] = [
  ...articleRoutes,
  ...settingsRoutes,
  ...publicRoutes,
  ...publicFileRoutes,
  ...teamRoutes,
  ...siteApi,
];

export const navigation: readonly NavEntry[] = [
  {
    href: "/trang-tin",
    label: (locale) => text(locale, "nav.site"),
    group: (locale) => text(locale, "nav.group"),
    roles: EDITORS,
    order: 600,
  },
  {
    href: "/to-ho-tro",
    label: (locale) => text(locale, "nav.teams"),
    group: (locale) => text(locale, "nav.group"),
    roles: TEAM_READERS,
    order: 610,
  },
];
