import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { imageIdsIn } from "./article.rules.ts";
import { findRevision, insertArticle, insertRevision, lockArticle } from "./article.store.ts";
import { findSite, listImages } from "./site.store.ts";
import type { ArticleInput, Editor, NewArticleInput } from "./site.ts";
import { siteRefusal } from "./sites.errors.ts";

/** Refuses a text that shows an image which the site does not have, or has no longer a number for. */
async function assertImages(tx: Tx, agencyId: number, { body, imageId }: ArticleInput): Promise<void> {
  const named = imageIdsIn(body);
  const ids = imageId === undefined ? named : [...named, imageId];
  if (ids.length === 0) return;
  const known = new Set((await listImages(tx, agencyId, ids)).map(({ id }) => id));
  const missing = ids.find((id) => !known.has(id));
  if (missing === undefined) return;
  throw siteRefusal("image_unknown", { field: named.includes(missing) ? "body" : "imageId", values: { id: String(missing) } });
}

/** Begins an article with its first version. Nobody but the editors sees it before it is published. */
export async function createArticle(
  tx: Tx,
  unit: UnitOfWork,
  by: Editor,
  { kind, ...input }: NewArticleInput,
  now: Date,
): Promise<{ readonly articleId: number }> {
  if ((await findSite(tx, by.agencyId)) === undefined) throw siteRefusal("site_none");
  await assertImages(tx, by.agencyId, input);
  const articleId = await insertArticle(tx, kind, by, now);
  await insertRevision(tx, { ...input, articleId, number: 1, restoredFrom: null }, by, now);
  unit.subject(`article:${articleId}`);
  unit.note({ kind, revision: 1 });
  return { articleId };
}

/** Saves another version; refused where somebody has saved one since the writer began, or where nothing has changed. */
export async function saveRevision(
  tx: Tx,
  unit: UnitOfWork,
  by: Editor,
  { articleId, basedOn, ...input }: ArticleInput & { readonly articleId: number; readonly basedOn: number },
  now: Date,
): Promise<{ readonly revision: number }> {
  const held = await lockArticle(tx, by.agencyId, articleId);
  if (held === undefined) throw siteRefusal("article_unknown");
  const latest = await findRevision(tx, articleId, held.latest);
  if (held.latest !== basedOn) throw siteRefusal("article_changed", { values: { who: latest?.savedBy ?? "" } });
  if (latest !== undefined && isSame(latest, input)) throw siteRefusal("article_same");
  await assertImages(tx, by.agencyId, input);
  const number = held.latest + 1;
  await insertRevision(tx, { ...input, articleId, number, restoredFrom: null }, by, now);
  unit.subject(`article:${articleId}`);
  unit.note({ revision: number });
  return { revision: number };
}

const isSame = (a: Omit<ArticleInput, "imageId"> & { readonly imageId: number | null }, b: ArticleInput): boolean =>
  a.title === b.title && a.summary === b.summary && a.body === b.body && a.imageId === (b.imageId ?? null);

/** Makes an earlier version the newest again; what was written since stays in the history. */
export async function restoreRevision(
  tx: Tx,
  unit: UnitOfWork,
  by: Editor,
  { articleId, revision }: { readonly articleId: number; readonly revision: number },
  now: Date,
): Promise<{ readonly revision: number }> {
  const held = await lockArticle(tx, by.agencyId, articleId);
  if (held === undefined) throw siteRefusal("article_unknown");
  const earlier = revision < held.latest ? await findRevision(tx, articleId, revision) : undefined;
  if (earlier === undefined) throw siteRefusal("revision_unknown");
  const { title, summary, body, imageId } = earlier;
  const number = held.latest + 1;
  const restored = { title, summary, body, imageId: imageId ?? undefined, restoredFrom: revision };
  await insertRevision(tx, { ...restored, articleId, number }, by, now);
  unit.subject(`article:${articleId}`);
  unit.note({ revision: number, from: revision });
  return { revision: number };
}
