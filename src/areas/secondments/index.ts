/** Who works at a one-stop shop: sent by whom, by which standard, until when; meetings and monthly notices. */
import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { READERS, secondmentRoutes } from "./secondments.web.tsx";
import { text } from "./texts.ts";

/** Records that a unit sends somebody to a one-stop shop. */
export { second } from "./keep-secondments.ts";

export const routes: readonly Route[] = secondmentRoutes;

export const navigation: readonly NavEntry[] = [
  {
    href: "/nhan-su-mot-cua",
    label: (locale) => text(locale, "title"),
    group: (locale) => text(locale, "nav.group"),
    roles: READERS,
    order: 340,
  },
];
