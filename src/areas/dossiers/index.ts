/**
 * Dossiers from the counter to their result: one legal state, an append-only list of events, a due date by the legal
 * clock (Decree 61/2018, Decree 118/2025). Other areas read dossiers and hand histories in through this door.
 */
export { actingFor, actingOn } from "./acting.ts";
export { type ActionDone, actOnDossier } from "./act-on-dossier.ts";
export type { ActionInput } from "./action-input.ts";
export {
  type Acting,
  type Channel,
  CHANNELS,
  type Dossier,
  type DossierAttributes,
  type DossierEventRow,
  type DossierId,
  Parties,
  type Party,
  type ReceivedComponent,
  runsHere,
} from "./dossier.ts";
export { chooseDelivery, takesDeliveryChoice } from "./choose-delivery.ts";
export type { FoundBreach } from "./breach.store.ts";
export { type CountedDue, explainDue } from "./explain-due.ts";
export { isPresent } from "./component.rules.ts";
export { Derivation } from "./derivation.tsx";
export { DueCell, StateTag } from "./dossier-tags.tsx";
export { soonFrom } from "./due-soon.ts";
export { PartyFields } from "./party-fields.page.tsx";
export { findDossier, findDossierByCode, findKnownSourceIds, findVisibleIds, listEvents } from "./dossier.store.ts";
export {
  type Attempt,
  type DossierExtension,
  type DossierPanel,
  dossierPath,
  extendDossiers,
  type Happened,
  type PanelView,
  type RefusedForm,
  type Remaining,
} from "./extension.ts";
export { findDossiersByCodes, findTakenCodes, lockImports } from "./external.store.ts";
export { followSource } from "./follow-source.ts";
export { placeInSteps, type PlacedInStep, takeOverExternal } from "./take-over-external.ts";
export { expireSupplements } from "./expire-supplements.ts";
export { type Fact, recordFact } from "./record-fact.ts";
export type { HistoryDraft } from "./history-row.ts";
export { insertHistories } from "./history.store.ts";
export { recomputeDueDates, type RecomputeReport, type RecomputeRequest } from "./recompute-due-dates.ts";
export { type HistoryInput, type HistoryStep, replayHistory } from "./replay-history.ts";
export { type IntakeDecision, ReceiveInput, receiveDossier } from "./receive-dossier.ts";
export { text as dossierText } from "./texts.ts";
import { breachPage } from "./breach.web.tsx";
import { bulkAct } from "./bulk.web.tsx";
import { passOnPages } from "./pass-on.web.tsx";
import { visitNavigation, visitPages } from "./visit.web.tsx";
import { correctPages } from "./correct.web.tsx";
import { dossierApi } from "./dossier.api.ts";
import { listPages } from "./dossier-list.web.tsx";
import { dossierPages, navigation as dossierNavigation } from "./dossier.web.tsx";
import { inquiryPages } from "./inquiry.web.tsx";
import { receivePages } from "./receive.web.tsx";
import type { DossierExtension } from "./extension.ts";
import { followStep, guardStep } from "./step-run.ts";
import { loadStepPanel } from "./step-panel.tsx";
import { stepRoutes } from "./step.web.ts";
import { processText } from "#processes";
import type { NavEntry } from "#platform/http/shell.ts";
import type { Route } from "#platform/http/route.ts";

export { jobs } from "./dossiers.jobs.ts";
export { showDossierPage } from "./dossier.web.tsx";
export { SLIP_EVENTS, SLIP_KINDS, type SlipKind } from "./slips.ts";
export { trackingNumberText } from "./tracking-number.ts";
export { termText } from "./choose-procedure.page.tsx";

export const navigation: readonly NavEntry[] = [...dossierNavigation, ...visitNavigation];

export const routes: readonly Route[] = [
  breachPage,
  ...listPages,
  ...receivePages,
  ...correctPages,
  ...inquiryPages,
  bulkAct,
  ...passOnPages,
  ...visitPages,
  ...dossierPages,
  ...stepRoutes,
  ...dossierApi,
];

/** Dossiers that run by a process of #processes: bound at receipt, moved step by step. */
export const dossierExtension: DossierExtension = {
  name: "steps",
  guard: guardStep,
  follow: followStep,
  panel: { order: 10, isNext: true, title: (locale) => processText(locale, "run.panel"), load: loadStepPanel },
};
