/** Dossiers of other systems: taken over by a mapping, with a reconciliation that accounts for every row. */
export { type DossierImportReport, type ImportRequest, importDossiers } from "./import-dossiers.ts";
export { listMappings } from "./mapping.ts";
export { text as exchangeText } from "./texts.ts";
