/**
 * The papers of a dossier: digital copies of its components, the applicant's originals, and who handed which batch to whom.
 * Decree 61/2018 articles 17 and 20; Circular 01/2023/TT-VPCP.
 */
import type { Route } from "#platform/http/route.ts";
import type { NavEntry } from "#platform/http/shell.ts";
import { closingNavigation, closingPages } from "./closing.web.tsx";
import { handingApi } from "./handing.api.ts";
import { handingPages } from "./handing.web.tsx";
import { sheetsApi } from "./hand-over.api.ts";
import { handOverPages, sheetNavigation } from "./hand-over.web.tsx";
import { originalsApi } from "./originals.api.ts";
import { originalListPages } from "./original-list.web.tsx";
import { papersPages } from "./papers.web.tsx";
import { shipmentListPages, shipmentNavigation } from "./shipment-list.web.tsx";
import { shipmentPages } from "./shipment.web.tsx";
import { statementPages } from "./statement.web.tsx";
import { uncollectedNavigation, uncollectedPages } from "./uncollected.web.tsx";

export { archiveDossier } from "./archive-dossier.ts";
export { endCarriage } from "./end-carriage.ts";
export { endShipment } from "./end-shipment.ts";
export { shipResult } from "./ship-result.ts";
export { digitiseComponent } from "./digitise-component.ts";
export type { DigitalFlags } from "./digitisation.rules.ts";
export { findDigitalFlags } from "./find-digital-flags.ts";
export { faultText, SIGNATURE_TONES, SignatureNotes, verdictText } from "./signature-notes.page.tsx";
export { type PackageReport, verifyPackage } from "./verify-package.ts";
export { giveHeld } from "./give-back.ts";
export { givePapers } from "./give-papers.ts";
export { proposedClass, retention } from "./retention.ts";
export { handOutResult } from "./hand-out-result.ts";
export { type HandingInput } from "./handing.ts";
export { HandingPage } from "./handing.page.tsx";
export { HANDING_RULE, HandingBody } from "./handing.web.tsx";
export { listOriginals } from "./original.store.ts";
export { receivePapers } from "./receive-papers.ts";
export { settleOriginal } from "./settle-original.ts";
export { takeOriginal } from "./take-original.ts";
export { jobs } from "./papers.jobs.ts";
export { dossierExtension } from "./papers-panel.tsx";
export const routes: readonly Route[] = [
  ...papersPages,
  ...handOverPages,
  ...originalListPages,
  ...closingPages,
  ...shipmentPages,
  ...shipmentListPages,
  ...statementPages,
  ...uncollectedPages,
  ...handingPages,
  ...handingApi,
  ...originalsApi,
  ...sheetsApi,
];
export const navigation: readonly NavEntry[] = [
  ...sheetNavigation,
  ...shipmentNavigation,
  ...uncollectedNavigation,
  ...closingNavigation,
];
