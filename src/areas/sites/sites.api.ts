import { z } from "zod";
import { publicJson } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { choice, chosenId, integer, optional } from "#platform/input/fields.ts";
import { searchKey } from "#platform/input/text.ts";
import { listPublished } from "./article.store.ts";
import { openPublicSite } from "./get-site.ts";
import { SlugParams } from "./public.web.tsx";
import { listOpenSites } from "./site.store.ts";
import { ARTICLE_KINDS, type PublicArticle } from "./site.ts";
import { siteRefusal } from "./sites.errors.ts";

const nothing = z.object({});
const open = { method: "GET", roles: "public", scope: "reference", rate: "api" } as const;
const MOST_SITES = 500;

const Entry = z.object({ slug: z.string(), name: z.string(), parentName: z.string().nullable(), domain: z.string().nullable() });

const list = route({
  ...open,
  path: "/api/v1/sites",
  auditName: "sites.api_list",
  summary: "Open sites of agencies by name; `more` says that a narrower search is needed.",
  schema: {
    params: nothing,
    query: z.object({ q: optional(z.string().max(100)) }),
    body: nothing,
    response: z.object({ items: z.array(Entry), more: z.boolean() }),
  },
  handler: async (c) => {
    const found = await c.read((tx) => listOpenSites(tx, localDay(c.now), searchKey(c.query.q ?? ""), MOST_SITES + 1));
    const items = found.slice(0, MOST_SITES).map(({ slug, name, parentName, domain }) => ({ slug, name, parentName, domain }));
    return publicJson({ items, more: found.length > MOST_SITES });
  },
});

const one = route({
  ...open,
  path: "/api/v1/sites/:slug",
  auditName: "sites.api_one",
  summary:
    "The open site of an agency: its name, where it is found and how its office is reached. 410 where it was closed or has another address now, which is then named.",
  schema: {
    params: SlugParams,
    query: nothing,
    body: nothing,
    response: Entry.omit({ parentName: true }).extend({
      slogan: z.string().nullable(),
      address: z.string().nullable(),
      phone: z.string().nullable(),
      email: z.string().nullable(),
      openedAt: z.string(),
    }),
  },
  handler: async (c) => {
    const { site, name } = await openPublicSite(c, c.params.slug);
    const { slug, domain, slogan, address, phone, email, openedAt } = site;
    return publicJson({ slug, name, domain, slogan, address, phone, email, openedAt: openedAt.toISOString() });
  },
});

const Summary = z.object({
  id: z.int(),
  kind: z.enum(ARTICLE_KINDS),
  title: z.string(),
  summary: z.string(),
  publishedAt: z.string(),
  updatedAt: z.string(),
});

const summaryOf = ({ id, kind, title, summary, publishedAt, updatedAt }: PublicArticle) => ({
  id,
  kind,
  title,
  summary,
  publishedAt: publishedAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

const articles = route({
  ...open,
  path: "/api/v1/sites/:slug/articles",
  auditName: "sites.api_articles",
  summary: "What stands on a site now, the newest first; `after` the last article that was read.",
  schema: {
    params: SlugParams,
    query: z.object({
      kind: optional(choice(ARTICLE_KINDS)),
      after: optional(chosenId()),
      limit: integer(1, 100).default(20),
    }),
    body: nothing,
    response: z.object({ items: z.array(Summary), more: z.boolean() }),
  },
  handler: async (c) => {
    const { kind, after, limit } = c.query;
    const { site, read } = await openPublicSite(c, c.params.slug);
    const kinds = kind === undefined ? ARTICLE_KINDS : [kind];
    const filter = { kinds, limit: limit + 1, ...(after === undefined ? {} : { after }) };
    const found = await read((tx) => listPublished(tx, site.agencyId, c.now, filter));
    return publicJson({ items: found.slice(0, limit).map(summaryOf), more: found.length > limit });
  },
});

const article = route({
  ...open,
  path: "/api/v1/sites/:slug/articles/:id",
  auditName: "sites.api_article",
  summary: "One article as it stands on a site now, its text in Markdown.",
  schema: {
    params: SlugParams.extend({ id: chosenId() }),
    query: nothing,
    body: nothing,
    response: Summary.extend({ body: z.string() }),
  },
  handler: async (c) => {
    const { site, read } = await openPublicSite(c, c.params.slug);
    const filter = { kinds: ARTICLE_KINDS, limit: 1, id: c.params.id };
    const [found] = await read((tx) => listPublished(tx, site.agencyId, c.now, filter));
    if (found === undefined) throw siteRefusal("article_unknown");
    return publicJson({ ...summaryOf(found), body: found.body });
  },
});

export const siteApi = [list, one, articles, article];
