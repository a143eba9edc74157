import { useWords } from "./context.ts";
import { Document, Main, type PageProps, SkipLink } from "./document.tsx";
import { Icon } from "./icon.tsx";
import { LanguageLink, Mark, type NavItem, UserMenu, type UserMenuProps } from "./masthead.tsx";
import type { Children, Crumb } from "./types.ts";

export type PortalLayoutProps = PageProps & {
  nav?: readonly NavItem[] | undefined;
  user?: UserMenuProps | undefined;
  homeHref?: string | undefined;
  breadcrumbs?: readonly Crumb[] | undefined;
  languageHref?: string | undefined;
  signInHref?: string | undefined;
  /** A band above the content, such as the look-up box of the front page. */
  hero?: Children;
  /** Address and telephone of the office. */
  contact?: Children;
  footer?: Children;
};

const portalScripts = ["motcua-submit-once.js", "motcua-confirm.js", "motcua-install.js"];

/** The public's page, made for cheap phones. */
export function PortalLayout(props: PortalLayoutProps) {
  return (
    <Document {...props} kind="portal" scripts={portalScripts}>
      <SkipLink locale={props.locale} />
      <header>
        <div class="masthead">
          <div class="masthead-in">
            <Mark unitName={props.unitName} href={props.homeHref ?? "/"} />
            {props.languageHref !== undefined && <LanguageLink href={props.languageHref} />}
            {props.user && <UserMenu {...props.user} />}
            {props.signInHref !== undefined && <SignInLink href={props.signInHref} />}
          </div>
        </div>
        {props.nav !== undefined && props.nav.length > 0 && <PortalNav items={props.nav} />}
      </header>
      {props.hero !== undefined && (
        <section class="hero" aria-label={props.title}>
          <div class="hero-in">{props.hero}</div>
        </section>
      )}
      <Main class="main" errors={props.errors} flash={props.flash} breadcrumbs={props.breadcrumbs}>
        {props.children}
      </Main>
      <PortalFooter contact={props.contact}>{props.footer}</PortalFooter>
    </Document>
  );
}

function SignInLink({ href }: { href: string }) {
  const { say } = useWords();
  return (
    <a class="lang" href={href}>
      <Icon name="user" />
      {say("signIn")}
    </a>
  );
}

function PortalNav({ items }: { items: readonly NavItem[] }) {
  const { say } = useWords();
  return (
    <nav class="portal-nav" aria-label={say("menu")}>
      <ul class="nav-list">
        {items.map((item) => (
          <li key={item.href}>
            <a href={item.href} aria-current={item.current ? "page" : undefined}>
              {item.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function PortalFooter({ contact, children }: { contact: Children; children: Children }) {
  const { say } = useWords();
  return (
    <footer class="foot">
      <div class="foot-in">
        {contact !== undefined && (
          <div>
            <strong>{say("contact")}</strong>
            <div>{contact}</div>
          </div>
        )}
        <div>{children ?? say("madeWith")}</div>
      </div>
    </footer>
  );
}

export type SignInLayoutProps = PageProps & { languageHref?: string | undefined; footer?: Children };

/** One card in the middle: signing in, second factor, first set-up. */
export function SignInLayout(props: SignInLayoutProps) {
  return (
    <Document {...props} kind="gate" scripts={["motcua-submit-once.js"]}>
      <SkipLink locale={props.locale} />
      <header class="masthead">
        <div class="masthead-in">
          <Mark unitName={props.unitName} href="/" />
          {props.languageHref !== undefined && <LanguageLink href={props.languageHref} />}
        </div>
      </header>
      <div class="gate-main">
        <Main class="gate-card" errors={props.errors} flash={props.flash}>
          {props.children}
        </Main>
      </div>
      <GateFooter>{props.footer}</GateFooter>
    </Document>
  );
}

function GateFooter({ children }: { children: Children }) {
  const { say } = useWords();
  return (
    <footer class="foot stack stack-s">
      {children !== undefined && <div>{children}</div>}
      <div>{say("madeWith")}</div>
    </footer>
  );
}

export type PrintLayoutProps = PageProps & { backHref?: string | undefined };

/** A bare sheet for printing; on screen it offers the way back. */
export function PrintLayout(props: PrintLayoutProps) {
  return (
    <Document {...props} kind="paper" scripts={[]}>
      <Main class="sheet">
        {props.backHref !== undefined && <BackLink href={props.backHref} />}
        {props.children}
      </Main>
    </Document>
  );
}

function BackLink({ href }: { href: string }) {
  const { say } = useWords();
  return (
    <a class="no-print" href={href}>
      {say("back")}
    </a>
  );
}
