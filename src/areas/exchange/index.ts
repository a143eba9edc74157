/**
 * Dossiers of other systems, taken over by a mapping with a reconciliation that accounts for every row; and what goes out:
 * the tasks made from the outbox, with those that stopped.
 */
import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import type { TaskDefinition } from "#platform/jobs/task.ts";
import type { SealedPlace } from "#platform/secrets/sealed-places.ts";
import { DOCUMENT_OFFICERS } from "./document-officer.ts";
import { documentApi } from "./documents.api.ts";
import { documentPages } from "./documents.web.tsx";
import { DOCUMENTS } from "./documents.page.tsx";
import { sendDocumentTask } from "./send-document.ts";
import { deliveryPages } from "./deliveries.web.tsx";
import { webhookApi } from "./webhooks.api.ts";
import { EXTERNAL } from "./external.page.tsx";
import { externalPages } from "./external.web.tsx";
import { reconcileNational } from "./reconcile-national.ts";
import { reconciliationPages } from "./reconciliation.web.tsx";
import { distributeWebhooks, sendWebhook } from "./send-webhook.ts";
import { NATIONAL } from "./national.page.tsx";
import { nationalPages } from "./national.web.tsx";
import { nationalSecrets } from "./national.store.ts";
import { webhookSecrets } from "./webhook.store.ts";
import { importExternalApi } from "./take-over/import-external.api.ts";
import { importExternalPages } from "./take-over/import-external.web.tsx";
import { sheetImportPages } from "./take-over/sheet-imports.web.tsx";
import { SHEETS } from "./take-over/sheet-imports.page.tsx";
import { syncNational } from "./sync-national.ts";
import { taskPages } from "./tasks.web.tsx";
import { text } from "./texts.ts";
import { webhookPages } from "./webhooks.web.tsx";

export { askForReconciliation } from "./reconcile-national.ts";
export { type DossierImportReport, type ImportRequest, importDossiers } from "./import-dossiers.ts";
export { type Comparison, type ExternalDifference, listComparisons, listDifferences } from "./external.store.ts";
export { importOfficers, MOST_OFFICERS, type OfficerReport } from "./take-over/import-officers.ts";
export { importProcedureSheet } from "./take-over/import-procedure-sheet.ts";
export { SHEET_SYSTEMS, type SheetSystem } from "./take-over/sheet-mapping.ts";
export { operatorDoor, type SheetReport } from "./take-over/sheet-report.ts";
export { ROW_FORMATS, type RowFormat } from "./read-rows.ts";
export { listMappings } from "./mapping.ts";
export { text as exchangeText } from "./texts.ts";
export { jobs } from "./exchange.jobs.ts";

export { decodeEnvelope, readEdxml } from "./read-edxml.ts";
export { receiveDocument } from "./receive-document.ts";
export { DocumentInput, sendDocument } from "./send-document.ts";
export { DOCUMENT_RULE } from "./documents.page.tsx";
export type { DocumentView } from "./document-view.ts";
export { findDocument, listDocuments, setDocumentState } from "./edxml.store.ts";
export type { EdxmlAttachment } from "./edxml.ts";
export { writeEdxml } from "./write-edxml.ts";
export { openWebhook } from "./open-webhook.ts";
export { replayWebhook } from "./replay-webhook.ts";
export { exchangeRefusal } from "./exchange.errors.ts";
export { findNationalSettings, saveNationalSettings } from "./national.store.ts";

export const routes: readonly Route[] = [
  ...taskPages,
  ...webhookPages,
  ...deliveryPages,
  ...webhookApi,
  ...documentPages,
  ...documentApi,
  ...reconciliationPages,
  ...nationalPages,
  ...externalPages,
  ...sheetImportPages,
  ...importExternalPages,
  ...importExternalApi,
];

export const tasks: readonly TaskDefinition[] = [
  syncNational,
  reconcileNational,
  distributeWebhooks,
  sendWebhook,
  sendDocumentTask,
];

export const sealedPlaces: readonly SealedPlace[] = [nationalSecrets, webhookSecrets];

export const navigation: readonly NavEntry[] = [
  {
    href: "/quan-tri/tac-vu",
    label: (locale) => text(locale, "nav.tasks"),
    group: (locale) => text(locale, "nav.group"),
    roles: ["administrator"],
    order: 940,
  },
  {
    href: SHEETS,
    label: (locale) => text(locale, "nav.sheets"),
    group: (locale) => text(locale, "nav.group"),
    roles: ["administrator"],
    order: 905,
  },
  {
    href: "/quan-tri/webhook",
    label: (locale) => text(locale, "nav.webhooks"),
    group: (locale) => text(locale, "nav.group"),
    roles: ["administrator"],
    order: 941,
  },
  {
    href: NATIONAL,
    label: (locale) => text(locale, "connection.title"),
    group: (locale) => text(locale, "nav.group"),
    roles: ["administrator"],
    order: 942,
  },
  {
    href: "/dong-bo",
    label: (locale) => text(locale, "nav.sync"),
    group: (locale) => text(locale, "nav.group.oversight"),
    roles: ["leader", "one_stop_head", "home_affairs_officer"],
    order: 480,
  },
  {
    href: DOCUMENTS,
    label: (locale) => text(locale, "documents.title"),
    group: (locale) => text(locale, "nav.group.oversight"),
    roles: DOCUMENT_OFFICERS,
    order: 482,
  },
  {
    href: EXTERNAL,
    label: (locale) => text(locale, "external.nav"),
    group: (locale) => text(locale, "nav.group.oversight"),
    roles: ["leader", "one_stop_head", "home_affairs_officer"],
    order: 481,
  },
];
