/** Form II.06a and what is built on it: counted from events, every cell opening to its dossiers. */
import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { REPORT_READERS } from "./report-access.ts";
import { REPORT_PATH } from "./report-links.ts";
import { reportRoutes } from "./reports.web.tsx";
import { text } from "./texts.ts";

export { buildReport, listBehindCell, policyOf, requestOf } from "./build-report.ts";
export { type Figures, II06A_COLUMNS, type Measure, MEASURES } from "./cells.ts";
export { toCsv, toJson, toXlsx } from "./export-report.ts";
export { cellHref } from "./report-links.ts";
export { type Dimension, DIMENSIONS, type Report, ReportQuery, type ReportRequest, type ReportRow } from "./report.ts";
export { text as reportText } from "./texts.ts";

export const routes: readonly Route[] = reportRoutes;

export const navigation: readonly NavEntry[] = [
  {
    href: REPORT_PATH,
    label: (locale) => text(locale, "nav.ii06a"),
    group: (locale) => text(locale, "nav.group"),
    roles: REPORT_READERS,
    key: "g b",
    order: 500,
  },
];
