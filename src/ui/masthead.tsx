import { useWords } from "./context.ts";
import { CSRF_FIELD, HiddenFields } from "./form.tsx";
import { Icon, type IconName, MarkIcon } from "./icon.tsx";
import type { Link, Tone } from "./types.ts";

export function Mark({ unitName, href }: { unitName: string | undefined; href: string }) {
  return (
    <a class="mark" href={href}>
      <MarkIcon />
      <span class="mark-text">
        <span class="mark-name">{unitName ?? "Motcua"}</span>
        {unitName !== undefined && <span class="mark-by">Motcua</span>}
      </span>
    </a>
  );
}

/** Leads to this page in the other language, whose name it bears in that language. */
export function LanguageLink({ href }: { href: string }) {
  const { say, locale } = useWords();
  const other = locale === "vi" ? "en" : "vi";
  return (
    <a class="lang" href={href} hreflang={other} lang={other}>
      <Icon name="globe" />
      <span class="lang-long">{say("language")}</span>
      <span class="lang-short" aria-hidden="true">
        {say("languageShort")}
      </span>
    </a>
  );
}

export type UserMenuProps = {
  name: string;
  /** Role and place of work. */
  detail?: string | undefined;
  /** Receives a POST. */
  signOutHref: string;
  csrf?: string | undefined;
  links?: readonly Link[] | undefined;
};

export function UserMenu({ name, detail, signOutHref, csrf, links = [] }: UserMenuProps) {
  const { say } = useWords();
  return (
    <details class="menu">
      <summary>
        <Icon name="user" />
        <span class="menu-name">{name}</span>
        <Icon name="chevron" />
      </summary>
      <div class="menu-panel">
        <p class="menu-who">
          <strong>{name}</strong>
          {detail}
        </p>
        {links.map((link) => (
          <a key={link.href} class="menu-item" href={link.href}>
            {link.label}
          </a>
        ))}
        <form method="post" action={signOutHref}>
          <HiddenFields values={{ [CSRF_FIELD]: csrf }} />
          <button class="menu-item" type="submit">
            {say("signOut")}
          </button>
        </form>
      </div>
    </details>
  );
}

export type QuickSearchProps = { action: string; name: string; label: string; value?: string | undefined };

export function QuickSearch({ action, name, label, value }: QuickSearchProps) {
  return (
    <form class="quick" role="search" action={action} method="get">
      <Icon name="search" />
      <input class="input" type="search" name={name} value={value} aria-label={label} placeholder={label} data-key="/" />
    </form>
  );
}

export type NavItem = {
  href: string;
  label: string;
  current?: boolean | undefined;
  badge?: string | number | undefined;
  badgeTone?: Tone | undefined;
  /** Heading above the first item of a group. */
  group?: string | undefined;
  icon?: IconName | undefined;
  /** The keys that open it when scripts run, such as "g d". */
  key?: string | undefined;
};

type NavLinkProps = { item: NavItem; keys: boolean };

export function NavLink({ item, keys }: NavLinkProps) {
  return (
    <a class="nav-link" href={item.href} aria-current={item.current ? "page" : undefined} data-key={keys ? item.key : undefined}>
      {item.icon && <Icon name={item.icon} />}
      <span class="nav-label">{item.label}</span>
      {item.badge !== undefined && <Badge value={item.badge} tone={item.badgeTone} />}
    </a>
  );
}

export function Badge({ value, tone = "neutral" }: { value: string | number; tone?: Tone | undefined }) {
  const { number } = useWords();
  return <span class={`badge tone-${tone}`}>{typeof value === "number" ? number(value) : value}</span>;
}

/** The items in order, each group under its heading. */
export function NavList({ items, keys }: { items: readonly NavItem[]; keys: boolean }) {
  return (
    <ul class="nav-list">
      {items.map((item, index) => (
        <li key={item.href}>
          {item.group !== undefined && item.group !== items[index - 1]?.group && <p class="nav-group">{item.group}</p>}
          <NavLink item={item} keys={keys} />
        </li>
      ))}
    </ul>
  );
}
