/**
 * How procedures run: processes of steps and actions, by version and date, published only when they are sound
 * (Circular 01/2018/TT-VPCP article 8). `dossiers` binds what it receives to the version in force and follows it.
 */
import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { processApi } from "./processes.api.ts";
import { bpmnRoutes } from "./bpmn.web.ts";
import { editRoutes } from "./edit.web.ts";
import { processRoutes } from "./process.web.ts";
import { DESIGNERS } from "./processes.policy.ts";
import { text } from "./texts.ts";
import { ADMIN } from "./words.ts";

export { lostText } from "./bpmn.page.tsx";
export { checkProcess, standsWhere } from "./check-process.ts";
export { createProcess } from "./create-process.ts";
export { editDraft } from "./edit-draft.ts";
export { EXECUTED_NEEDS, EXECUTED_REQUIREMENTS } from "./executors.ts";
export { exportBpmn } from "./export-bpmn.ts";
export { getProcess, OPERATOR } from "./get-process.ts";
export { importBpmn } from "./import-bpmn.ts";
export { EVERY_CASE, type ProcessVersion } from "./process-version.ts";
export { findProcessFor, searchProcesses } from "./process.store.ts";
export { findingsJson } from "./processes.api.ts";
export { publishProcess } from "./publish-process.ts";
export { processRefusal } from "./processes.errors.ts";
export { listProcessStaff, type StaffRow } from "./staff.store.ts";
export { text as processText } from "./texts.ts";
export { processWords, stepWords } from "./words.ts";

export const routes: readonly Route[] = [...processRoutes, ...editRoutes, ...bpmnRoutes, ...processApi];

export const navigation: readonly NavEntry[] = [
  {
    href: ADMIN,
    label: (locale) => text(locale, "nav"),
    group: (locale) => text(locale, "nav.group"),
    roles: [...DESIGNERS],
    order: 725,
  },
];
