/**
 * The catalogue of administrative procedures (Decree 63/2010 article 8), by version and date. Other areas read it
 * here and store the version under which a dossier was received.
 */
export {
  componentsOf,
  type Channel,
  type Component,
  type Definition,
  type Fee,
  type ProcedureCase,
  SILENT_DEFINITION,
} from "./definition.ts";
export { findVersion, getOpenProcedure, isOpenOn } from "./get-open-procedure.ts";
export {
  isProcedureCode,
  type Level,
  type Procedure,
  type ProcedureCode,
  type ProcedureEntry,
  type ProcedureId,
  type ProcedureSummary,
  type ProcedureVersionId,
} from "./procedure.ts";
export { type FieldCount, findProcedureByCode, findProceduresByCodes, listFields } from "./procedure.store.ts";
export { countPosted } from "./board.store.ts";
export type { ProcedureFilter } from "./search/find.store.ts";
export { whyInWords } from "./search/why-in-words.ts";
export { findProcedures, type FoundProcedures, searchProcedures } from "./search/find-procedures.ts";
export { isSearchIndexCurrent, rebuildSearchIndex } from "./search/index.store.ts";
export { saveProcedures, type SavedProcedure, type SaveOutcome } from "./save-procedures.store.ts";
export { type Term, type TermUnit } from "./term.ts";
export { loadStarterCatalogue, readStarterCatalogue } from "./starter-catalogue.ts";
export { planSaving } from "./save-procedures.store.ts";
export { readCatalogueRow } from "./import/portal-row.ts";
export { importProcedures, type ProcedureImport } from "./import-procedures.ts";
export type { ImportReport, Rejected } from "./import/import-report.ts";
export { askWhereFiled, type FilingWay } from "./filing-way.ts";
export { navigation, routes } from "./routes.ts";
export { shortTerm, termInWords } from "./term-words.ts";
