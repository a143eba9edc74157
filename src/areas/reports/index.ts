/** Form II.06a and what is built on it: counted from events, every cell opening to its dossiers. */
export { buildReport, listBehindCell, policyOf, requestOf } from "./build-report.ts";
export { type Figures, II06A_COLUMNS, type Measure } from "./cells.ts";
export { type Dimension, DIMENSIONS, type Report, ReportQuery, type ReportRequest, type ReportRow } from "./report.ts";
