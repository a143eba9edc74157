import { formatInstant } from "#platform/i18n/dates.ts";
import type { Locale } from "#platform/i18n/messages.ts";
import { EmptyState, LinkButton, PageHeader, Stack, Table, Tabs, Tag } from "#ui/ui.tsx";
import { type ArticleState, hasUnpublished, stateOf } from "./article.rules.ts";
import type { Article, Site } from "./site.ts";
import { text } from "./texts.ts";

const TONES = { draft: "neutral", scheduled: "info", published: "success", retracted: "warning" } as const satisfies Record<
  ArticleState,
  string
>;

export function StateTag({ locale, article }: { readonly locale: Locale; readonly article: Article }) {
  const state = stateOf(article);
  return <Tag tone={TONES[state]}>{text(locale, `state.${state}`)}</Tag>;
}

/** Since when, or from when on, what the tag says. */
export function releaseText(locale: Locale, { live, next }: Pick<Article, "live" | "next">): string {
  const parts = [
    live === null
      ? undefined
      : text(locale, live.revision === null ? "since.off" : "since.on", { at: formatInstant(live.fromAt) }),
    next === null ? undefined : text(locale, next.revision === null ? "from.off" : "from.on", { at: formatInstant(next.fromAt) }),
  ];
  return parts.filter((part) => part !== undefined).join("; ");
}

const TABS = [
  ["", "tab.articles"],
  ["/anh", "tab.images"],
  ["/lich-tiep-dan", "tab.receptions"],
  ["/thiet-lap", "tab.settings"],
] as const;

/** The parts of the work on a site. */
export const EditorTabs = ({ locale, current }: { readonly locale: Locale; readonly current: (typeof TABS)[number][0] }) => (
  <Tabs
    label={text(locale, "editor.title")}
    items={TABS.map(([part, key]) => ({ href: `/trang-tin${part}`, label: text(locale, key), current: part === current }))}
  />
);

export interface ArticlesProps {
  readonly locale: Locale;
  readonly site: Site | undefined;
  readonly articles: readonly Article[];
  readonly publishes: boolean;
}

/** Everything that was written for the site, and what the public sees of it. */
export function ArticlesPage({ locale, site, articles, publishes }: ArticlesProps) {
  if (site === undefined)
    return (
      <Stack>
        <PageHeader title={text(locale, "editor.title")} lead={text(locale, "editor.lead")} />
        <EmptyState
          title={text(locale, "editor.no_site")}
          action={publishes ? <LinkButton href="/trang-tin/thiet-lap">{text(locale, "editor.open_site")}</LinkButton> : undefined}
        >
          {text(locale, "editor.no_site_hint")}
        </EmptyState>
      </Stack>
    );
  return (
    <Stack>
      <PageHeader
        title={text(locale, "editor.title")}
        lead={text(locale, "editor.lead")}
        actions={
          <>
            <LinkButton href={`/trang/${site.slug}`}>{text(locale, "editor.see")}</LinkButton>
            <LinkButton href="/trang-tin/bai/moi" variant="primary">
              {text(locale, "editor.new")}
            </LinkButton>
          </>
        }
      />
      <EditorTabs locale={locale} current="" />
      <ArticleTable locale={locale} articles={articles} />
    </Stack>
  );
}

function ArticleTable({ locale, articles }: Pick<ArticlesProps, "locale" | "articles">) {
  return (
    <Table
      caption={text(locale, "tab.articles")}
      captionHidden
      stack
      rows={articles}
      rowKey={(row) => String(row.id)}
      empty={text(locale, "editor.none")}
      columns={[
        {
          key: "title",
          header: text(locale, "article.title"),
          width: "l",
          rowHeader: true,
          cell: (row) => <a href={`/trang-tin/bai/${row.id}`}>{row.title}</a>,
        },
        { key: "kind", header: text(locale, "article.kind"), cell: (row) => text(locale, `kind.${row.kind}`) },
        {
          key: "state",
          header: text(locale, "article.state"),
          cell: (row) => (
            <>
              <StateTag locale={locale} article={row} /> {releaseText(locale, row)}
              {stateOf(row) === "published" && hasUnpublished(row) && <p class="muted small">{text(locale, "state.newer")}</p>}
            </>
          ),
        },
        {
          key: "saved",
          header: text(locale, "article.saved"),
          cell: (row) => (
            <>
              {formatInstant(row.savedAt)} <span class="muted">{row.savedBy}</span>
            </>
          ),
        },
      ]}
    />
  );
}
