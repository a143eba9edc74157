import type { ComponentChildren, VNode } from "preact";
import type { FieldRefusal } from "../refusal.ts";
import type { Role } from "#core/roles.ts";
import type { Locale } from "../i18n/messages.ts";

/** Whose public site a page belongs to: its name and ways, in the one look that all sites share. */
export interface SiteFrame {
  readonly name: string;
  readonly homeHref: string;
  readonly nav: readonly { readonly href: string; readonly label: string; readonly current?: boolean }[];
  /** Address and telephone, at the foot of every page. */
  readonly contact: ComponentChildren;
  readonly feedHref: string;
  /** The one address under which search engines are to know the page. */
  readonly canonicalHref: string;
  readonly description?: string;
}

export interface ShellPage {
  /** For the browser's title bar; the visible heading is part of the content. */
  readonly title: string;
  readonly breadcrumbs?: readonly { readonly label: string; readonly href?: string }[];
  readonly errors?: readonly FieldRefusal[];
  /** Reports and long tables use the whole width. */
  readonly wide?: boolean;
  readonly site?: SiteFrame;
}

/** Where a refused form was sent and what was typed into it: a page with several forms shows it in that one alone. */
export interface RefusedForm {
  readonly action: string;
  readonly typed: Readonly<Record<string, string | string[] | undefined>>;
}

/** The frame around a page, given by the composition root, which alone knows every area's navigation. */
export type Shell = (page: ShellPage, content: ComponentChildren) => VNode;

/** One entry of the staff's navigation, declared by an area. */
export interface NavEntry {
  readonly href: string;
  readonly label: (locale: Locale) => string;
  readonly group: (locale: Locale) => string;
  readonly roles: readonly Role[] | "signed-in";
  /** Keyboard shortcut such as "g d". */
  readonly key?: string;
  readonly order: number;
}
