/**
 * Dossiers from the counter to their result: one legal state, an append-only list of events, a due date by the legal
 * clock (Decree 61/2018, Decree 118/2025). Other areas read dossiers and hand histories in through this door.
 */
export { actingFor } from "./acting.ts";
export { actOnDossier } from "./act-on-dossier.ts";
export type { ActionInput } from "./action-input.ts";
export {
  type Acting,
  type Channel,
  CHANNELS,
  type Dossier,
  type DossierAttributes,
  type DossierEventRow,
  type DossierId,
  isPresent,
  type Parties,
  type Party,
  type ReceivedComponent,
} from "./dossier.ts";
export { Derivation } from "./derivation.tsx";
export { findDossier, findDossierByCode, findKnownSourceIds, listEvents } from "./dossier.store.ts";
export {
  type Attempt,
  type DossierExtension,
  type DossierPanel,
  extendDossiers,
  type Happened,
  type PanelView,
  type RefusedForm,
} from "./extension.ts";
export { type Fact, recordFact } from "./record-fact.ts";
export { type HistoryDraft, insertHistories } from "./history.store.ts";
export { recomputeDueDates, type RecomputeReport, type RecomputeRequest } from "./recompute-due-dates.ts";
export { type HistoryInput, type HistoryStep, replayHistory } from "./replay-history.ts";
export { type IntakeDecision, ReceiveInput, receiveDossier } from "./receive-dossier.ts";
export { text as dossierText } from "./texts.ts";
import { breachPage } from "./breach.web.tsx";
import { dossierApi } from "./dossier.api.ts";
import { listPages } from "./dossier-list.web.tsx";
import { dossierPages } from "./dossier.web.tsx";
import { receivePages } from "./receive.web.tsx";
import type { Route } from "#platform/http/route.ts";

export { jobs } from "./dossiers.jobs.ts";
export { navigation, showDossierPage } from "./dossier.web.tsx";
export { SLIP_EVENTS, SLIP_KINDS, type SlipKind } from "./slips.ts";
export { termText } from "./choose-procedure.page.tsx";

export const routes: readonly Route[] = [breachPage, ...listPages, ...receivePages, ...dossierPages, ...dossierApi];
