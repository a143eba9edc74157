import { z } from "zod";
import { MEDIA_TYPES } from "#platform/files/file-kind.ts";
import { file, publicPixels } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { listPublished } from "./article.store.ts";
import { openPublicSite } from "./get-site.ts";
import { openFile, SlugParams } from "./public.web.tsx";
import { addressOf } from "./site-links.ts";
import { findSiteAt, listImages, listOpenSites } from "./site.store.ts";
import { ARTICLE_KINDS, LISTS } from "./site.ts";
import { siteRefusal } from "./sites.errors.ts";
import { text } from "./texts.ts";

const nothing = z.object({});
const noInput = { params: nothing, query: nothing, body: nothing };
const IN_FEED = 30;
/** A sitemap may name so many addresses (sitemaps.org). */
const IN_SITEMAP = 50_000;

const image = route({
  ...openFile,
  path: "/trang/:slug/anh/:image(^\\d+-[0-9a-f]{12}$)",
  auditName: "sites.public_image",
  schema: { params: SlugParams.extend({ image: z.string().regex(/^\d{1,15}-[0-9a-f]{12}$/) }), query: nothing, body: nothing },
  handler: async (c) => {
    const { site, read } = await openPublicSite(c, c.params.slug);
    const [id = "", hash = ""] = c.params.image.split("-");
    const [found] = await read((tx) => listImages(tx, site.agencyId, [Number(id)]));
    if (found === undefined || !found.sha256.startsWith(hash)) throw siteRefusal("image_gone");
    const type = MEDIA_TYPES[found.kind] as "image/jpeg" | "image/png";
    return publicPixels(c.files.pathOf(found.sha256), type, `${c.params.image}.${found.kind}`);
  },
});

/** What a reader knows an article by stays the same when the address of its site changes (RFC 4151). */
const tagOf = (publicUrl: string, what: string): string => `tag:${new URL(publicUrl).hostname},2026:${what}`;

/** Texts of a feed are read as HTML by some readers: what looks like markup is shown, not run. */
const plain = (value: string): string => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const atom = route({
  ...openFile,
  path: "/trang/:slug/atom.xml",
  auditName: "sites.feed",
  schema: { params: SlugParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { site, name, read } = await openPublicSite(c, c.params.slug);
    const kinds = Object.keys(LISTS) as (keyof typeof LISTS)[];
    const articles = await read((tx) => listPublished(tx, site.agencyId, c.now, { kinds, limit: IN_FEED }));
    const { Feed } = await import("feed");
    const address = addressOf(site, c.publicUrl);
    const updated = articles.reduce((last, one) => (one.updatedAt > last ? one.updatedAt : last), site.openedAt);
    const feed = new Feed({
      id: tagOf(c.publicUrl, `trang/${site.agencyId}`),
      title: name,
      link: address,
      updated,
      copyright: name,
      feedLinks: { atom: `${address}/atom.xml` },
      generator: "Motcua",
    });
    for (const { id, kind, title, summary, publishedAt, updatedAt } of articles) {
      const link = `${address}/bai/${id}`;
      const about = { id: tagOf(c.publicUrl, `bai/${id}`), title, link, date: updatedAt, published: publishedAt };
      feed.addItem({ ...about, description: plain(summary), category: [{ name: text("vi", `kind.${kind}`) }] });
    }
    return file(feed.atom1(), "application/atom+xml; charset=utf-8", `${site.slug}.xml`, true);
  },
});

const entry = (location: string, changed?: Date): string =>
  `<url><loc>${plain(location)}</loc>${changed === undefined ? "" : `<lastmod>${changed.toISOString()}</lastmod>`}</url>`;
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
const xml = (body: string, name: string) => file(`${HEAD}\n${body}\n`, "application/xml; charset=utf-8", name, true);

const sitemap = route({
  ...openFile,
  path: "/trang/:slug/sitemap.xml",
  auditName: "sites.sitemap",
  schema: { params: SlugParams, query: nothing, body: nothing },
  handler: async (c) => {
    const { site, read } = await openPublicSite(c, c.params.slug);
    const articles = await read((tx) => listPublished(tx, site.agencyId, c.now, { kinds: ARTICLE_KINDS, limit: IN_SITEMAP }));
    const address = addressOf(site, c.publicUrl);
    const parts = ["", ...Object.values(LISTS).map((list) => `/${list}`), "/lich-tiep-dan", "/co-quan", "/to-ho-tro", "/so-lieu"];
    const rows = [
      ...parts.map((part) => entry(`${address}${part}`)),
      ...articles.map(({ id, updatedAt }) => entry(`${address}/bai/${id}`, updatedAt)),
    ];
    return xml(`<urlset ${SPACE}>${rows.join("")}</urlset>`, "sitemap.xml");
  },
});

/** Under a host name of its own a site names itself; under ours all sites that have none. */
const sitemaps = route({
  ...openFile,
  path: "/sitemap.xml",
  auditName: "sites.sitemaps",
  schema: noInput,
  handler: async (c) => {
    const addresses = await c.read(async (tx) => {
      const own = await findSiteAt(tx, { domain: c.host });
      if (own !== undefined) return own.closedAt === null ? [addressOf(own, c.publicUrl)] : [];
      const sites = await listOpenSites(tx, localDay(c.now), "", IN_SITEMAP);
      return sites.filter(({ domain }) => domain === null).map((site) => addressOf(site, c.publicUrl));
    });
    const rows = addresses.map((address) => `<sitemap><loc>${plain(`${address}/sitemap.xml`)}</loc></sitemap>`);
    return xml(`<sitemapindex ${SPACE}>${rows.join("")}</sitemapindex>`, "sitemap.xml");
  },
});

/** What is not for search engines: work of the staff, what is behind a secret, and forms. */
const CLOSED = ["/api/", "/dang-nhap", "/t/", "/cua-toi", "/danh-gia/", "/lay-so/", "/dat-hen/", "/ngon-ngu"];

const robots = route({
  ...openFile,
  path: "/robots.txt",
  auditName: "sites.robots",
  schema: noInput,
  handler: async (c) => {
    const own = await c.read((tx) => findSiteAt(tx, { domain: c.host }));
    const base = own?.domain === undefined || own.domain === null ? c.publicUrl : `https://${own.domain}`;
    const lines = ["User-agent: *", ...CLOSED.map((path) => `Disallow: ${path}`), "", `Sitemap: ${base}/sitemap.xml`, ""];
    return file(lines.join("\n"), "text/plain; charset=utf-8", "robots.txt", true);
  },
});

export const publicFileRoutes = [image, atom, sitemap, sitemaps, robots];
