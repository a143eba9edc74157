import { plainDate } from "#core/plain-date.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { cancelAhead, findRevision, insertRelease, listArticles, lockArticle } from "./article.store.ts";
import type { Editor, PublishInput } from "./site.ts";
import { siteRefusal } from "./sites.errors.ts";

/** HH:mm of a day (yyyy-MM-dd) in Việt Nam. */
const instantOf = (day: string, at: string): Date => new Date(`${plainDate(day)}T${at}:00+07:00`);

/** Whoever decides about an article holds it, so that two decisions come one after the other. */
async function hold(tx: Tx, { agencyId }: Editor, articleId: number): Promise<void> {
  if ((await lockArticle(tx, agencyId, articleId)) === undefined) throw siteRefusal("article_unknown");
}

/**
 * Puts a version onto the site, at once or at an hour ahead, and takes it off again where an end is given. What was decided
 * for later before is called off: the newest decision holds. Nothing has to run for it: readers ask by their own clock.
 */
export async function publishArticle(
  tx: Tx,
  unit: UnitOfWork,
  by: Editor,
  { articleId, revision, day, at, until }: PublishInput & { readonly articleId: number },
  now: Date,
): Promise<{ readonly fromAt: string }> {
  await hold(tx, by, articleId);
  if ((await findRevision(tx, articleId, revision)) === undefined) throw siteRefusal("revision_unknown");
  // An hour without a day is one of today: to publish at once would be what nobody asked for.
  const fromAt = day === undefined && at === undefined ? now : instantOf(day ?? localDay(now), at ?? "00:00");
  if (fromAt < now) throw siteRefusal("release_past", { field: "day" });
  const endAt = until === undefined ? undefined : instantOf(until, "00:00");
  if (endAt !== undefined && endAt <= fromAt) throw siteRefusal("release_short", { field: "until" });
  await cancelAhead(tx, articleId, now);
  await insertRelease(tx, { articleId, revision, fromAt, reason: null }, by, now);
  if (endAt !== undefined) await insertRelease(tx, { articleId, revision: null, fromAt: endAt, reason: END_REACHED }, by, now);
  unit.subject(`article:${articleId}`);
  unit.note({ revision, from: fromAt.toISOString(), ...(until === undefined ? {} : { until }) });
  unit.emit("article.published", String(articleId), { revision, from: fromAt.toISOString() });
  return { fromAt: fromAt.toISOString() };
}

/** Why an article goes off the site whose end was set when it was published. Shown to its editors, in Vietnamese as papers are. */
const END_REACHED = "Hết thời hạn đăng";

/** Takes an article off the site at once, or calls off that it goes onto it; with the reason. */
export async function retractArticle(
  tx: Tx,
  unit: UnitOfWork,
  by: Editor,
  { articleId, reason }: { readonly articleId: number; readonly reason: string },
  now: Date,
): Promise<{ readonly articleId: number }> {
  await hold(tx, by, articleId);
  const [standing] = await listArticles(tx, by.agencyId, now, articleId);
  const cancelled = await cancelAhead(tx, articleId, now);
  const isLive = standing?.live !== null && standing?.live?.revision !== null;
  if (!isLive && cancelled === 0) throw siteRefusal("release_none");
  if (isLive) await insertRelease(tx, { articleId, revision: null, fromAt: now, reason }, by, now);
  unit.subject(`article:${articleId}`);
  unit.note({ cancelled, retracted: isLive });
  unit.emit("article.retracted", String(articleId));
  return { articleId };
}
