import { formatDate, formatDay } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import type { UnitProfile } from "#organisation";
import { Card, EmptyState, Grid, LinkButton, PageHeader, Pagination, Section, Stack, Table, Tag } from "#ui/ui.tsx";
import { ArticleBody } from "./article-body.tsx";
import { ProfileTiles } from "./public-office.page.tsx";
import type { ReadText } from "./read-markdown.ts";
import { imageHref } from "./site-links.ts";
import { LISTS, type ListedKind, type PublicArticle, type Reception, type Site, type SiteImage } from "./site.ts";
import { text } from "./texts.ts";

type Images = ReadonlyMap<number, SiteImage>;

interface OnSite {
  readonly locale: Locale;
  readonly site: Site;
}

interface ArticleCardProps extends OnSite {
  readonly article: PublicArticle;
  readonly images: Images;
  readonly level: 2 | 3;
}

function ArticleCard({ locale, site, article, images, level }: ArticleCardProps) {
  const image = article.imageId === null ? undefined : images.get(article.imageId);
  return (
    <Card title={article.title} level={level} href={`/trang/${site.slug}/bai/${article.id}`}>
      {image !== undefined && (
        <img src={imageHref(site, image)} alt={image.alt} width={image.width} height={image.height} loading="lazy" />
      )}
      <p class="muted small">
        {text(locale, `kind.${article.kind}`)} ·{" "}
        <time dateTime={article.publishedAt.toISOString()}>{formatDate(article.publishedAt)}</time>
      </p>
      {article.summary !== "" && <p>{article.summary}</p>}
    </Card>
  );
}

export interface HomeProps extends OnSite {
  readonly name: string;
  readonly articles: Readonly<Record<ListedKind, readonly PublicArticle[]>>;
  readonly images: Images;
  readonly receptions: readonly Reception[];
  readonly profile: UnitProfile | undefined;
}

/** What is new, when the office receives citizens, and what it is of a unit. */
export function SiteHomePage(props: HomeProps) {
  const { locale, site, name, articles, images, receptions, profile } = props;
  const kinds = Object.keys(LISTS) as ListedKind[];
  return (
    <Stack>
      <PageHeader title={name} lead={site.slogan ?? text(locale, "home.lead")} />
      {kinds.every((kind) => articles[kind].length === 0) && <EmptyState title={text(locale, "home.empty")} />}
      {kinds.map(
        (kind) =>
          articles[kind].length > 0 && (
            <Section
              key={kind}
              title={text(locale, `list.${kind}`)}
              actions={<a href={`/trang/${site.slug}/${LISTS[kind]}`}>{text(locale, "home.all")}</a>}
            >
              <Grid columns={3}>
                {articles[kind].map((article) => (
                  <ArticleCard key={article.id} locale={locale} site={site} article={article} images={images} level={3} />
                ))}
              </Grid>
            </Section>
          ),
      )}
      {receptions.length > 0 && (
        <Section
          title={text(locale, "public.receptions")}
          actions={<a href={`/trang/${site.slug}/lich-tiep-dan`}>{text(locale, "home.all")}</a>}
        >
          <ReceptionTable locale={locale} receptions={receptions} />
        </Section>
      )}
      {profile !== undefined && (
        <Section
          title={text(locale, "profile.title")}
          actions={<a href={`/trang/${site.slug}/co-quan`}>{text(locale, "public.office")}</a>}
        >
          <ProfileTiles locale={locale} profile={profile} />
        </Section>
      )}
    </Stack>
  );
}

function ReceptionTable({ locale, receptions }: { readonly locale: Locale; readonly receptions: readonly Reception[] }) {
  return (
    <Table
      caption={text(locale, "public.receptions")}
      captionHidden
      stack
      rows={receptions}
      rowKey={(row) => String(row.id)}
      columns={[
        { key: "on", header: text(locale, "receptions.on"), rowHeader: true, nowrap: true, cell: (row) => formatDay(row.on) },
        { key: "time", header: text(locale, "receptions.time"), nowrap: true, cell: (row) => `${row.starts}–${row.ends}` },
        {
          key: "host",
          header: text(locale, "receptions.host"),
          cell: (row) => (
            <>
              {row.hostName}, {row.hostTitle}{" "}
              {row.cancelledWhy !== null && (
                <Tag tone="warning">{text(locale, "receptions.off_why", { why: row.cancelledWhy })}</Tag>
              )}
            </>
          ),
        },
        { key: "place", header: text(locale, "receptions.place"), cell: (row) => row.place },
      ]}
    />
  );
}

export const SiteReceptionsPage = ({
  locale,
  receptions,
}: {
  readonly locale: Locale;
  readonly receptions: readonly Reception[];
}) => (
  <Stack>
    <PageHeader title={text(locale, "public.receptions")} lead={text(locale, "public.receptions_lead")} />
    {receptions.length === 0 ? (
      <EmptyState title={text(locale, "receptions.none")} icon="clock" />
    ) : (
      <ReceptionTable locale={locale} receptions={receptions} />
    )}
  </Stack>
);

export interface ListProps extends OnSite {
  readonly kind: ListedKind;
  readonly articles: readonly PublicArticle[];
  readonly images: Images;
  readonly more: boolean;
  readonly isFirst: boolean;
}

export function SiteListPage({ locale, site, kind, articles, images, more, isFirst }: ListProps) {
  const href = `/trang/${site.slug}/${LISTS[kind]}`;
  return (
    <Stack>
      <PageHeader
        title={text(locale, `list.${kind}`)}
        actions={<LinkButton href={`/trang/${site.slug}/atom.xml`}>{text(locale, "public.feed")}</LinkButton>}
      />
      {articles.length === 0 && <EmptyState title={text(locale, "home.empty")} />}
      <Grid columns={3}>
        {articles.map((article) => (
          <ArticleCard key={article.id} locale={locale} site={site} article={article} images={images} level={2} />
        ))}
      </Grid>
      <Pagination
        previousHref={isFirst ? undefined : href}
        nextHref={more ? `${href}?truoc=${articles.at(-1)?.id ?? 0}` : undefined}
      />
    </Stack>
  );
}

export interface PublicArticleProps extends OnSite {
  readonly article: PublicArticle;
  readonly content: ReadText;
  readonly images: Images;
}

export function PublicArticlePage({ locale, site, article, content, images }: PublicArticleProps) {
  const lead = article.imageId === null ? undefined : images.get(article.imageId);
  const isRenewed = article.updatedAt.getTime() > article.publishedAt.getTime();
  return (
    <article class="stack">
      <PageHeader
        kicker={text(locale, `kind.${article.kind}`)}
        title={article.title}
        lead={
          <p class="muted small">
            <time dateTime={article.publishedAt.toISOString()}>
              {text(locale, "public.published", { day: formatDate(article.publishedAt) })}
            </time>
            {isRenewed && ` · ${text(locale, "public.updated", { day: formatDate(article.updatedAt) })}`}
          </p>
        }
      />
      {article.summary !== "" && <p class="lead">{article.summary}</p>}
      {lead !== undefined && <img src={imageHref(site, lead)} alt={lead.alt} width={lead.width} height={lead.height} />}
      <ArticleBody locale={locale} content={content} images={images} hrefOf={(image) => imageHref(site, image)} />
    </article>
  );
}
