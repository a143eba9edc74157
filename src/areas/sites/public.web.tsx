import type { ComponentChildren } from "preact";
import { z } from "zod";
import { findProfileOn } from "#organisation";
import { publicPage, redirect, type Reply } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { chosenId, optional, plainDay } from "#platform/input/fields.ts";
import type { Refusal } from "#platform/refusal.ts";
import { searchKey } from "#platform/input/text.ts";
import { buildReport, ReportQuery, requestOf } from "#reports";
import type { AnyContext } from "./access.ts";
import { imageIdsIn } from "./article.rules.ts";
import { listPublished } from "./article.store.ts";
import { listOfficers, openPublicSite, type OpenedSite } from "./get-site.ts";
import { SiteOfficePage, SitesPage, SiteStatisticsPage } from "./public-office.page.tsx";
import { PublicArticlePage, SiteHomePage, SiteListPage, SiteReceptionsPage } from "./public.page.tsx";
import { readMarkdown } from "./read-markdown.ts";
import { frameOf } from "./site-frame.tsx";
import { findFormerSite, findSiteAt, listImages, listOpenSites, listReceptions } from "./site.store.ts";
import { ARTICLE_KINDS, LISTS, type ListedKind, type PublicArticle, SLUG } from "./site.ts";
import { siteRefusal } from "./sites.errors.ts";
import { text } from "./texts.ts";

const nothing = z.object({});
export const SlugParams = z.object({ slug: z.string().max(60).regex(SLUG) });

/** What stood under an address that its site has left is read, image and feed alike, where it stands now. */
async function leadToNewAddress(c: AnyContext, refusal: Refusal): Promise<Reply> {
  if (refusal.code !== "site_renamed") throw refusal;
  const { slug } = SlugParams.parse(c.params);
  const site = await c.read((tx) => findFormerSite(tx, { slug }));
  if (site === undefined) throw refusal;
  return redirect(c.url.replace(`/trang/${slug}`, `/trang/${site.slug}`));
}

/** The pages of a site that moved lead to the site in its place; its feeds and data only say where that is. */
async function leadOn(c: AnyContext, refusal: Refusal): Promise<Reply> {
  if (refusal.code !== "site_moved") return leadToNewAddress(c, refusal);
  const { slug } = SlugParams.parse(c.params);
  const site = await c.read((tx) => findSiteAt(tx, { slug }));
  if (site === undefined || site.movedTo === null) throw refusal;
  return redirect(`/trang/${site.movedTo}`);
}

export const openFile = {
  method: "GET",
  roles: "public",
  scope: "reference",
  rate: "page",
  onRefusal: leadToNewAddress,
} as const;
export const open = { ...openFile, onRefusal: leadOn };

const SITES_SHOWN = 100;
const ON_HOME = 3;
const ON_LIST = 12;
const RECEPTIONS_ON_HOME = 3;
const RECEPTIONS_SHOWN = 60;
const PAGES_SHOWN = 8;

/** A page of a site in its frame; the pages that its editors wrote stand among its ways. */
export async function answer(
  c: AnyContext,
  opened: OpenedSite,
  about: { readonly title: string; readonly description?: string },
  content: ComponentChildren,
): Promise<Reply> {
  const pages = await opened.read((tx) =>
    listPublished(tx, opened.site.agencyId, c.now, { kinds: ["page"], limit: PAGES_SHOWN }),
  );
  return publicPage(c.portal(frameOf(c, opened, { ...about, pages }), content));
}

async function imagesOf({ site, read }: OpenedSite, articles: readonly PublicArticle[], withBodies = false) {
  const ids = articles.flatMap(({ imageId, body }) => [
    ...(imageId === null ? [] : [imageId]),
    ...(withBodies ? imageIdsIn(body) : []),
  ]);
  const found = ids.length === 0 ? [] : await read((tx) => listImages(tx, site.agencyId, ids));
  return new Map(found.map((image) => [image.id, image]));
}

const sites = route({
  ...open,
  path: "/trang",
  auditName: "sites.list",
  kept: true,
  schema: { params: nothing, query: z.object({ q: optional(z.string().max(100)) }), body: nothing },
  handler: async (c) => {
    const { q } = c.query;
    const found = await c.read((tx) => listOpenSites(tx, localDay(c.now), searchKey(q ?? ""), SITES_SHOWN + 1));
    const shown = { locale: c.locale, q, sites: found.slice(0, SITES_SHOWN), more: found.length > SITES_SHOWN };
    return publicPage(c.portal({ title: text(c.locale, "sites.title") }, <SitesPage {...shown} />));
  },
});

