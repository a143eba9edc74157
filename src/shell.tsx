import type { VNode } from "preact";
import { ROLES } from "#core/roles.ts";
import { kioskFrame } from "#displays";
import { assetVersion } from "#platform/http/assets.ts";
import { type Actor, hasRole, isCitizen } from "#platform/http/actor.ts";
import type { RequestContext } from "#platform/http/route.ts";
import type { NavEntry, Shell } from "#platform/http/shell.ts";
import { defineMessages, type Locale } from "#platform/i18n/messages.ts";
import { Layout, type NavItem, PortalLayout } from "#ui/ui.tsx";
import en from "./shell.messages.en.json" with { type: "json" };
import vi from "./shell.messages.vi.json" with { type: "json" };

const text = defineMessages(vi, en);

const isOpenTo = (entry: NavEntry, actor: Actor): boolean => entry.roles === "signed-in" || hasRole(actor, ...entry.roles);

/** The longest entry that the address begins with is where one is. */
function currentHref(entries: readonly NavEntry[], path: string): string | undefined {
  const fitting = entries.filter(({ href }) => path === href || path.startsWith(`${href}/`));
  return fitting.toSorted((a, b) => b.href.length - a.href.length)[0]?.href;
}

function navigationFor(c: RequestContext<unknown, unknown, unknown>, entries: readonly NavEntry[], actor: Actor): NavItem[] {
  const path = c.url.split("?")[0] ?? "/";
  const open = entries.filter((entry) => isOpenTo(entry, actor)).toSorted((a, b) => a.order - b.order);
  const current = currentHref(open, path);
  // Entries of one group stand together, where the first of them stands.
  const groups = [...new Set(open.map((entry) => entry.group(c.locale)))];
  const grouped = groups.flatMap((group) => open.filter((entry) => entry.group(c.locale) === group));
  return grouped.map((entry) => ({
    href: entry.href,
    label: entry.label(c.locale),
    group: entry.group(c.locale),
    current: entry.href === current,
    ...(entry.key === undefined ? {} : { key: entry.key }),
  }));
}

const otherLanguage = (c: RequestContext<unknown, unknown, unknown>): string =>
  `/ngon-ngu?locale=${c.locale === "vi" ? "en" : "vi"}&next=${encodeURIComponent(c.url)}`;

function userOf(c: RequestContext<unknown, unknown, unknown>, actor: Actor) {
  const roles = ROLES.filter((role) => actor.roles.has(role)).map((role) => text(c.locale, `role.${role}`));
  return {
    name: actor.name,
    detail: roles.join(", "),
    signOutHref: "/dang-xuat",
    csrf: c.csrfToken,
    links: [{ href: "/tai-khoan", label: text(c.locale, "account") }],
  };
}

/** What stands above every page, such as planned downtime. */
type Banner = (locale: Locale, now: Date) => VNode | null;

/** What the public pages lead to, where a site has no entries of its own. */
const portalNavigation = (c: RequestContext<unknown, unknown, unknown>) => [
  { href: "/nop-ho-so", label: text(c.locale, "file_online") },
  ...(c.actor !== undefined && isCitizen(c.actor) ? [{ href: "/cua-toi", label: text(c.locale, "own_filings") }] : []),
  { href: "/thu-tuc", label: text(c.locale, "procedures") },
  { href: "/tra-cuu", label: text(c.locale, "look_up") },
  { href: "/tinh-han", label: text(c.locale, "deadline") },
  { href: "/trang", label: text(c.locale, "sites") },
];

/** The frames around staff and public pages, with the navigation of every area. */
export const makeShells =
  (entries: readonly NavEntry[], banner: Banner = () => null) =>
  (c: RequestContext<unknown, unknown, unknown>): { readonly shell: Shell; readonly portal: Shell } => {
    const flash = c.flash === undefined ? undefined : ({ tone: "success", text: c.flash } as const);
    const portal: Shell = (page, content) =>
      c.kiosk === undefined ? portalPage(page, content) : kioskFrame(c, c.kiosk, page, content);
    const portalPage: Shell = (page, content) => (
      <PortalLayout
        locale={c.locale}
        title={page.title}
        unitName={page.site?.name}
        homeHref={page.site?.homeHref}
        contact={page.site?.contact}
        links={page.site}
        nav={page.site?.nav ?? portalNavigation(c)}
        user={c.actor === undefined ? undefined : userOf(c, c.actor)}
        signInHref={c.actor === undefined ? "/dang-nhap/cong-dan" : undefined}
        flash={flash}
        errors={page.errors}
        refused={c.refused}
        breadcrumbs={page.breadcrumbs === undefined ? undefined : [...page.breadcrumbs]}
        languageHref={otherLanguage(c)}
        assetVersion={assetVersion}
      >
        {banner(c.locale, c.now)}
        {content}
      </PortalLayout>
    );
    const shell: Shell = (page, content) => {
      const { actor } = c;
      if (actor === undefined || isCitizen(actor)) return portal(page, content);
      const readsDossiers = actor.agencies.length > 0;
      return (
        <Layout
          locale={c.locale}
          title={page.title}
          nav={navigationFor(c, entries, actor)}
          unitName={actor.agencyName ?? undefined}
          user={userOf(c, actor)}
          search={readsDossiers ? { action: "/ho-so", name: "q", label: text(c.locale, "search") } : undefined}
          flash={flash}
          errors={page.errors}
          refused={c.refused}
          breadcrumbs={page.breadcrumbs === undefined ? undefined : [...page.breadcrumbs]}
          languageHref={otherLanguage(c)}
          wide={page.wide}
          assetVersion={assetVersion}
        >
          {banner(c.locale, c.now)}
          {content}
        </Layout>
      );
    };
    return { shell, portal };
  };
