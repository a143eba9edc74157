import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { ADMIN } from "./admin.page.tsx";
import { adminRoutes } from "./admin.web.ts";
import { boardRoutes } from "./board.web.tsx";
import { catalogueApi } from "./catalogue.api.ts";
import { catalogueRoutes } from "./catalogue.web.ts";
import { componentFileRoutes } from "./component-files.web.tsx";
import { lifeEventRoutes } from "./life-events.web.tsx";
import { text } from "./texts.ts";

export const routes: readonly Route[] = [
  ...catalogueRoutes,
  ...lifeEventRoutes,
  ...boardRoutes,
  ...componentFileRoutes,
  ...catalogueApi,
  ...adminRoutes,
];

export const navigation: readonly NavEntry[] = [
  {
    href: ADMIN,
    label: (locale) => text(locale, "admin.nav"),
    group: (locale) => text(locale, "admin.group"),
    roles: ["administrator", "one_stop_head"],
    order: 720,
  },
];
