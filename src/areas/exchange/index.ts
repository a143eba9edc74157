/**
 * Dossiers of other systems, taken over by a mapping with a reconciliation that accounts for every row; and what goes out:
 * the tasks made from the outbox, with those that stopped.
 */
import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { taskPages } from "./tasks.web.tsx";
import { text } from "./texts.ts";

export { type DossierImportReport, type ImportRequest, importDossiers } from "./import-dossiers.ts";
export { listMappings } from "./mapping.ts";
export { text as exchangeText } from "./texts.ts";
export { jobs } from "./exchange.jobs.ts";

export const routes: readonly Route[] = [...taskPages];

export const navigation: readonly NavEntry[] = [
  {
    href: "/quan-tri/tac-vu",
    label: (locale) => text(locale, "nav.tasks"),
    group: (locale) => text(locale, "nav.group"),
    roles: ["administrator"],
    order: 940,
  },
];
