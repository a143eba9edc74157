import { z } from "zod";
import { newFormKey } from "#platform/http/idempotency-key.ts";
import { page, redirect, type Reply } from "#platform/http/reply.ts";
import { route } from "#platform/http/route.ts";
import { chosenId, integer, requiredText } from "#platform/input/fields.ts";
import type { FieldRefusal } from "#platform/refusal.ts";
import { type AnyContext, EDITORS, editorOf, PUBLISHERS } from "./access.ts";
import { NewArticlePage, type Typed } from "./article-form.page.tsx";
import { ArticlePage } from "./article.page.tsx";
import { findRevision, listArticles, listDecisions, listRevisions } from "./article.store.ts";
import { ArticlesPage } from "./articles.page.tsx";
import { ComparePage } from "./compare.page.tsx";
import { readMarkdown } from "./read-markdown.ts";
import { publishArticle, retractArticle } from "./release-article.ts";
import { findSite, listImages } from "./site.store.ts";
import { ArticleInput, NewArticleInput, PublishInput } from "./site.ts";
import { siteRefusal } from "./sites.errors.ts";
import { text } from "./texts.ts";
import { createArticle, restoreRevision, saveRevision } from "./write-article.ts";

const nothing = z.object({});
const revision = integer(1, 1_000_000);
const IdParams = z.object({ id: chosenId() });
const editors = { roles: EDITORS, scope: "agency-rows", rate: "page" } as const;

const overview = route({
  ...editors,
  method: "GET",
  path: "/trang-tin",
  auditName: "sites.articles",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: async (c) => {
    const { agencyId, publishes } = editorOf(c);
    const [site, articles] = await c.read((tx) => Promise.all([findSite(tx, agencyId), listArticles(tx, agencyId, c.now)]));
    const shown = { locale: c.locale, site, articles, publishes };
    return page(c.shell({ title: text(c.locale, "editor.title") }, <ArticlesPage {...shown} />));
  },
});

const crumbs = (c: AnyContext, label: string) => [{ label: text(c.locale, "editor.title"), href: "/trang-tin" }, { label }];

async function newPage(c: AnyContext, typed: Typed = {}, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const images = await c.read((tx) => listImages(tx, editorOf(c).agencyId));
  const title = text(c.locale, "editor.new");
  const shown = { locale: c.locale, action: "/trang-tin/bai", typed, images, csrf: c.csrfToken, formKey: newFormKey() };
  return page(c.shell({ title, errors, breadcrumbs: crumbs(c, title) }, <NewArticlePage {...shown} />));
}

const begin = route({
  ...editors,
  method: "GET",
  path: "/trang-tin/bai/moi",
  auditName: "sites.article_form",
  schema: { params: nothing, query: nothing, body: nothing },
  handler: (c) => newPage(c),
});

const create = route({
  ...editors,
  method: "POST",
  path: "/trang-tin/bai",
  auditName: "sites.article_create",
  rate: "write",
  schema: { params: nothing, query: nothing, body: NewArticleInput },
  handler: async (c) => {
    const { articleId } = await c.execute("sites.article_create", JSON.parse(JSON.stringify(c.body)), (tx, unit) =>
      createArticle(tx, unit, editorOf(c), c.body, c.now),
    );
    return redirect(`/trang-tin/bai/${articleId}`, text(c.locale, "did.created"));
  },
  onRefusal: (c, _refusal, errors, typed) => newPage(c, typed, errors),
});

async function articlePage(c: AnyContext, id: number, typed: Typed = {}, errors: readonly FieldRefusal[] = []): Promise<Reply> {
  const { agencyId, publishes } = editorOf(c);
  const found = await c.read(async (tx) => {
    const [site, [article]] = await Promise.all([findSite(tx, agencyId), listArticles(tx, agencyId, c.now, id)]);
    if (site === undefined || article === undefined) throw siteRefusal("article_unknown");
    const [newest, revisions, decisions, images] = await Promise.all([
      findRevision(tx, id, article.latest),
      listRevisions(tx, id),
      listDecisions(tx, id),
      listImages(tx, agencyId),
    ]);
    if (newest === undefined) throw siteRefusal("revision_unknown");
    return { site, article, revision: newest, revisions, decisions, images };
  });
  const { title } = found.article;
  const content = await readMarkdown(found.revision.body);
  const shown = { ...found, content, locale: c.locale, publishes, typed, csrf: c.csrfToken, newKey: newFormKey };
  return page(c.shell({ title, errors, breadcrumbs: crumbs(c, title) }, <ArticlePage {...shown} />));
}