const home = route({
  ...open,
  path: "/trang/:slug",
  auditName: "sites.home",
  kept: true,
  schema: { params: SlugParams, query: nothing, body: nothing },
  handler: async (c) => {
    const opened = await openPublicSite(c, c.params.slug);
    const { site, name } = opened;
    const on = localDay(c.now);
    const newest = (kind: ListedKind) => ({ kinds: [kind], limit: ON_HOME }) as const;
    const read = await opened.read(async (tx) => ({
      notice: await listPublished(tx, site.agencyId, c.now, newest("notice")),
      news: await listPublished(tx, site.agencyId, c.now, newest("news")),
      story: await listPublished(tx, site.agencyId, c.now, newest("story")),
      receptions: await listReceptions(tx, site.agencyId, on, RECEPTIONS_ON_HOME),
      profile: await findProfileOn(tx, site.agencyId, on),
    }));
    const { receptions, profile, ...articles } = read;
    const images = await imagesOf(opened, [...articles.notice, ...articles.news, ...articles.story]);
    const shown = { locale: c.locale, site, name, articles, images, receptions, profile };
    return answer(c, opened, { title: name, description: site.slogan ?? "" }, <SiteHomePage {...shown} />);
  },
});

const lists = (Object.keys(LISTS) as ListedKind[]).map((kind) =>
  route({
    ...open,
    path: `/trang/:slug/${LISTS[kind]}`,
    auditName: `sites.public_${kind}`,
    kept: true,
    schema: { params: SlugParams, query: z.object({ truoc: optional(chosenId()) }), body: nothing },
    handler: async (c) => {
      const opened = await openPublicSite(c, c.params.slug);
      const { site } = opened;
      const { truoc } = c.query;
      const filter = { kinds: [kind], limit: ON_LIST + 1, ...(truoc === undefined ? {} : { after: truoc }) };
      const found = await opened.read((tx) => listPublished(tx, site.agencyId, c.now, filter));
      const articles = found.slice(0, ON_LIST);
      const shown = { locale: c.locale, site, kind, articles, more: found.length > ON_LIST, isFirst: truoc === undefined };
      const images = await imagesOf(opened, articles);
      return answer(c, opened, { title: text(c.locale, `list.${kind}`) }, <SiteListPage {...shown} images={images} />);
    },
  }),
);

const article = route({
  ...open,
  path: "/trang/:slug/bai/:id(^\\d+$)",
  auditName: "sites.public_article",
  kept: true,
  schema: { params: SlugParams.extend({ id: chosenId() }), query: nothing, body: nothing },
  handler: async (c) => {
    const opened = await openPublicSite(c, c.params.slug);
    const { site } = opened;
    const [found] = await opened.read((tx) =>
      listPublished(tx, site.agencyId, c.now, { kinds: ARTICLE_KINDS, limit: 1, id: c.params.id }),
    );
    if (found === undefined) throw siteRefusal("article_unknown");
    const images = await imagesOf(opened, [found], true);
    const content = await readMarkdown(found.body);
    const shown = { locale: c.locale, site, article: found, content, images };
    return answer(c, opened, { title: found.title, description: found.summary }, <PublicArticlePage {...shown} />);
  },
});

const receptions = route({
  ...open,
  path: "/trang/:slug/lich-tiep-dan",
  auditName: "sites.public_receptions",
  kept: true,
  schema: { params: SlugParams, query: nothing, body: nothing },
  handler: async (c) => {
    const opened = await openPublicSite(c, c.params.slug);
    const found = await opened.read((tx) => listReceptions(tx, opened.site.agencyId, localDay(c.now), RECEPTIONS_SHOWN));
    const title = text(c.locale, "public.receptions");
    return answer(c, opened, { title }, <SiteReceptionsPage locale={c.locale} receptions={found} />);
  },
});

const office = route({
  ...open,
  path: "/trang/:slug/co-quan",
  auditName: "sites.public_office",
  kept: true,
  schema: { params: SlugParams, query: z.object({ ngay: optional(plainDay()) }), body: nothing },
  handler: async (c) => {
    const opened = await openPublicSite(c, c.params.slug);
    const { site, unitName } = opened;
    const on = c.query.ngay ?? localDay(c.now);
    const [officers, profile] = await opened.read((tx) =>
      Promise.all([listOfficers(tx, site.agencyId, on), findProfileOn(tx, site.agencyId, on)]),
    );
    const shown = { locale: c.locale, site, on, unitName, officers, profile };
    return answer(c, opened, { title: text(c.locale, "public.office") }, <SiteOfficePage {...shown} />);
  },
});

const statistics = route({
  ...open,
  path: "/trang/:slug/so-lieu",
  auditName: "sites.public_statistics",
  schema: { params: SlugParams, query: nothing, body: nothing },
  handler: async (c) => {
    const opened = await openPublicSite(c, c.params.slug);
    const to = localDay(c.now);
    const periods = await opened.read(async (tx) => {
      const count = async (from: string) => {
        const request = requestOf(ReportQuery.parse({ from, to }), opened.site.agencyId, false, c.now);
        return { from, to, figures: (await buildReport(tx, request, "vi")).total };
      };
      return [await count(`${to.slice(0, 8)}01`), await count(`${to.slice(0, 4)}-01-01`)];
    });
    const shown = { locale: c.locale, site: opened.site, periods };
    return answer(c, opened, { title: text(c.locale, "public.statistics") }, <SiteStatisticsPage {...shown} />);
  },
});

export const publicRoutes = [sites, home, ...lists, article, receptions, office, statistics];
