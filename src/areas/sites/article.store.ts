import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Article, ArticleInput, ArticleKind, Editor, PublicArticle, Revision } from "./site.ts";

const release = (now: Date, when: "live" | "next") => sql`lateral (
    select l.revision, l.from_at, jsonb_build_object('revision', l.revision, 'fromAt', l.from_at, 'reason', l.reason) as said
    from site_release l where l.article_id = a.id and l.cancelled_at is null
      and ${when === "live" ? sql`l.from_at <= ${now.toISOString()}` : sql`l.from_at > ${now.toISOString()}`}
    order by ${when === "live" ? sql`l.from_at desc, l.id desc` : sql`l.from_at, l.id`} limit 1)`;

type Said = { readonly revision: number | null; readonly fromAt: string; readonly reason: string | null } | null;
type ArticleRow = Omit<Article, "live" | "next"> & { readonly live: Said; readonly next: Said };

const toRelease = (said: Said) => (said === null ? null : { ...said, fromAt: new Date(said.fromAt) });
const toArticle = ({ live, next, ...row }: ArticleRow): Article => ({ ...row, live: toRelease(live), next: toRelease(next) });

/** Articles of an agency with what holds at an instant, the last written first; one of them where its number is given. */
export async function listArticles(tx: Tx, agencyId: number, now: Date, id?: number): Promise<readonly Article[]> {
  const { rows } = await sql<ArticleRow>`
    select a.id, a.agency_id as "agencyId", a.kind, a.latest, r.title, r.saved_at as "savedAt", r.saved_by as "savedBy",
      live.said as live, next.said as next
    from site_article a
    join site_revision r on r.article_id = a.id and r.number = a.latest
    left join ${release(now, "live")} live on true
    left join ${release(now, "next")} next on true
    where a.agency_id = ${agencyId} ${id === undefined ? sql`` : sql`and a.id = ${id}`}
    order by r.saved_at desc, a.id desc limit 300`.execute(tx);
  return rows.map(toArticle);
}

/** Holds the article for this command: of two who save or publish at once one comes second. */
export async function lockArticle(tx: Tx, agencyId: number, id: number): Promise<{ readonly latest: number } | undefined> {
  const { rows } = await sql<{ latest: number }>`
    select latest from site_article where id = ${id} and agency_id = ${agencyId} for no key update`.execute(tx);
  return rows[0];
}

export async function insertArticle(tx: Tx, kind: ArticleKind, by: Editor, now: Date): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into site_article (agency_id, kind, account_id, created_at)
    values (${by.agencyId}, ${kind}, ${by.accountId}::bigint, ${now.toISOString()}) returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

export interface NewRevision extends ArticleInput {
  readonly articleId: number;
  readonly number: number;
  readonly restoredFrom: number | null;
}

/** Saves a version as the newest of its article. */
export async function insertRevision(tx: Tx, revision: NewRevision, by: Editor, now: Date): Promise<void> {
  await sql`
    with newest as (update site_article set latest = ${revision.number} where id = ${revision.articleId})
    insert into site_revision (article_id, number, agency_id, title, summary, body, image_id, restored_from, account_id, saved_by, saved_at)
    values (${revision.articleId}, ${revision.number}, ${by.agencyId}, ${revision.title}, ${revision.summary}, ${revision.body},
      ${revision.imageId ?? null}::bigint, ${revision.restoredFrom}::int, ${by.accountId}::bigint, ${by.name}, ${now.toISOString()})`.execute(
    tx,
  );
}

const REVISION = sql`number, title, summary, body, image_id as "imageId", restored_from as "restoredFrom", saved_by as "savedBy", saved_at as "savedAt"`;

export async function findRevision(tx: Tx, articleId: number, number: number): Promise<Revision | undefined> {
  const { rows } = await sql<Revision>`
    select ${REVISION} from site_revision where article_id = ${articleId} and number = ${number}`.execute(tx);
  return rows[0];
}

export type RevisionEntry = Pick<Revision, "number" | "title" | "restoredFrom" | "savedBy" | "savedAt">;

/** Every version of an article, the newest first, without its text. */
export async function listRevisions(tx: Tx, articleId: number): Promise<readonly RevisionEntry[]> {
  const { rows } = await sql<RevisionEntry>`
    select number, title, restored_from as "restoredFrom", saved_by as "savedBy", saved_at as "savedAt"
    from site_revision where article_id = ${articleId} order by number desc limit 500`.execute(tx);
  return rows;
}

export interface Decision {
  readonly revision: number | null;
  readonly fromAt: Date;
  readonly reason: string | null;
  readonly decidedBy: string;
  readonly decidedAt: Date;
  readonly cancelledAt: Date | null;
}

/** What was decided about an article, the newest decision first. */
export async function listDecisions(tx: Tx, articleId: number): Promise<readonly Decision[]> {
  const { rows } = await sql<Decision>`
    select revision, from_at as "fromAt", reason, decided_by as "decidedBy", decided_at as "decidedAt", cancelled_at as "cancelledAt"
    from site_release where article_id = ${articleId} order by id desc limit 100`.execute(tx);
  return rows;
}

/** Calls off what lies ahead; answers how much that was. */
export async function cancelAhead(tx: Tx, articleId: number, now: Date): Promise<number> {
  const { rows } = await sql`
    update site_release set cancelled_at = ${now.toISOString()}
    where article_id = ${articleId} and cancelled_at is null and from_at > ${now.toISOString()} returning id`.execute(tx);
  return rows.length;
}

export interface NewRelease {
  readonly articleId: number;
  readonly revision: number | null;
  readonly fromAt: Date;
  readonly reason: string | null;
}

export async function insertRelease(tx: Tx, decision: NewRelease, by: Editor, now: Date): Promise<void> {
  await sql`
    insert into site_release (agency_id, article_id, revision, from_at, reason, account_id, decided_by, decided_at)
    values (${by.agencyId}, ${decision.articleId}, ${decision.revision}::int, ${decision.fromAt.toISOString()}, ${decision.reason},
      ${by.accountId}::bigint, ${by.name}, ${now.toISOString()})`.execute(tx);
}

export interface PublicFilter {
  readonly kinds: readonly ArticleKind[];
  readonly limit: number;
  readonly id?: number;
  /** Only what came onto the site before this article. */
  readonly after?: number;
}

const PUBLISHED = (now: Date) => sql`
  select a.id, a.kind, r.title, r.summary, r.body, r.image_id as "imageId", live.from_at as "updatedAt",
    (select min(f.from_at) from site_release f where f.article_id = a.id and f.revision is not null and f.cancelled_at is null) as "publishedAt"
  from site_article a
  join ${release(now, "live")} live on live.revision is not null
  join site_revision r on r.article_id = a.id and r.number = live.revision`;

/** What stands on the site of an agency at an instant, the newest first. */
export async function listPublished(
  tx: Tx,
  agencyId: number,
  now: Date,
  { kinds, limit, id, after }: PublicFilter,
): Promise<readonly PublicArticle[]> {
  const { rows } = await sql<PublicArticle>`
    with shown as materialized (${PUBLISHED(now)} where a.agency_id = ${agencyId} and a.kind = any (${[...kinds]}::text[]))
    select * from shown s
    where ${id === undefined ? sql`true` : sql`s.id = ${id}`}
      and ${after === undefined ? sql`true` : sql`(s."publishedAt", s.id) < (select o."publishedAt", o.id from shown o where o.id = ${after})`}
    order by s."publishedAt" desc, s.id desc limit ${limit}`.execute(tx);
  return rows;
}
