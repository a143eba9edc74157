import { useWords } from "./context.ts";
import { Document, Main, type PageProps, SkipLink } from "./document.tsx";
import { Icon } from "./icon.tsx";
import {
  LanguageLink,
  Mark,
  type NavItem,
  NavList,
  QuickSearch,
  type QuickSearchProps,
  UserMenu,
  type UserMenuProps,
} from "./masthead.tsx";
import type { Children, Crumb } from "./types.ts";

export type LayoutProps = PageProps & {
  nav: readonly NavItem[];
  user?: UserMenuProps | undefined;
  homeHref?: string | undefined;
  search?: QuickSearchProps | undefined;
  breadcrumbs?: readonly Crumb[] | undefined;
  /** This page in the other language. */
  languageHref?: string | undefined;
  /** Lets wide reports use the whole window. */
  wide?: boolean | undefined;
  footer?: Children;
};

const scripts = ["motcua-submit-once.js", "motcua-confirm.js", "motcua-shortcuts.js", "motcua-print.js"];

/** The staff's page: brand bar, side navigation that folds on narrow screens, content, footer. */
export function Layout(props: LayoutProps) {
  return (
    <Document {...props} kind="app" scripts={scripts}>
      <SkipLink locale={props.locale} />
      <header class="masthead">
        <div class="masthead-in">
          <Mark unitName={props.unitName} href={props.homeHref ?? "/"} />
          {props.search && <QuickSearch {...props.search} />}
          {props.languageHref !== undefined && <LanguageLink href={props.languageHref} />}
          {props.user && <UserMenu {...props.user} />}
        </div>
      </header>
      <div class={props.nav.length === 0 ? "shell shell-bare" : "shell"}>
        {props.nav.length > 0 && <SideNav items={props.nav} />}
        <div class="content">
          <Main
            class={props.wide ? "main main-wide" : "main"}
            errors={props.errors}
            flash={props.flash}
            breadcrumbs={props.breadcrumbs}
          >
            {props.children}
          </Main>
          <Footer>{props.footer}</Footer>
        </div>
      </div>
    </Document>
  );
}

/** The same list twice, one of them always hidden: a closed `details` cannot be opened by width in every browser. */
function SideNav({ items }: { items: readonly NavItem[] }) {
  const { say } = useWords();
  const current = items.find((item) => item.current)?.label;
  return (
    <div class="side">
      <nav class="nav-wide" aria-label={say("menu")}>
        <NavList items={items} keys />
      </nav>
      <details class="nav-narrow">
        <summary>
          <Icon name="menu" />
          {say("menu")}
          {current !== undefined && <span class="muted small">{current}</span>}
          <Icon name="chevron" />
        </summary>
        <nav aria-label={say("menu")}>
          <NavList items={items} keys={false} />
        </nav>
      </details>
    </div>
  );
}

function Footer({ children }: { children: Children }) {
  const { say } = useWords();
  return <footer class="foot">{children ?? say("madeWith")}</footer>;
}