const show = route({
  ...editors,
  method: "GET",
  path: "/trang-tin/bai/:id(^\\d+$)",
  auditName: "sites.article",
  schema: { params: IdParams, query: nothing, body: nothing },
  handler: (c) => articlePage(c, c.params.id),
});

const save = route({
  ...editors,
  method: "POST",
  path: "/trang-tin/bai/:id(^\\d+$)",
  auditName: "sites.article_save",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: ArticleInput.extend({ basedOn: revision }) },
  handler: async (c) => {
    const input = { ...c.body, articleId: c.params.id };
    const saved = await c.execute("sites.article_save", JSON.parse(JSON.stringify(input)), (tx, unit) =>
      saveRevision(tx, unit, editorOf(c), input, c.now),
    );
    return redirect(`/trang-tin/bai/${c.params.id}`, text(c.locale, "did.saved", { number: saved.revision }));
  },
  onRefusal: (c, _refusal, errors, typed) => articlePage(c, c.params.id, typed, errors),
});

const compare = route({
  ...editors,
  method: "GET",
  path: "/trang-tin/bai/:id(^\\d+$)/so-sanh",
  auditName: "sites.article_compare",
  schema: { params: IdParams, query: z.object({ tu: revision, den: revision }), body: nothing },
  handler: async (c) => {
    const { id } = c.params;
    const [from, to] = await c.read((tx) => Promise.all([findRevision(tx, id, c.query.tu), findRevision(tx, id, c.query.den)]));
    if (from === undefined || to === undefined) throw siteRefusal("revision_unknown");
    const title = text(c.locale, "compare.title", { from: from.number, to: to.number });
    const [first] = crumbs(c, "");
    const breadcrumbs = [first, { label: to.title, href: `/trang-tin/bai/${id}` }, { label: title }].filter(
      (one) => one !== undefined,
    );
    return page(c.shell({ title, breadcrumbs }, <ComparePage locale={c.locale} from={from} to={to} />));
  },
});

const restore = route({
  ...editors,
  method: "POST",
  path: "/trang-tin/bai/:id(^\\d+$)/khoi-phuc",
  auditName: "sites.article_restore",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: z.object({ revision }) },
  handler: async (c) => {
    const input = { articleId: c.params.id, revision: c.body.revision };
    const saved = await c.execute("sites.article_restore", input, (tx, unit) =>
      restoreRevision(tx, unit, editorOf(c), input, c.now),
    );
    return redirect(`/trang-tin/bai/${c.params.id}`, text(c.locale, "did.saved", { number: saved.revision }));
  },
  onRefusal: (c, _refusal, errors) => articlePage(c, c.params.id, {}, errors),
});

const publish = route({
  ...editors,
  roles: PUBLISHERS,
  method: "POST",
  path: "/trang-tin/bai/:id(^\\d+$)/dang",
  auditName: "sites.article_publish",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: PublishInput },
  handler: async (c) => {
    const input = { ...c.body, articleId: c.params.id };
    await c.execute("sites.article_publish", JSON.parse(JSON.stringify(input)), (tx, unit) =>
      publishArticle(tx, unit, editorOf(c), input, c.now),
    );
    return redirect(
      `/trang-tin/bai/${c.params.id}`,
      text(c.locale, c.body.day === undefined ? "did.published" : "did.scheduled"),
    );
  },
  onRefusal: (c, _refusal, errors, typed) => articlePage(c, c.params.id, typed, errors),
});

const retract = route({
  ...editors,
  roles: PUBLISHERS,
  method: "POST",
  path: "/trang-tin/bai/:id(^\\d+$)/go",
  auditName: "sites.article_retract",
  rate: "write",
  schema: { params: IdParams, query: nothing, body: z.object({ reason: requiredText(500) }) },
  handler: async (c) => {
    const input = { articleId: c.params.id, reason: c.body.reason };
    await c.execute("sites.article_retract", input, (tx, unit) => retractArticle(tx, unit, editorOf(c), input, c.now));
    return redirect(`/trang-tin/bai/${c.params.id}`, text(c.locale, "did.retracted"));
  },
  onRefusal: (c, _refusal, errors) => articlePage(c, c.params.id, {}, errors),
});

export const articleRoutes = [overview, begin, create, show, save, compare, restore, publish, retract];
