/**
 * What joins dossiers of several agencies: groups of interconnected procedures (Decree 61/2018 article 19.6, Decree
 * 63/2024) and dossiers that one unit receives and another decides (Decree 118/2025, R-38).
 */
import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { BUNDLES } from "./bundle.page.tsx";
import { bundlePages, READERS } from "./bundle.web.tsx";
import { GROUP_REPORT } from "./group-report.page.tsx";
import { groupReportPage } from "./group-report.web.tsx";
import { GROUPS } from "./group-editor.page.tsx";
import { GROUP_READERS, groupPages } from "./groups.web.tsx";
import { linkApi } from "./interconnection.api.ts";
import { MATRIX } from "./matrix.page.tsx";
import { RECEPTIONS } from "./reception.page.tsx";
import { receptionApi } from "./reception.api.ts";
import { receptionPages } from "./reception.web.tsx";
import { text } from "./texts.ts";

export { dossierExtension } from "./extension.tsx";
export { insertBundle, insertMembers } from "./bundle.store.ts";
export type { BundleData, BundleMember } from "./bundle.ts";
export { fileBundle, openMembers, totalDue } from "./file-bundle.ts";
export { buildGroupReport, type GroupRow } from "./group-report.ts";
export { findGroup, saveGroupProcedures } from "./groups.ts";
export { receiveForAnother } from "./receive-elsewhere.ts";

export const routes: readonly Route[] = [
  ...bundlePages,
  ...groupPages,
  ...receptionPages,
  groupReportPage,
  ...linkApi,
  ...receptionApi,
];

const reports = {
  group: (l: "vi" | "en") => text(l, "nav.reports"),
  roles: ["leader", "one_stop_head", "home_affairs_officer", "inspector"],
} as const;

export const navigation: readonly NavEntry[] = [
  { href: BUNDLES, label: (l) => text(l, "list.title"), group: (l) => text(l, "nav.work"), roles: READERS, order: 14 },
  { href: RECEPTIONS, label: (l) => text(l, "elsewhere.title"), group: (l) => text(l, "nav.work"), roles: READERS, order: 15 },
  { ...reports, href: GROUP_REPORT, label: (l) => text(l, "report.title"), order: 510 },
  {
    href: GROUPS,
    label: (l) => text(l, "groups.title"),
    group: (l) => text(l, "nav.admin"),
    roles: [...GROUP_READERS],
    order: 726,
  },
  { ...reports, href: MATRIX, label: (l) => text(l, "matrix.title"), order: 511 },
];
