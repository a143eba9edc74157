/**
 * What citizens file online: electronic forms by version, drafts, the one-stop shop's answer within eight working hours,
 * until a dossier begins (Decree 61/2018 articles 16–17, Decree 45/2020, Decree 224/2026 article 15).
 */
import type { NavEntry } from "#platform/http/shell.ts";
import type { Route } from "#platform/http/route.ts";
import type { TaskDefinition } from "#platform/jobs/task.ts";
import { afterAcceptanceRoutes } from "./after-acceptance.web.tsx";
import { filingApi } from "./filing.api.ts";
import { uploadApi } from "./uploads.api.ts";
import { eformNavigation, eformRoutes } from "./eforms.web.tsx";
import { intakeRoutes, navigation as intakeNavigation } from "./intake.web.tsx";
import { notifyFiling } from "./notify-filing.ts";
import { offeredRoutes } from "./offered.web.tsx";
import { ownFilingRoutes } from "./own-filings.web.tsx";
import { paperRoutes } from "./papers.web.tsx";
import { sendFilingRoutes } from "./send-filing.web.tsx";

export { dossierExtension } from "./dossier-panel.tsx";
export const navigation: readonly NavEntry[] = [...intakeNavigation, ...eformNavigation];
export { answerFiling, type FilingAnswer } from "./answer-filing.ts";
export { findFiling } from "./filing.store.ts";
export { saveAnswers, savePapers } from "./save-filing.ts";
export { startFiling } from "./start-filing.ts";
export { askedComponents, submitFiling, withdrawFiling } from "./submit-filing.ts";
export { findFilingWay } from "./filing-way.ts";
export { loadStarterForms } from "./starter-forms.ts";

export const tasks: readonly TaskDefinition[] = [notifyFiling];

export const routes: readonly Route[] = [
  ...offeredRoutes,
  ...ownFilingRoutes,
  ...paperRoutes,
  ...sendFilingRoutes,
  ...afterAcceptanceRoutes,
  ...intakeRoutes,
  ...eformRoutes,
  ...filingApi,
  ...uploadApi,
];
