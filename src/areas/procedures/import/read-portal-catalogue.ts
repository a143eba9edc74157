import type { ProcedureEntry } from "../procedure.ts";
import type { ImportReport, Rejected } from "./import-report.ts";
import { addDetail, type DetailDoubts } from "./portal-detail.ts";
import { readCatalogueRow } from "./portal-row.ts";
import { readCatalogue } from "./read-catalogue.ts";
import { type ReadDetails, readDetails } from "./read-details.ts";

type Outcomes = "dryRun" | "taken" | "changed" | "unchanged" | "waiting" | "waitingCodes" | "detailsKept";
export type ReadReport = Omit<ImportReport, Outcomes>;

const NO_DETAILS: ReadDetails = { details: new Map(), broken: [], records: 0 };

/** Reads catalogue and details into entries, each code once, with everything that could not be taken and why. */
export function readPortalCatalogue(
  catalogue: Buffer,
  detailFile: Buffer | undefined,
): { readonly entries: readonly ProcedureEntry[]; readonly report: ReadReport } {
  const { rows, broken } = readCatalogue(catalogue);
  const read = detailFile === undefined ? NO_DETAILS : readDetails(detailFile);
  const rejected: Rejected[] = [
    ...broken.map((b) => ({
      file: "catalogue" as const,
      line: b.line,
      field: "",
      reason: "columns",
      value: `${b.columns}/${b.expected}`,
    })),
    ...read.broken.map((b) => ({ file: "details" as const, ...b })),
  ];
  const duplicates: ImportReport["duplicates"][number][] = [];
  const first = new Map<string, { line: number; text: string }>();
  const entries: ProcedureEntry[] = [];
  const reasons: Record<string, number> = {};
  const doubts: DetailDoubts = { copiesUnreadable: 0, emptyDocuments: 0, feesUnclear: 0, detailsWithoutTerm: 0 };
  for (const { line, row } of rows) {
    const result = readCatalogueRow(row);
    if ("fault" in result) {
      rejected.push({ file: "catalogue", line, ...result.fault });
      continue;
    }
    const { entry, term } = result;
    const before = first.get(entry.code);
    if (before !== undefined) {
      if (before.text === JSON.stringify(row)) duplicates.push({ code: entry.code, line, firstLine: before.line });
      else
        rejected.push({
          file: "catalogue",
          line,
          field: "code",
          reason: "duplicate_differs",
          value: `${entry.code} (${before.line})`,
        });
      continue;
    }
    first.set(entry.code, { line, text: JSON.stringify(row) });
    if (term.reason !== undefined) reasons[term.reason] = (reasons[term.reason] ?? 0) + 1;
    entries.push(withDetail(entry, read, doubts, rejected));
  }
  return {
    entries,
    report: summarise(entries, { rows: rows.length + broken.length, read, rejected, duplicates, reasons, doubts }),
  };
}

function withDetail(entry: ProcedureEntry, read: ReadDetails, doubts: DetailDoubts, rejected: Rejected[]): ProcedureEntry {
  const found = read.details.get(entry.code);
  if (found === undefined) return entry;
  try {
    return addDetail(entry, found.detail, doubts);
  } catch (error) {
    const issue = (error as { issues?: { path: PropertyKey[]; message: string }[] }).issues?.[0];
    if (issue === undefined) throw error;
    rejected.push({
      file: "details",
      line: found.line,
      field: issue.path.map(String).join("."),
      reason: "detail_malformed",
      value: issue.message,
    });
    return entry;
  }
}

function summarise(
  entries: readonly ProcedureEntry[],
  about: { rows: number; read: ReadDetails; doubts: DetailDoubts; reasons: Record<string, number> } & Pick<
    ReadReport,
    "rejected" | "duplicates"
  >,
): ReadReport {
  const codes = new Set(entries.map((e) => e.code as string));
  const names = new Map<string, number>();
  for (const { name } of entries) names.set(name, (names.get(name) ?? 0) + 1);
  const unknown = entries.filter((e) => e.term.unit === "unknown").length;
  return {
    rows: about.rows,
    details: about.read.records,
    rejected: about.rejected.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line),
    duplicates: about.duplicates,
    withDetail: entries.filter((e) => e.hasDetail).length,
    detailsWithoutRow: [...about.read.details.keys()].filter((code) => !codes.has(code)).length,
    notInForce: entries.filter((e) => e.withdrawn === true).length,
    sameName: entries.filter((e) => (names.get(e.name) ?? 0) > 1).length,
    terms: { known: entries.length - unknown, unknown, reasons: about.reasons },
    doubts: about.doubts,
  };
}
